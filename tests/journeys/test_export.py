"""Taking a case along: two taps to the file, and a browser that checks it without us."""

import io
import time
import zipfile
from pathlib import Path

import bagit
import pytest

from tests.journeys.browser import Person
from tests.journeys.conftest import Meet
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.browser]
SCREEN = Path(__file__).resolve().parents[1] / "fixtures" / "screens" / "002.jpg"
PAGE = Path(__file__).resolve().parents[2] / "evidence" / "export" / "verifier.html"
MADE_MS = 60_000


def test_a_case_is_exported_on_the_phone_and_checked_from_the_folder(meet: Meet, stack: Stack, tmp_path: Path) -> None:
    dora = meet("dora")
    case = stack.case_url("exported")
    dora.go(f"{case}evidence/add/")
    dora.page.locator("input#files").set_input_files(SCREEN)
    dora.sees(".exhibits > *")
    dora.go(case)
    dora.tap(".menu summary")
    dora.tap("a[href$='/export/']")
    dora.tap("a[href='?for=own']")
    dora.page.locator("#export a[download]").first.wait_for(timeout=MADE_MS)
    with dora.page.expect_download() as saved:
        dora.tap("#export a[href$='/zip/']")
    with zipfile.ZipFile(io.BytesIO(Path(saved.value.path()).read_bytes())) as archive:
        archive.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    assert verdict(dora, folder) == "good"
    (original,) = (folder / "data/originals").iterdir()
    data = bytearray(original.read_bytes())
    data[len(data) // 2] ^= 1
    original.write_bytes(data)
    assert verdict(dora, folder) == "bad"
    assert original.name in dora.page.locator("#details").inner_text()


def test_two_hundred_files_are_checked_within_five_seconds(meet: Meet, tmp_path: Path) -> None:
    dora = meet("dora", "desk")
    folder = tmp_path / "bag"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03d}.bin").write_bytes(number.to_bytes(2, "big") * 300_000)
    finish(folder)
    began = time.perf_counter()
    assert verdict(dora, folder) == "good"
    assert time.perf_counter() - began < 5
    (folder / "data/117.bin").unlink()
    (folder / "data/more.bin").write_bytes(b"more")
    assert verdict(dora, folder) == "bad"
    told = dora.page.locator("#details").inner_text()
    assert "data/117.bin" in told
    assert "data/more.bin" in told


def finish(folder: Path) -> None:
    """Make a bag of the folder, with an empty ledger."""
    (folder / "ledger.jsonl").write_bytes(b"")
    info = {"Juli-Code": "x", "Juli-Ledger-Head": "", "Juli-Ledger-Entries": "0"}
    bag = bagit.make_bag(str(folder), info, checksums=["sha256"])
    (folder / "index.html").write_bytes(PAGE.read_bytes())
    bag.save()


def verdict(person: Person, folder: Path) -> str:
    page = person.page
    page.goto((folder / "index.html").as_uri())
    page.locator("#pick").set_input_files(folder)
    page.locator("body[data-checked]").wait_for()
    return str(page.evaluate("document.body.dataset.checked"))
