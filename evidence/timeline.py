"""How entries about evidence read on the case's timeline."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints import timeline
from complaints.timeline import Line, body_of

if TYPE_CHECKING:  # the app config registers these before models may be imported
    from complaints.models import Event


def register() -> None:
    """Let this floor speak for its own kinds of entry."""
    timeline.register("evidence_added", _added)
    timeline.register("archive_unpacked", _unpacked)
    timeline.register("evidence_described", _described)
    timeline.register("evidence_removed", _removed)
    timeline.register("evidence_restored", _restored)
    timeline.register("evidence_erased", _erased)
    timeline.register("hold_set", _held)
    timeline.register("hold_lifted", _lifted)
    timeline.register("evidence_covered", _covered)
    timeline.register("evidence_uncovered", _uncovered)
    timeline.register("evidence_turned", _turned)
    timeline.register("exhibits_ordered", _ordered)


def _name(event: "Event") -> str:
    return str(body_of(event).get("name") or _("a file"))


def _added(event: "Event") -> Line:
    digest = str(body_of(event).get("sha256", ""))
    detail = f"SHA-256 {digest[:4]} {digest[4:8]} … {digest[-4:]}" if digest else ""
    return Line(_("Evidence saved: %(name)s") % {"name": _name(event)}, detail, icon="image", tone="jade")


def _unpacked(event: "Event") -> Line:
    body = body_of(event)
    kept, refused = int(body.get("kept", 0)), [str(name) for name in body.get("refused", [])]
    words = ngettext("%(count)d file unpacked from %(name)s", "%(count)d files unpacked from %(name)s", kept)
    detail = _("Not kept: %(names)s.") % {"names": _(", ").join(refused)} if refused else ""
    return Line(words % {"count": kept, "name": _name(event)}, detail, icon="folder-open", tone="jade")


def _described(event: "Event") -> Line:
    return Line(_("Evidence described anew: %(name)s") % {"name": _name(event)}, icon="pencil")


def _removed(event: "Event") -> Line:
    return Line(_("Evidence removed: %(name)s") % {"name": _name(event)}, _("It can be brought back."), icon="trash-2")


def _restored(event: "Event") -> Line:
    return Line(_("Evidence brought back: %(name)s") % {"name": _name(event)}, icon="undo-2", tone="jade")


def _erased(event: "Event") -> Line:
    words = _("It was removed long ago; its name, its hash and this history stay.")
    return Line(_("Evidence erased for good: %(name)s") % {"name": _name(event)}, words, icon="trash-2")


def _held(event: "Event") -> Line:
    return Line(_("Nothing of this case is erased from now on"), str(body_of(event).get("why", "")), icon="lock")


def _lifted(event: "Event") -> Line:
    return Line(_("Removed files are erased again when their days are over"), icon="lock-open")


def _covered(event: "Event") -> Line:
    boxes = int(body_of(event).get("boxes", 0))
    if not boxes:
        return Line(_("Looked through, nothing to cover: %(name)s") % {"name": _name(event)}, icon="eye")
    words = ngettext("%(count)d place covered in %(name)s", "%(count)d places covered in %(name)s", boxes)
    said = words % {"count": boxes, "name": _name(event)}
    return Line(said, _("Copies that are given away show it covered; the original is unchanged."), icon="eye-off")


def _uncovered(event: "Event") -> Line:
    return Line(_("Covers taken off again: %(name)s") % {"name": _name(event)}, icon="eye")


def _turned(event: "Event") -> Line:
    return Line(
        _("Shown turned: %(name)s") % {"name": _name(event)}, _("The file itself is unchanged."), icon="rotate-cw"
    )


def _ordered(event: "Event") -> Line:
    count = len(body_of(event).get("exhibits", []))
    words = ngettext("Order of %(count)d exhibit changed", "Order of %(count)d exhibits changed", count)
    return Line(words % {"count": count}, icon="list-ordered")
