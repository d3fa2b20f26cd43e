"""Broken playbooks: each fault is named with the file, the line it stands on, and the field."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from complaints import playbooks

HEAD = "\n[title]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the playbooks that a test may spoil."""
    return Path(shutil.copytree(settings.PLAYBOOKS, tmp_path / "playbooks"))


@dataclass(frozen=True, slots=True)
class Broken:
    """`old` becomes `new` in `file`; the fault stands on the line where `at` begins, its text begins with `says`."""

    old: str
    new: str
    at: str
    says: str
    file: str = "quality.toml"


BROKEN: dict[str, Broken] = {
    "no TOML": Broken("[title]", "[title", "[title", "not valid TOML"),
    "a field twice": Broken(HEAD, 'platform_type = "质量"\n[title]\n',
                            'platform_type = "质量"\n[title]',
                            "not valid TOML"),
    "an unknown field": Broken(HEAD, 'colour = "red"\n[title]\n', 'colour = "red"', "colour: is not a field"),
    "a field of the wrong kind": Broken("claims = [", "claims = 3 # [", "claims = 3",
                                        "claims: is missing, empty or of"),
    "a missing field": Broken('platform_type = "质量问题"', "", "#", "platform_type: is missing"),
    "no sources": Broken('sources = ["CPL_24", "CPL24_QUALITY_RETURN_7D", "CPL_23_3"]', "", "#", "sources: is missing"),
    "an unknown source": Broken('sources = ["CPL_24"', 'sources = ["CPL_99"', 'sources = ["CPL_99"',
                                "sources[0]: 'CPL_99' is neither a time limit nor a provision"),
    "an unknown claim": Broken('"repair"', '"prison"', "claims = [", "claims[2]: 'prison' is not one of"),
    "a claim twice": Broken('"exchange", "repair"', '"exchange", "exchange"', "claims = [",
                            "claims[2]: 'exchange' is named"),
    "a title in one language": Broken('en = "Quality problem"', 'en = " "', 'en = " "',
                                      "title.en: the text is missing"),
    "a description in one language": Broken('zh = "说清楚哪里', 'xh = "说清楚哪里', "[describe]",
                                            "describe.zh: the text is"),
    "an unknown blank in a text": Broken("「{goods}」有质量", "「{item}」有质量", "seller =",
                                         "texts.seller: {item} is not known"),
    "half a brace in a text": Broken("「{goods}」有质量", "「{goods」有质量", "seller =", "texts.seller: has a brace"),
    "a text that is missing": Broken("platform = ", "platfrom = ", "[texts]", "texts.platform: the text is missing"),
    "a channel nobody knows": Broken("platform = ", "platfrom = ", "platfrom", "texts.platfrom: is not one of seller"),
    "a request in a report": Broken("涉嫌不符合", "请求退货，涉嫌不符合", "report =",
                                    "texts.report: 「请求」 belongs to another"),
    "a threat to the seller": Broken("想和你们商量怎么处理", "不处理就投诉", "seller =",
                                     "texts.seller: 「投诉」 belongs to"),
    "a text without an end": Broken("想和你们商量怎么处理。", "想和你们商量", "seller =",
                                    "texts.seller: must be one sentence"),
    "a fact twice": Broken('key = "part"', 'key = "fault"', 'key = "fault"\nkind = "text"',
                           "facts[1].key: 'fault' is used"),
    "a fact without a question": Broken('ask = { zh = "修过吗？", en = ', 'ask = { zh = "修过吗？", xn = ',
                                        'ask = { zh = "修过',
                                        "facts[4].ask.en: the text is missing"),
    "a fact of no kind": Broken('kind = "number"', 'kind = "figure"', 'kind = "figure"',
                                "facts[3].kind: must be one of"),
    "a condition on an unknown fact": Broken('when = { fact = "noticed"', 'when = { fact = "noted"',
                                             "when = { fact = \"noted\"",
                                             "facts[3].when.fact: 'noted' is not a fact"),
    "a condition on an unknown answer": Broken('is = "later" }', 'is = "soon" }',
                                               'when = { fact = "noticed", is = "soon"',
                                               "facts[3].when.is: 'soon' is not an answer"),
    "a condition on a text": Broken('when = { fact = "noticed", is = "later" }',
                                    'when = { fact = "part", is = "later" }',
                                    'when = { fact = "part"', "facts[3].when.fact: 'part' has no answers"),
    "a condition of another shape": Broken('when = { fact = "noticed", is = "later" }', 'when = "noticed"',
                                           'when = "noticed"',
                                           "facts[3].when: must look like"),
    "a condition on what comes later": Broken('key = "fault"\nkind',
                                              'key = "fault"\nwhen = { fact = "kept", is = "yes" }\nkind',
                                              'when = { fact = "kept"', "facts[0].when: 'kept' is asked after it"),
    "a circle of conditions": Broken('key = "fault"\nkind',
                                     'key = "fault"\nwhen = { fact = "repaired", is = "yes" }\nkind',
                                     'when = { fact = "repaired"', "facts[0].when: goes round in a circle: fault → repaired"),
    "an option twice": Broken('key = "flaw"', 'key = "short"', '    { key = "short", zh = "做工',
                              "facts[0].options[2].key: 'short'"),
    "an option in one language": Broken('zh = "做工瑕疵", en', 'zh = "做工瑕疵", fr', '    { key = "flaw"',
                                        "facts[0].options[2].en:"),
    "options where nothing is chosen": Broken('kind = "text"',
                                              'kind = "text"\noptions = []', "options = []",
                                              "facts[1].options: only a choice has options"),
    "a yes without words": Broken('yes = { zh = "修过"', 'yse = { zh = "修过"', '[[facts]]\nkey = "repaired"',
                                  "facts[4].yes.zh: the text is missing"),
    "a yes where nobody is asked yes or no": Broken('kind = "text"', 'kind = "text"\nyes = 1', "yes = 1",
                                                    "facts[1].yes: only a yes-or-no question"),
    "a text that lies ahead": Broken('kind = "text"', 'kind = "text"\nahead = true', "ahead = true",
                                     "facts[1].ahead: must be true or false, and only"),
    "a letter with an unknown blank": Broken("问题是{value}", "问题是{goods}", 'letter = "问题是',
                                             "facts[0].letter: {goods} is not"),
    "a letter that leaves the value out": Broken("使用约{value}天", "使用数日", 'letter = "使用',
                                                 "facts[3].letter: must say {value}"),
    "a letter that ends a sentence": Broken('"问题是{value}"', '"问题是{value}。"', 'letter = "问题是',
                                            "facts[0].letter: is a part of"),
    "a letter for no answer": Broken('letter = { opening =',
                                     'letter = { closing =', "letter = { closing",
                                     "facts[2].letter.closing: is not an answer"),
    "a slot twice": Broken('key = "goods"', 'key = "order"', 'key = "order"\nphotographed = true\nlabel = { zh = "商品全貌"',
                           "slots[5].key: 'order' is"),
    "a slot's key of another shape": Broken('key = "medical"', 'key = "Arzt 2"', 'key = "Arzt 2"',
                                            "slots[3].key: must be 2–20"),
    "a label too long for its tile": Broken('zh = "瑕疵特写"', 'zh = "请在白天拍的瑕疵特写照片"',
                                            "label = { zh = \"请在",
                                            "slots[0].label.zh: is longer than 8"),
    "a missing translation": Broken('en = "Defect close-up"', 'en = ""', "label = { zh = \"瑕疵",
                                    "slots[0].label.en: the text is"),
    "a misspelt field": Broken("perishable = true", "perishible = true", "perishible",
                               "slots[0].perishible: is not a field of a slot"),
    "a tick that is none": Broken('key = "order"', 'key = "order"\nperishable = "no"',
                                  'perishable = "no"',
                                  "slots[4].perishable: must be true or false"),
    "what stays comes first": Broken('key = "defect"\nperishable = true', 'key = "defect"',
                                     '[[slots]]\nkey = "defect"',
                                     "slots[0]: what may vanish comes first"),
    "an unknown slot": Broken('accepts = [["defect"]', 'accepts = [["defcet"]',
                              'accepts = [["defcet"',
                              "propositions[0].accepts[0]: 'defcet' is not a slot"),
    "what nobody can show": Broken('accepts = [["order"]]', "accepts = []", "accepts = []",
                                   "propositions[1].accepts: nobody can"),
    "a way of no slots": Broken('accepts = [["order"]]', 'accepts = [["order"], []]',
                                'accepts = [["order"], []]',
                                "propositions[1].accepts: nobody can show it"),
    "a way that asks for too much": Broken('accepts = [["order"]]',
                                           'accepts = [["order"], ["order", "chat"]]',
                                           'accepts = [["order"], ["order"', "propositions[1].accepts[1]: asks for more than"),
    "another way that looks otherwise": Broken('{ slots = ["weight"], when', '{ slot = ["weight"], when', '    { slot = [',
                                             "propositions[0].instead[0]: must look like"),
    "another way with an unknown slot": Broken('{ slots = ["weight"]', '{ slots = ["scale"]', '    { slots = ["scale"]',
                                             "propositions[0].instead[0].slots[0]: 'scale' is not a slot"),
    "another way without a slot": Broken('{ slots = ["weight"]', '{ slots = []', "    { slots = []",
                                         "propositions[0].instead[0].slots: nobody can show it"),
    "another way on an unknown fact": Broken('{ slots = ["weight"], when = { fact = "fault"',
                                             '{ slots = ["weight"], when = { fact = "fualt"', '    { slots = ["weight"]',
                                             "propositions[0].instead[0].when.fact: 'fualt' is not a fact"),
    "other ways that are no list": Broken('accepts = [["order"]]', 'accepts = [["order"]]\ninstead = 3', "instead = 3",
                                          "propositions[1].instead: must be a list of ways"),
    "a weight out of range": Broken("weight = 5", "weight = 6", "weight = 6",
                                    "propositions[0].weight: must be a whole number from 1"),
    "a weight that is no number": Broken("weight = 5", "weight = true", "weight = true",
                                         "propositions[0].weight: must be"),
    "a stage that isn't there": Broken("stage = 3", "stage = 4", "stage = 4", "propositions[10].stage: must be"),
    "a claim of another type": Broken('claims = ["compensation"]', 'claims = ["ship"]',
                                      'claims = ["ship"]',
                                      "propositions[7].claims[0]: 'ship' can't be asked for"),
    "a proposition twice": Broken('key = "this_item"', 'key = "defect"',
                                  'key = "defect"\nsays = { zh = "有问题的就',
                                  "propositions[2].key: 'defect' is used twice"),
    "a proposition that says nothing": Broken('says = { zh = "商品确实有这个质量问题", en = ',
                                              'says = { zh = "商品确实有", fr = ',
                                              'says = { zh = "商品确实有"', "propositions[0].says.en: the text is missing"),
    "a risk without a source": Broken('sources = ["PEN_8_2"]', "", '[[risks]]\nsays = { zh = "只在口头上',
                                      "risks[4].sources: name at"),
    "a risk with an unknown source": Broken('sources = ["PEN_8_2"]', 'sources = ["PEN_0"]',
                                            'sources = ["PEN_0"]',
                                            "risks[4].sources[0]: 'PEN_0' is neither"),
    "a risk on an unknown fact": Broken('"PQL_40"]\nwhen = { fact = "noticed"',
                                        '"PQL_40"]\nwhen = { fact = "weather"',
                                        'when = { fact = "weather"', "risks[1].when.fact: 'weather' is not a fact"),
    "a field that a risk hasn't": Broken('sources = ["PEN_8_2"]',
                                         'sources = ["PEN_8_2"]\nheft = 2', "heft = 2",
                                         "risks[4].heft: is not a field of a risk"),
}  # fmt: skip


