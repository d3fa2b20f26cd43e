"""The phrases with which seller, platform and authority send people away, and what to answer.

recognise("您的申请已超过售后时效", by=By.PLATFORM).reply  →  the sentence to send next
"""

from texts.brushoffs.brushoff import BrushOff, By, everything
from texts.brushoffs.recognising import all_in, recognise

__all__ = ["BrushOff", "By", "all_in", "everything", "recognise"]
