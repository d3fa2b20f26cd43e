"""The words of evidence: what state a file is in, what a derivative is for, which kinds of file there are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

OTHER = "other"
"""The slot of evidence that the playbook doesn't ask for; also shown for slots that another playbook had."""


TRIES = 3
"""A file that killed its worker this often isn't decoded any more."""


class BlobState(TextChoices):
    """What is known of stored bytes."""

    STORED = "stored", pgettext_lazy("evidence", "Saved")
    BROKEN = "broken", _("Saved, but can't be shown")
    ERASED = "erased", _("Erased")


class DerivativeKind(TextChoices):
    """What is made from an original, and can be thrown away and made again."""

    THUMB = "thumb", _("Thumbnail")
    PREVIEW = "preview", pgettext_lazy("evidence", "Preview")


class Family(TextChoices):
    """Kinds of file that a person tells apart; a name may be of another type of its family, never of another family."""

    IMAGE = "image", _("Picture")
    RECORDING = "recording", _("Video or sound")
    DOCUMENT = "document", _("PDF")
    WRITING = "writing", pgettext_lazy("evidence", "Text")
    ARCHIVE = "archive", pgettext_lazy("evidence", "Archive")


class Private(TextChoices):
    """What is found in a picture that its owner may not want to give away."""

    PHONE = "phone", pgettext_lazy("covered", "Phone number")
    ID_NUMBER = "id_number", pgettext_lazy("covered", "ID number")
    ADDRESS = "address", pgettext_lazy("covered", "Address")
    NAME = "name", pgettext_lazy("covered", "Name")
    ACCOUNT = "account", pgettext_lazy("covered", "Account number")
    FACE = "face", pgettext_lazy("covered", "Face")


COVERED_FAMILIES = (Family.IMAGE, Family.DOCUMENT)
"""Kinds of file on which boxes can be drawn."""
