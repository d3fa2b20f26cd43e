"""The tone of a text that a consumer is about to send: what may harm its writer, each with a gentler wording.

check("不退钱就曝光你们")[0].gentler  →  "如果没有解决，我会申请平台客服介入"
"""

from texts.tone.checking import blocks, check, gentler
from texts.tone.remark import Kind, Remark

__all__ = ["Kind", "Remark", "blocks", "check", "gentler"]
