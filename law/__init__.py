"""The law in days and hours: which limit applies, when it ends and why. Pure Python, no Django, no network.

law.load().due(law.load().rule("CPL25_RETURN_7D"), received_at).latest
"""

from law.calendar import CHINA, Calendar, DayKind, SpecialDay
from law.counting import CountedDay, Due, SkippedRange, Why
from law.errors import BadRules, LawError, NaiveTrigger, OutOfCalendar, UnknownRule
from law.explain import explain_en, explain_zh
from law.reference import ChannelLimit, Figure, Norm, Phone, Reference
from law.rules import Bound, Direction, Effect, Rule, Unit
from law.snapshot import Law, load
from law.words import Words

__all__ = [
    "CHINA",
    "BadRules",
    "Bound",
    "Calendar",
    "ChannelLimit",
    "CountedDay",
    "DayKind",
    "Direction",
    "Due",
    "Effect",
    "Figure",
    "Law",
    "LawError",
    "NaiveTrigger",
    "Norm",
    "OutOfCalendar",
    "Phone",
    "Reference",
    "Rule",
    "SkippedRange",
    "SpecialDay",
    "Unit",
    "UnknownRule",
    "Why",
    "Words",
    "explain_en",
    "explain_zh",
    "load",
]
