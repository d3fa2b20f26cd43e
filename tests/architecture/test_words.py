"""The catalogue is complete at all times, and Chinese reads as Chinese is written."""

import re
from pathlib import Path

from allauth.account import adapter
from django import conf, forms
from django.utils import translation

from config import borrowed, catalogue
from tests.architecture.house import ROOT, files

HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;!?]|[\u4e00-\u9fff]:(?!//)|[\u4e00-\u9fff]\.(?=\s|$)|\.\.\.|“|”|‘")
SPACED = re.compile(r"[，。；：！？、）】」][ ]|[ ][，。；：！？、）】」]")


def sentences() -> dict[str, str]:
    """The translations by English text."""
    return {str(m.id): catalogue.translation(m) for m in catalogue.entries(catalogue.read())}


def test_every_text_has_its_translation() -> None:
    assert catalogue.missing() == []


def test_no_translation_is_left_of_a_text_that_is_gone() -> None:
    said = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in catalogue.entries(catalogue.extract())}
    kept = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in catalogue.entries(catalogue.read())}
    assert kept - said == set(), "run `make messages`"


def test_borrowed_sentences_are_still_said_by_the_libraries() -> None:
    said = set()
    for folder in (Path(conf.__file__).parent, Path(adapter.__file__).parents[1]):
        known = catalogue.read(folder / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po")
        said |= {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue.entries(known)}
    assert set(borrowed.BORROWED) - said == set()


def test_our_own_words_go_before_those_of_the_libraries() -> None:
    with translation.override("zh-hans"):
        assert forms.CharField().error_messages["required"] == "请填写这一项。"


def test_punctuation_is_full_width() -> None:
    assert {words for words in sentences().values() if HALF_WIDTH.search(words)} == set()


def test_no_blank_beside_full_width_punctuation() -> None:
    assert {words for words in sentences().values() if SPACED.search(words)} == set()


def test_one_word_for_one_thing() -> None:
    other = ("帮手", "助手", "申诉", "仲裁庭", "用户您", "您")
    assert {words for words in sentences().values() if any(word in words for word in other)} == set()


def test_scripts_carry_no_words_of_their_own() -> None:
    found = []
    for path in files(".js", below=("static",)):
        code = re.sub(r"/\*.*?\*/|^\s*//.*$|\s//\s.*$", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
        found += [f"{path.relative_to(ROOT)}: {text}" for text in re.findall(r"[\u4e00-\u9fff]+", code)]
    assert found == []
