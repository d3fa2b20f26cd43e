"""What the other side promised, refused or threatened in a chat, and the moment by which it should happen.

read("客服小王 2026-10-12 21:14\\n亲，明天上午给您退款", pasted_at=now)[0].due_at  →  2026-10-13 12:00 in +08:00
"""

from texts.promises.chat import messages
from texts.promises.finding import classify, resolve
from texts.promises.found import Found, Message, Says, Speaker, What
from texts.promises.ledger import read

__all__ = ["Found", "Message", "Says", "Speaker", "What", "classify", "messages", "read", "resolve"]
