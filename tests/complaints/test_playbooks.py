"""Playbooks: all eight are whole, and a broken one is named with file, line and field."""

import shutil
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.utils import translation

from complaints import playbooks
from complaints.status import ClaimKind, Kind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the playbooks that a test may spoil."""
    return Path(shutil.copytree(playbooks.FOLDER, tmp_path / "playbooks"))


def spoil(folder: Path, old: str, new: str, name: str = "quality.toml") -> list[str]:
    """The faults found after `old` was replaced once by `new`."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(fault) for fault in playbooks.faults(folder)]


def test_every_kind_has_a_whole_playbook() -> None:
    assert playbooks.faults() == []
    assert [book.kind for book in playbooks.everyone()] == list(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_every_playbook_asks_for_the_order_and_the_chat(kind: Kind) -> None:
    assert {"order", "chat"} <= {slot.key for slot in playbooks.get(kind).required}


@pytest.mark.parametrize("kind", Kind)
def test_what_may_vanish_comes_first(kind: Kind) -> None:
    assert playbooks.get(kind).slots[0].perishable


def test_words_follow_the_language_of_the_page() -> None:
    slot = playbooks.get(Kind.NOT_AS_DESCRIBED).slots[0]
    with translation.override("zh-hans"):
        assert slot.label == "宣传截图"
    with translation.override("en"):
        assert slot.label == "Advert"


def test_the_default_claim_is_the_first() -> None:
    assert playbooks.get(Kind.SHIPPING).default_claim == ClaimKind.SHIP


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "quality.toml").unlink()
    assert [str(fault) for fault in playbooks.faults(folder)] == ["quality.toml: the file is missing"]


def test_a_file_of_no_kind_is_named(folder: Path) -> None:
    (folder / "weather.toml").write_text("", encoding="utf-8")
    assert [str(fault) for fault in playbooks.faults(folder)] == ["weather.toml: no complaint type has this name"]


def test_broken_toml_is_named_with_its_line(folder: Path) -> None:
    (fault,) = spoil(folder, "[title]", "[title")
    assert fault.startswith("quality.toml:8: not valid TOML")


def test_an_unknown_claim_is_named_with_its_line(folder: Path) -> None:
    (fault,) = spoil(folder, '"repair"', '"prison"')
    assert fault.startswith("quality.toml:5: claims[2]: 'prison' is not one of")


def test_a_missing_translation_is_named_with_its_line(folder: Path) -> None:
    (fault,) = spoil(folder, 'en = "Defect close-up"', 'en = ""')
    assert fault == "quality.toml:32: slots[0].label.en: the text is missing"


def test_a_key_used_twice_is_named(folder: Path) -> None:
    (fault,) = spoil(folder, 'key = "goods"', 'key = "order"')
    assert "slots[2].key: 'order' is used twice" in fault


def test_a_label_too_long_for_its_tile_is_named(folder: Path) -> None:
    (fault,) = spoil(folder, 'zh = "瑕疵特写"', 'zh = "请在白天拍的瑕疵特写照片"')
    assert "slots[0].label.zh: is longer than 8 characters" in fault


def test_a_misspelt_field_is_named(folder: Path) -> None:
    (fault,) = spoil(folder, "perishable = true", "perishible = true")
    assert "slots[0].perishible: is not a field of a slot" in fault


def test_a_missing_part_is_named(folder: Path) -> None:
    (fault,) = spoil(folder, 'platform_type = "质量问题"', "")
    assert fault == "quality.toml: platform_type: is missing, empty or of the wrong kind"


def test_a_playbook_without_required_evidence_is_refused(folder: Path) -> None:
    path = folder / "shipping.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("required = true", ""), encoding="utf-8")
    assert "slots: none is required" in str(playbooks.faults(folder)[0])


def test_a_broken_file_stops_the_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "quality.toml").unlink()
    whole = playbooks.faults
    monkeypatch.setattr(playbooks, "faults", lambda: whole(folder))
    assert [message.id for message in run_checks() if message.id == "juli.E101"] == ["juli.E101"]


def test_a_source_that_nobody_knows_is_named(folder: Path) -> None:
    (fault,) = spoil(folder, 'sources = ["CPL_24"', 'sources = ["CPL_9999"')
    assert fault == "quality.toml:6: sources[0]: 'CPL_9999' is neither a time limit nor a provision of the law"


def test_a_playbook_without_sources_is_broken(folder: Path) -> None:
    (fault,) = spoil(folder, 'sources = ["CPL_24", "CPL24_QUALITY_RETURN_7D", "CPL_23_3"]', "")
    assert fault == "quality.toml: sources: is missing, empty or of the wrong kind"