def spoil(folder: Path, broken: Broken) -> tuple[list[str], int]:
    """The faults found after the change, and the line where `at` begins."""
    path = folder / broken.file
    text = path.read_text(encoding="utf-8")
    assert broken.old in text, "the playbook has changed: mend the test"
    text = text.replace(broken.old, broken.new, 1)
    path.write_text(text, encoding="utf-8")
    line = text[: text.index(broken.at)].count("\n") + 1
    return [str(fault) for fault in playbooks.faults(folder)], line


@pytest.mark.parametrize("name", BROKEN)
def test_it_names_the_fault_and_its_line(folder: Path, name: str) -> None:
    broken = BROKEN[name]
    found, line = spoil(folder, broken)
    begin = f"{broken.file}:{line}: {broken.says}"
    assert any(fault.startswith(begin) for fault in found), f"{begin}\n{found}"


def test_every_fault_of_every_file_is_named_at_once(folder: Path) -> None:
    spoil(folder, BROKEN["an unknown claim"])
    found, _ = spoil(folder, Broken("weight = 5", "weight = 9", "weight = 9", "", file="shipping.toml"))
    assert [fault.split(":")[0] for fault in found] == ["quality.toml", "shipping.toml"]


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "quality.toml").unlink()
    assert [str(fault) for fault in playbooks.faults(folder)] == ["quality.toml: the file is missing"]


