"""No date, amount, article or phone number that people read comes from anywhere but the law and the rulebook.

A sentence may hold `%(COMPLAINT_ACCEPT)s`, `{% limit "…" %}`, `{% cite "…" %}`, `{% figure "…" %}` or `{% phone "…" %}`:
then it carries the id of its source. A number of days written out is found here, wherever it stands.
"""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

import law
from complaints import playbooks
from complaints.status import Kind
from config import catalogue
from escalation.clocks import STARTS, STOPS
from escalation.models.deadlines import ClockName
from tests.architecture.house import FLOORS, ROOT, files, name, product

LAW = law.load()
CHINESE_DIGITS = dict(zip("二三四五六七八九十", range(2, 11), strict=True)) | {
    "两": 2,
    "十五": 15,
    "三十": 30,
    "六十": 60,
}
ENGLISH_DIGITS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "fifteen": 15,
    "thirty": 30, "sixty": 60,
}  # fmt: skip
NUMBER = rf"\d[\d,.]*|{'|'.join(sorted(CHINESE_DIGITS, key=len, reverse=True))}|\b(?:{'|'.join(ENGLISH_DIGITS)})"
LIMIT = re.compile(
    rf"({NUMBER})[ \u00a0-]?个?(工作日|working days?|天|日内|日|days?\b|小时|hours?\b|个月|months?\b|年|years?\b|倍|times\b)",
    re.IGNORECASE,
)
UNITS = {
    "工作日": "working_day", "working day": "working_day", "天": "day", "日": "day", "日内": "day", "day": "day",
    "小时": "hour", "hour": "hour", "个月": "month", "month": "month", "年": "year", "year": "year",
}  # fmt: skip
ARTICLE = re.compile(
    r"第\s?[\d一二三四五六七八九十百]+\s?条|《[^》]+》|\barts?\. ?\d|\barticles? \d|\bDecree \d", re.IGNORECASE
)
AMOUNT = re.compile(r"¥\s?\d|\d\s?元|[一二三四五六七八九十百千万]+元")
PHONE = re.compile(r"tel:\d|\b\d{3,4}-\d{4,}\b|(?:拨打|致电|\bcall|\bdial) ?\d{5}", re.IGNORECASE)

OURS: dict[str, str] = {
    "30 days": "how long the owner lets a helper in: her own choice",
    "90 days": "how long the owner lets a helper in: her own choice",
    "three days before": "which reminders a person wants",
    "Decided in the last 30 days": "how far back the board looks",
    "Seven-day return refused": "the name of a type of dispute",
    "Seven-day return: give notice by": "the name of a right, as everybody calls it",
}
"""Texts with a number of their own that is neither law nor platform rule, each with its reason."""
EXAMPLES = re.compile(r"021-12345678|1497\.00|2026-11-12|¥(?=%)")
MONTH = re.compile(r"^\d{1,2}月$")


def numbers_in(text: str) -> list[str]:
    """What in `text` looks as if it had an authority behind it."""
    found = [m[0] for pattern in (LIMIT, ARTICLE, AMOUNT, PHONE) for m in pattern.finditer(EXAMPLES.sub("", text))]
    return [hit for hit in found if not MONTH.match(hit)]


@pytest.mark.parametrize(
    "text",
    ["7 个工作日内", "within seven working days", "七日内", "《消费者权益保护法》第25条", "art. 25", "Decree 121", "¥500",
     "500元", "五百元", "拨打12315", "call 12315", "9501-3888", "三倍", "60天"],
)  # fmt: skip
def test_the_search_finds_what_it_should(text: str) -> None:
    assert numbers_in(text)


@pytest.mark.parametrize("text", ["12315 投诉", "这一天", "%(n)d 天", "请写成 1497.00", "第一步", "3月", "一年以后"])
def test_the_search_leaves_other_words_alone(text: str) -> None:
    assert numbers_in(text) == []


