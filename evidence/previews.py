"""Thumbnails and previews: small WebP pictures made from an original. Run by the worker only, for it decodes pixels."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from PIL import Image, ImageCms, ImageOps

from evidence.filetypes import KNOWN
from evidence.imaging import BROKEN, TooManyPixels, Unreadable, opened
from evidence.models import Blob, Derivative, Evidence
from evidence.status import BlobState, DerivativeKind, Family
from evidence.vault import storage
from evidence.vault.derived import keep_bytes

TRIES = 3
"""A picture that killed its worker this often is called broken."""
_LIMIT = 20 * 1024**2
_EDGE = 1280
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_LONGEST = 8000  # chats are saved as very long pictures; at 1280 px wide this much stays readable


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one derivative is made; a new name makes all of them anew."""

    kind: DerivativeKind
    name: str
    quality: int


RECIPES = (
    Recipe(DerivativeKind.THUMB, "webp-320-1", 78),
    Recipe(DerivativeKind.PREVIEW, "webp-1280-1", 82),
)


def make_previews(evidence: Evidence, *, now: datetime | None = None) -> list[Derivative]:
    """Make what is still missing for one picture; a picture that can't be decoded is marked broken, never dropped.

    The attempt is counted before decoding, so that one which kills its process isn't repeated without end.
    """
    blob = evidence.blob
    have = set(evidence.derivatives.values_list("recipe", flat=True))
    wanted = [recipe for recipe in RECIPES if recipe.name not in have]
    if not wanted or blob.family != Family.IMAGE or blob.state == BlobState.BROKEN:
        return []
    if not Blob.objects.filter(pk=blob.pk, tries__lt=TRIES).update(tries=F("tries") + 1):
        _mark_broken(blob)
        return []
    try:
        pictures = _render(blob, wanted, evidence.turned)
    except (TooManyPixels, Unreadable):
        _mark_broken(blob)
        return []
    made = [_keep(evidence, recipe, data, now or timezone.now()) for recipe, data in pictures]
    Blob.objects.filter(pk=blob.pk).update(tries=0)
    return made


def without_previews() -> QuerySet[Evidence]:
    """Pictures that still lack a current thumbnail, oldest first: their task was lost, or the recipe is new."""
    pictures = [known.media_type for known in KNOWN.values() if known.family == Family.IMAGE]
    waiting: QuerySet[Evidence] = (
        Evidence.objects.live()
        .filter(blob__media_type__in=pictures, blob__state=BlobState.STORED)
        .exclude(derivatives__recipe=RECIPES[0].name)
        .select_related("blob")
        .order_by("id")
    )
    return waiting


def _mark_broken(blob: Blob) -> None:
    Blob.objects.filter(pk=blob.pk).update(state=BlobState.BROKEN)
    blob.state = BlobState.BROKEN


def _render(blob: Blob, recipes: list[Recipe], turned: int) -> list[tuple[Recipe, bytes]]:
    with storage.read(blob) as file, opened(file, blob.media_type) as image:
        try:
            # A JPEG is then decoded at a half, a quarter or an eighth of its size: less time, less memory.
            image.draft("RGB", (_EDGE, _EDGE))
            seen = turned_by(in_srgb(ImageOps.exif_transpose(image)), turned)
            return [(recipe, _encoded(_shaped(seen, recipe.kind), recipe.quality)) for recipe in recipes]
        except (*BROKEN, Image.DecompressionBombError) as error:
            raise Unreadable(str(error)) from error


def in_srgb(image: Image.Image) -> Image.Image:
    """RGB(A) in the web's own colour space: phones photograph in wider ones, and colour may be what is disputed."""
    profile = image.info.get("icc_profile")
    plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return plain
    try:
        wide = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(plain, wide, ImageCms.createProfile("sRGB")) or plain
    except (ImageCms.PyCMSError, OSError):
        return plain


def turned_by(image: Image.Image, degrees: int) -> Image.Image:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees, no pixel changed."""
    how = _TURNS.get(degrees)
    return image.transpose(how) if how is not None else image


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


def _keep(evidence: Evidence, recipe: Recipe, data: bytes, now: datetime) -> Derivative:
    blob = keep_bytes([data], "image/webp", now, most=_LIMIT)
    with transaction.atomic():
        made, _new = Derivative.objects.get_or_create(
            evidence=evidence, kind=recipe.kind, recipe=recipe.name, defaults={"blob": blob, "created_at": now}
        )
    return made