def test_a_badly_named_file_is_named(folder: Path) -> None:
    (folder / "Bad-Weather.toml").write_text("", encoding="utf-8")
    assert [str(fault) for fault in playbooks.faults(folder)] == [
        "Bad-Weather.toml: a type is named with small letters and _, at most 20: cases keep the word"
    ]


def test_a_file_in_another_encoding_is_named_with_its_line(folder: Path) -> None:
    (folder / "quality.toml").write_bytes("# 质量\n".encode() + "# 质量\n".encode("gbk"))
    assert [str(fault) for fault in playbooks.faults(folder)] == ["quality.toml:2: is not UTF-8; save it as UTF-8"]


def test_an_empty_file_lacks_everything_at_its_head(folder: Path) -> None:
    (folder / "quality.toml").write_text("", encoding="utf-8")
    found = playbooks.faults(folder)
    assert {fault.line for fault in found} == {1}
    assert {fault.field for fault in found} >= {"slots", "facts", "propositions", "risks", "texts", "claims"}


def test_nothing_to_show_at_first_is_a_fault(folder: Path) -> None:
    path = folder / "shipping.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("stage = 1\n", "stage = 2\n"), encoding="utf-8")
    assert "propositions: nothing is to be shown at stage 1" in str(playbooks.faults(folder)[0])


@pytest.mark.parametrize("wrong", ["3", '"text"', "[1, 2]", '[["a"]]', "{ a = 1 }", "true"])
@pytest.mark.parametrize("field", ["facts", "slots", "propositions", "risks", "texts", "title", "claims", "sources"])
def test_whatever_stands_in_a_field_gives_sentences_and_no_crash(folder: Path, field: str, wrong: str) -> None:
    (folder / "quality.toml").write_text(f"{field} = {wrong}\n", encoding="utf-8")
    assert all(fault.file == "quality.toml" and fault.line == 1 for fault in playbooks.faults(folder))
