"""The measuring behind `bench.vault`."""

import hashlib
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pypdfium2
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from PIL import Image, ImageOps

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Kind
from escalation.exporting import content_of
from evidence.export import dossier
from evidence.export.content import Profile
from evidence.previews import RECIPES, make_previews
from evidence.vault.intake import add_evidence

Thing = TypeVar("Thing")
SIZE = (4000, 3000)
_SCENES = 8
_A_ROUND = 20
IN_DOSSIER = 30


@dataclass(frozen=True, slots=True)
class Photograph:
    """A file as it comes in."""

    name: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    def chunks(self) -> Iterable[bytes]:
        return (self.content[at : at + 65536] for at in range(0, self.size, 65536))


def measure(count: int) -> int:
    """Print the ratio of product to bare work, round by round beside each other, and the seconds of the dossier."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    owner = User.objects.create_user("bench@example.org", "bench-bench-2026", name="林小雨")
    case = Complaint.objects.create(
        owner=owner, kind=Kind.NOT_AS_DESCRIBED, title="面霜成分不符", number="JL-2026-000001"
    )
    scenes, ratios = [_scene(n) for n in range(_SCENES)], []
    total = {"product": 0.0, "bare": 0.0}
    for first in range(0, count, _A_ROUND):
        photographs = [_photograph(scenes, n) for n in range(first, min(count, first + _A_ROUND))]
        bare = _timed(_bare, photographs)
        product = _timed(partial(_taken, case, owner), photographs)
        ratios.append(product / bare)
        total["product"] += product
        total["bare"] += bare
    _say(f"{count} photographs of {SIZE[0]}x{SIZE[1]}: {total['product']:.1f} s, bare {total['bare']:.1f} s")
    _say(f"ratio: {total['product'] / total['bare']:.2f} in all, median of rounds {statistics.median(ratios):.2f}")
    _dossier(owner, scenes)
    return 0


def _scene(n: int) -> bytes:
    """A picture with the detail of a photograph: about 4 MB as JPEG."""
    noise = Image.effect_noise((SIZE[0] // 4, SIZE[1] // 4), 60).resize(SIZE, Image.Resampling.BICUBIC)
    colours = [Image.linear_gradient("L").rotate(90 * (n + turn)).resize(SIZE) for turn in range(2)]
    target = BytesIO()
    Image.merge("RGB", (noise, *colours)).save(target, "JPEG", quality=92)
    return target.getvalue()


def _photograph(scenes: list[bytes], n: int) -> Photograph:
    """Bytes after the end mark make each one new, as phones do with what they append."""
    return Photograph(f"IMG_{n:04}.jpg", scenes[n % len(scenes)] + random.Random(n).randbytes(64))


def _bare(photograph: Photograph) -> None:
    """Hash, write, flush, and one thumbnail from a JPEG draft: the least that any program would do."""
    digest = hashlib.sha256()
    path = Path(settings.DATA_DIR) / "bare" / photograph.name
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        for chunk in photograph.chunks():
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    with Image.open(path) as image:
        image.draft("RGB", (1280, 1280))
        seen = ImageOps.exif_transpose(image).convert("RGB")
        for edge in (320, 1280):
            small = seen.copy()
            small.thumbnail((edge, edge), Image.Resampling.LANCZOS)
            small.save(path.with_suffix(f".{edge}.webp"), "WEBP", quality=80, method=4)


def _taken(case: Complaint, owner: User, photograph: Photograph) -> None:
    made = make_previews(add_evidence(case, photograph, kind="goods", actor=owner).evidence)
    if len(made) != len(RECIPES):
        raise RuntimeError(f"{photograph.name} has no previews")


def _dossier(owner: User, scenes: list[bytes]) -> None:
    case = Complaint.objects.create(
        owner=owner, kind=Kind.NOT_AS_DESCRIBED, title="面霜成分不符", number="JL-2026-000002"
    )
    for n in range(IN_DOSSIER):
        add_evidence(case, _photograph(scenes, 10_000 + n), kind="goods", actor=owner)
    content, written = content_of(case, Profile.HAND_OVER, now=timezone.now()), list[bytes]()
    seconds = _timed(lambda one: written.append(dossier.write(one)), [content])
    pages = len(pypdfium2.PdfDocument(written[0]))
    _say(f"dossier of {pages} pages with {IN_DOSSIER} photographs: {seconds:.1f} s, {len(written[0]) / 1024**2:.1f} MB")


def _timed(work: Callable[[Thing], object], things: Iterable[Thing]) -> float:
    started = time.perf_counter()
    for thing in things:
        work(thing)
    return time.perf_counter() - started


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
