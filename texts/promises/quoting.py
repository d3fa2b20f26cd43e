"""What a message only repeats: the consumer's words, quoted to be answered."""

import re

_THEIR_WORDS = r"「[^」\n]{0,200}」|『[^』\n]{0,200}』|“[^”\n]{0,200}”|\"[^\"\n]{0,200}\""
_REPEATED = (
    # 微信: 「我：…」, a line of dashes, then the answer.
    re.compile(r"「[^」]{0,600}」[^\S\n]*\n[^\S\n]*(?:[-—–][^\S\n]?){3,60}"),
    re.compile(r"(?m)^(?:>|引用|(?:回复|引用) ?(?:@|我|买家|顾客)[^:：\n]{0,16}[:：]).*$"),
    # 您说的「明天退」: what the consumer said.
    re.compile(
        r"[您你](?:之前|刚才|刚刚|这边|所)?(?:说|问|提到?|反馈|反映|要求|写)的?"
        rf"[^「『“\"\n]{{0,4}}(?:{_THEIR_WORDS})"
    ),
)


def unquoted(text: str) -> str:
    """The text, as long as before, with line ends in the place of what is repeated."""
    for pattern in _REPEATED:
        text = pattern.sub(lambda found: "\n" * len(found.group()), text)
    return text
