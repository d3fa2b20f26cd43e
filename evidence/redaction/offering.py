"""What a page offers to cover: boxes that the worker found, shown ticked, for a person to keep or to leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from evidence.asking import ask
from evidence.models import CoverOffer, Evidence
from evidence.reading.ocr import is_available
from evidence.redaction.boxes import Box, stored_boxes
from evidence.redaction.covering import current
from evidence.status import Private

TRIES = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """One box on the page, with words for what it covers; `ticked` once it is kept."""

    box: Box
    words: str
    ticked: bool


def offer_for(evidence: Evidence, *, turn: int) -> CoverOffer:
    """What was found in the file; the worker is asked when nobody looked yet (once a visit, at `turn` 0)."""
    offer, _new = CoverOffer.objects.get_or_create(evidence=evidence)
    if is_looking(offer) and turn == 0:
        ask("evidence.tasks.look_for_private", offer.pk)
    return offer


def is_looking(offer: CoverOffer) -> bool:
    """Whether the worker can be expected to find something yet."""
    return is_available() and offer.made_at is None and offer.tries < TRIES


def keep_found(offer: CoverOffer, found: Sequence[tuple[Private, Box]], *, now: datetime | None = None) -> None:
    """Write down what the worker found."""
    rows = [[kind.value, *box.as_list()] for kind, box in found]
    CoverOffer.objects.filter(pk=offer.pk).update(found=rows, made_at=now or timezone.now())


def marks(evidence: Evidence, offer: CoverOffer) -> list[Mark]:
    """Everything the page shows: what is covered already, then what was found beside it, in the turn it is shown in.

    Found places come ticked before the first redaction; after it, what somebody left open stays open.
    """
    standing = current(evidence)
    kept = stored_boxes(standing.boxes) if standing else []
    found = [(Private(row[0]), Box(*row[1:])) for row in offer.found if row[0] in Private.values]
    names = {box: str(kind.label) for kind, box in found}
    shown = [(box, names.get(box, _("Covered place")), True) for box in kept]
    more = [(box, str(kind.label), not standing) for kind, box in found if not box.mostly_in(kept)]
    return [Mark(box.turned(evidence.turned), _on(box, words, evidence), ticked) for box, words, ticked in shown + more]


def _on(box: Box, words: str, evidence: Evidence) -> str:
    """The words, with the page where there may be several."""
    return words if evidence.is_image else _("%(what)s · page %(page)d") % {"what": words, "page": box.page}