def test_no_sentence_of_the_pages_has_a_number_of_its_own() -> None:
    found: dict[str, list[str]] = {}
    for message in catalogue.entries(catalogue.read()):
        said = message.id if isinstance(message.id, tuple | list) else (message.id,)
        if said[0] in OURS:
            continue
        for text in (*said, catalogue.translation(message)):
            if hits := numbers_in(text):
                found.setdefault(said[0], []).extend(hits)
    assert found == {}, "take it from the law or the rulebook: quantified(), {% limit %}, {% cite %}, {% figure %}"


def test_every_exception_is_still_said() -> None:
    said = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue.entries(catalogue.read())}
    assert set(OURS) - said == set()


def test_no_template_has_one_beside_its_translated_texts() -> None:
    found = {}
    for path in files(".html", ".txt", below=("templates",)):
        if "styleguide" in name(path):  # the look alone, with invented examples; only shown while developing
            continue
        text = re.sub(r"{%.*?%}|{#.*?#}|{{.*?}}", "", path.read_text(), flags=re.DOTALL)
        if hits := numbers_in(re.sub(r"<[^>]*>", " ", text)):
            found[name(path)] = hits
    assert found == {}


READS = ("texts/promises/", "texts/tone/")
"""Patterns with which other people's words are read: 「六日」 in them is a day of the week, and nobody is shown it."""


def test_no_chinese_text_in_the_code_has_one() -> None:
    """Texts to sellers and offices are written in Chinese beside the code; the law floor itself is where they come from."""
    found = {}
    for path in product():
        if path.parts[len(ROOT.parts)] == "law" or "demo" in path.parts or name(path).startswith(READS):
            continue
        for text in _strings(path):
            if re.search(r"[\u4e00-\u9fff]", text) and (hits := numbers_in(text)):
                found[name(path)] = hits
    assert found == {}


def _strings(path: Path) -> list[str]:
    tree = ast.parse(path.read_text())
    docs = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and n not in docs]
    return [n.value for n in constants if isinstance(n.value, str)]


@pytest.mark.parametrize("kind", Kind)
def test_a_number_in_a_playbook_is_that_of_one_of_its_sources(kind: Kind) -> None:
    book = playbooks.get(kind)
    sources = [LAW.source(source_id) for source_id in book.sources]
    limits = {(s.amount, str(s.unit).removeprefix("calendar_")) for s in sources if isinstance(s, law.Rule)}
    text = re.sub(r"(?m)#.*$", "", (settings.PLAYBOOKS / f"{kind.value}.toml").read_text(encoding="utf-8"))
    assert {pair for pair in map(_quantity, LIMIT.finditer(text)) if pair} - limits == set()
    assert ARTICLE.search(text) is None
    assert AMOUNT.search(text) is None


def _quantity(hit: re.Match[str]) -> tuple[int, str] | None:
    unit = UNITS.get(hit[2].lower().removesuffix("s"))
    digits = CHINESE_DIGITS | ENGLISH_DIGITS
    number = digits[hit[1].lower()] if hit[1].lower() in digits else int(hit[1])
    return (number, unit) if unit else None


TAG = re.compile(r"""{% (?:cite|limit|figure|phone) ["']([A-Z0-9_]+)["']""")
NAMED = re.compile(r"%\(([A-Z][A-Z0-9_]{3,})\)s")


def _known(source_id: str) -> bool:
    reference = LAW.reference
    families = {rule.family for rule in LAW.rules.values()}
    return any(
        source_id in place for place in (LAW.rules, families, reference.norms, reference.figures, reference.phones)
    )


def test_every_id_that_is_named_exists() -> None:
    unknown = []
    for path in files(".html", ".txt", ".py", below=(*FLOORS, "templates")):
        text = path.read_text()
        unknown += [f"{name(path)}: {found}" for found in TAG.findall(text) + NAMED.findall(text) if not _known(found)]
    assert unknown == []


def test_every_clock_is_counted_by_a_rule_or_told_by_a_person() -> None:
    clocks = [clock for opened in STARTS.values() for clock in opened]
    assert all(_known(clock.rule or clock.family) for clock in clocks if clock.rule or clock.family)
    assert all(_known(clock.figure) for clock in clocks if clock.figure)
    assert all(clock.typed or clock.figure for clock in clocks if not clock.rule and not clock.family)
    assert {stopped for names in STOPS.values() for stopped in names} <= set(ClockName.values)
