"""Thumbnails and previews: small WebP pictures made from an original. Run by the worker only, for it decodes pixels.

Of a film they show its beginning; a PDF has a preview for each page. Sound and text have none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from PIL import Image, ImageOps

from evidence.decoding import asking as decoding
from evidence.filetypes import KNOWN, can_be_seen, family_of
from evidence.imaging import TooManyPixels, Unreadable
from evidence.models import Blob, Derivative, Evidence
from evidence.pixels import seen
from evidence.status import TRIES, BlobState, DerivativeKind, Family
from evidence.vault.derived import forget_unused, keep_bytes
from evidence.vault.trying import counted

_LIMIT = 20 * 1024**2
_EDGE = 1280
_LONGEST = 8000  # chats are saved as very long pictures; at 1280 px wide this much stays readable


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one derivative is made; a new name makes all of them anew."""

    kind: DerivativeKind
    name: str
    quality: int


class Made(NamedTuple):
    """A picture made by a recipe, of the page with this number from 1."""

    recipe: Recipe
    page: int
    data: bytes


RECIPES = (
    Recipe(DerivativeKind.THUMB, "webp-320-1", 78),
    Recipe(DerivativeKind.PREVIEW, "webp-1280-1", 82),
)


def make_previews(evidence: Evidence, *, now: datetime | None = None) -> list[Derivative]:
    """Make what is still missing for one file; a picture that can't be decoded is marked broken, never dropped.

    The attempt is counted before decoding, so that one which kills its process isn't repeated without end. A film or PDF
    that can't be decoded isn't broken: its owner may well have what plays it; it only has no picture.
    """
    blob = evidence.blob
    have = set(evidence.derivatives.values_list("recipe", flat=True))
    wanted = [recipe for recipe in RECIPES if recipe.name not in have]
    if not wanted or not can_be_seen(blob.media_type) or blob.state == BlobState.BROKEN:
        return []
    return _keep(evidence, _tried(blob, wanted, evidence.turned), now or timezone.now())


def rebuild(evidence: Evidence, *, now: datetime | None = None) -> bool:
    """Make the previews of one file anew, also if that was given up before; the old ones are shown until the new are there.

    False when it can't be decoded; then the old ones stay.
    """
    blob = evidence.blob
    Blob.objects.filter(pk=blob.pk).update(state=BlobState.STORED, tries=0)
    old = list(evidence.derivatives.values_list("pk", "blob_id"))
    made = _tried(blob, list(RECIPES), evidence.turned)
    if made:
        with transaction.atomic():
            evidence.derivatives.filter(pk__in=[pk for pk, _blob in old]).delete()
            _keep(evidence, made, now or timezone.now())
    forget_unused(blob_id for _pk, blob_id in old)
    return bool(made)


def _tried(blob: Blob, recipes: list[Recipe], turned: int) -> list[Made]:
    """One counted attempt; nothing when it failed, or was made too often."""
    if not Blob.objects.filter(pk=blob.pk, tries__lt=TRIES).update(tries=F("tries") + 1):
        _give_up(blob)
        return []
    try:
        with counted(Blob.objects.filter(pk=blob.pk)):
            made = _render(blob, recipes, turned)
    except (TooManyPixels, Unreadable):
        _give_up(blob)
        return []
    Blob.objects.filter(pk=blob.pk).update(tries=0)
    return made


def without_previews() -> QuerySet[Evidence]:
    """Files that still lack a current thumbnail, oldest first: their task was lost, or the recipe is new."""
    seen = [media_type for media_type in KNOWN if can_be_seen(media_type)]
    pictures = Q(blob__media_type__in=[one for one in seen if family_of(one) == Family.IMAGE])
    waiting: QuerySet[Evidence] = (
        Evidence.objects.live()
        .filter(pictures | Q(blob__tries__lt=TRIES), blob__media_type__in=seen, blob__state=BlobState.STORED)
        .exclude(derivatives__recipe=RECIPES[0].name)
        .select_related("blob")
        .order_by("id")
    )
    return waiting


def _give_up(blob: Blob) -> None:
    said = {"state": BlobState.BROKEN} if blob.family == Family.IMAGE else {"tries": TRIES}
    Blob.objects.filter(pk=blob.pk).update(**said)
    for field, value in said.items():
        setattr(blob, field, value)


def _render(blob: Blob, recipes: list[Recipe], turned: int) -> list[Made]:
    if blob.family == Family.DOCUMENT:
        pages: Iterable[Image.Image] = (shown.picture for shown in decoding.pictures(blob))
    elif decoding.has_pictures(blob):
        pages = [decoding.cover(blob, edge=_EDGE)]
    else:
        pages = [seen(blob, turned=turned, across=_EDGE)]
    made = [
        Made(recipe, page, _encoded(_shaped(picture, recipe.kind), recipe.quality))
        for page, picture in enumerate(pages, start=1)
        for recipe in recipes
        if page == 1 or recipe.kind == DerivativeKind.PREVIEW
    ]
    if not made:
        raise Unreadable("nothing to be seen")
    return made


def _shaped(image: Image.Image, kind: DerivativeKind) -> Image.Image:
    """A square that shows the upper middle (where order pages say most), or the whole at reading width."""
    if kind == DerivativeKind.THUMB:
        return ImageOps.fit(image, (320, 320), Image.Resampling.LANCZOS, centering=(0.5, 0.2))
    small = image.copy()
    small.thumbnail((_EDGE, _LONGEST), Image.Resampling.LANCZOS)
    return small


def _encoded(image: Image.Image, quality: int) -> bytes:
    """WebP with nothing but pixels: place, device and thumbnails of the original stay with the original."""
    bare, target = Image.new(image.mode, image.size), BytesIO()
    bare.paste(image)
    bare.save(target, "WEBP", quality=quality, method=4)
    return target.getvalue()


def _keep(evidence: Evidence, made: Sequence[Made], now: datetime) -> list[Derivative]:
    """All of them or none: a PDF with some of its pages would look whole."""
    kept = [(one, keep_bytes([one.data], "image/webp", now, most=_LIMIT)) for one in made]
    with transaction.atomic():
        return [
            Derivative.objects.get_or_create(
                evidence=evidence, kind=one.recipe.kind, recipe=one.recipe.name, page=one.page,
                defaults={"blob": blob, "created_at": now},
            )[0]
            for one, blob in kept
        ]  # fmt: skip
