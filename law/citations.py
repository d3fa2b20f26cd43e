"""Turn "law; law" and "25(1); 10" into a citation as lawyers of the language write it."""

import re
from collections.abc import Callable, Iterator

NOT_RETRIEVED = "not retrieved"
PLATFORM_RULE = "platform rule"

NOTES_ZH = {"number not checked": "条号待核对", "2019 numbering": "2019年条号", PLATFORM_RULE: "平台规则"}

# 25 · 25(1) · 16[4] · 21(1)[5] · 24(1)-(2)
ARTICLE = re.compile(r"(?P<article>\d+)(?:\((?P<paragraph>\d+)\)(?:-\((?P<to>\d+)\))?)?(?:[\[(](?P<item>\d+)[\])])?")
NOTE = re.compile(r"\((?P<note>[^()]*[^()\d][^()]*)\)")


def cite_zh(source_law: str, article: str) -> str:
    """A citation such as 《电子商务法》第31条、《网络交易监督管理办法》第31条; what isn't a number stays as a note."""
    if article == NOT_RETRIEVED:
        return "平台未公布"
    return "、".join(_cite_law_zh(law, part) for law, part in _pairs(source_law, article))


def cite_en(source_law: str, article: str) -> str:
    """The same in English, such as "E-Commerce Law, art. 31"."""
    if article == NOT_RETRIEVED:
        return "not published by the platform"
    return "; ".join(_cite_law_en(law, part) for law, part in _pairs(source_law, article))


def _pairs(source_law: str, article: str) -> Iterator[tuple[str, str]]:
    laws = [law.strip() for law in source_law.split(";")]
    parts = [part.strip() for part in article.split(";")]
    if len(laws) == 1 or len(laws) != len(parts):
        # Several articles of one law, or a list nobody can pair: everything after the first law's name.
        return iter([("; ".join(laws), ", ".join(parts))])
    return zip(laws, parts, strict=True)


def _cite_law_zh(law: str, part: str) -> str:
    articles, note = _split(part, _article_zh)
    title = law if part == PLATFORM_RULE else "".join(f"《{name}》" for name in law.split("; "))
    return title + "、".join(articles) + (f"（{NOTES_ZH.get(note, note)}）" if note else "")


def _cite_law_en(law: str, part: str) -> str:
    articles, note = _split(part, _article_en)
    where = [f"art{'s' * (len(articles) > 1)}. " + ", ".join(articles)] if articles else []
    return ", ".join([law, *where]) + (f" ({note})" if note else "")


def _split(part: str, write: Callable[[re.Match[str]], str]) -> tuple[list[str], str]:
    note = NOTE.search(part)
    plain = NOTE.sub("", part)
    articles = [write(found) for found in ARTICLE.finditer(plain)]
    return articles, note["note"] if note else "" if articles else part


def _article_zh(found: re.Match[str]) -> str:
    text = f"第{found['article']}条"
    text += f"第{found['paragraph']}款" if found["paragraph"] else ""
    text += f"至第{found['to']}款" if found["to"] else ""
    return text + (f"第{found['item']}项" if found["item"] else "")


def _article_en(found: re.Match[str]) -> str:
    text = found["article"] + (f"({found['paragraph']})" if found["paragraph"] else "")
    text += f"–({found['to']})" if found["to"] else ""
    return text + (f" item {found['item']}" if found["item"] else "")
