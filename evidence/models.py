"""Stored bytes, the evidence they are, and what is derived from them."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import new_public_code
from complaints.models import Complaint
from evidence.capture import Capture
from evidence.custody import IntegrityFinding, LedgerCheck
from evidence.filetypes import can_be_seen, family_of
from evidence.holding import Hold
from evidence.querysets import EvidenceQuerySet
from evidence.readership import FileRead
from evidence.resumable.models import PartialUpload
from evidence.status import COVERED_FAMILIES, OTHER, TRIES, BlobState, DerivativeKind, Family

__all__ = [
    "Blob", "Capture", "CoverOffer", "Derivative", "Evidence", "FileRead", "Hold", "IntegrityFinding", "LedgerCheck",
    "Pack", "PackedFile", "PartialUpload", "Redaction",
]  # fmt: skip


class Blob(models.Model):
    """Bytes under the name of their SHA-256, written once and never changed.

    Two cases may share a row; nothing shown to a person ever says so. `tries` counts attempts to make previews, so a
    picture that kills its worker isn't tried without end.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=BlobState, default=BlobState.STORED)
    tries = models.PositiveSmallIntegerField(default=0)
    verified_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gte=1), name="blob_not_empty"),
            models.CheckConstraint(condition=Q(state__in=BlobState.values), name="blob_state_known"),
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def family(self) -> Family:
        return family_of(self.media_type)


class Evidence(models.Model):
    """One file in one case: its name, its slot in the playbook, what it proves. The bytes are the blob's."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="evidence")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    public_code = models.CharField(max_length=12, unique=True, default=new_public_code, editable=False)
    name = models.CharField(pgettext_lazy("evidence", "name"), max_length=120)
    kind = models.CharField(_("slot"), max_length=40, default=OTHER)
    source = models.CharField(_("where it comes from"), max_length=120, blank=True)
    proves = models.CharField(_("what it proves"), max_length=200, blank=True)
    captured_at = models.DateTimeField(pgettext_lazy("evidence", "taken"), null=True, blank=True)
    received_at = models.DateTimeField(pgettext_lazy("evidence", "received"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unpacked_at = models.DateTimeField(null=True, blank=True, editable=False)
    """Of an archive: since when its files stand beside it."""
    exhibit_no = models.PositiveSmallIntegerField(_("exhibit number"), null=True, blank=True)
    turned = models.PositiveSmallIntegerField(default=0, editable=False)
    """Degrees clockwise by which people want to see it, on top of what its own EXIF says."""
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    """Since when only its name, hash and history are left."""

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        ordering = ("received_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("complaint", "blob"), condition=Q(deleted_at__isnull=True), name="evidence_once_per_case"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(kind=""), name="evidence_named"),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | Q(deleted_at__gte=F("received_at")),
                name="evidence_removed_after_received",
            ),
            models.CheckConstraint(
                condition=Q(exhibit_no__isnull=True) | Q(exhibit_no__gte=1), name="evidence_exhibit_from_one"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(deleted_at__isnull=False), name="evidence_erased_was_removed"
            ),
            models.CheckConstraint(condition=Q(turned__in=(0, 90, 180, 270)), name="evidence_turned_by_quarters"),
        ]
        indexes: ClassVar = [models.Index(fields=("complaint", "received_at"), name="evidence_by_case")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self._url("detail")

    @property
    def file_url(self) -> str:
        return self._url("file")

    @property
    def thumb_url(self) -> str:
        """Where the thumbnail is; empty until it has been made."""
        return self._derivative_url(DerivativeKind.THUMB)

    @property
    def preview_url(self) -> str:
        """Where the large preview is; empty until it has been made."""
        return self._derivative_url(DerivativeKind.PREVIEW)

    @property
    def is_image(self) -> bool:
        return self.blob.family == Family.IMAGE

    @property
    def is_sound(self) -> bool:
        return self.blob.media_type.startswith("audio/")

    @property
    def is_broken(self) -> bool:
        return self.blob.state == BlobState.BROKEN

    @property
    def is_waiting(self) -> bool:
        """Whether its thumbnail is still being made; what can't be decoded has none to wait for."""
        seen = can_be_seen(self.blob.media_type) and (self.is_image or self.blob.tries < TRIES)
        return seen and not self.is_broken and not self.thumb_url

    @property
    def tile_url(self) -> str:
        """Where a page asks how far the previews are."""
        return self._url("tile")

    @property
    def wait_url(self) -> str:
        """The same, as long as there is a thumbnail to wait for; else empty."""
        return self.tile_url if self.is_waiting else ""

    @property
    def may_be_covered(self) -> bool:
        """Whether boxes can be drawn on it."""
        decodable = not self.is_broken and (self.is_image or self.blob.tries < TRIES)
        return self.blob.family in COVERED_FAMILIES and decodable

    @property
    def redaction_key(self) -> str:
        """What tells one covered copy from another, and from the original; empty for the original."""
        covers: int | None = self.__dict__.get("covers")  # answered by `with_files`, as `redaction` is
        return f"{self.__dict__['redaction']}" if covers else ""

    @property
    def short_hash(self) -> str:
        """The hash as people compare it: the first eight and the last four characters."""
        digest = self.blob.sha256
        return f"{digest[:4]} {digest[4:8]} … {digest[-4:]}"

    @property
    def when(self) -> datetime:
        """The moment to sort and show by: when it was taken, where known, else when we received it."""
        return self.captured_at or self.received_at

    def _derivative_url(self, kind: DerivativeKind) -> str:
        known: bool | None = self.__dict__.get(f"has_{kind}")  # answered by `with_files`
        ready = self.derivatives.filter(kind=kind).exists() if known is None else known
        turned = f"?turned={self.turned}" if self.turned else ""  # browsers keep pictures a day, by their address
        return f"{self._url('thumb', str(kind))}{turned}" if ready else ""

    def _url(self, view: str, *more: str) -> str:
        return reverse(f"evidence:{view}", args=(self.complaint.public_code, self.public_code, *more))


class Derivative(models.Model):
    """Something made from an original by a `recipe` (its name and version): it can be rebuilt, so it may be deleted."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="derivatives")
    kind = models.CharField(max_length=10, choices=DerivativeKind)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    recipe = models.CharField(max_length=40)
    page = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("evidence", "kind", "recipe", "page"), name="derivative_once_per_recipe"),
            models.CheckConstraint(condition=Q(page__gte=1), name="derivative_page_from_one"),
            models.CheckConstraint(condition=Q(kind__in=DerivativeKind.values), name="derivative_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.recipe}"


class Redaction(models.Model):
    """What somebody covered in one file, or that they looked and found nothing to cover (`boxes` empty).

    `boxes` are rows of `evidence.redaction.boxes`. The copy is written by the worker; until then, and when it can't be,
    nothing of the file is given away. A row is never changed but for its copy; a later one takes its place.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="redactions")
    boxes = models.JSONField(default=list)
    count = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    copy = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+", null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("evidence",), condition=Q(replaced_at__isnull=True), name="redaction_one_current"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(replaced_at__gte=F("at")), name="redaction_replaced_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} boxes"


class CoverOffer(models.Model):
    """What the worker found in one file that people may want to cover: boxes with what each shows, once it has looked."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="cover_offer")
    found = models.JSONField(default=list)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{len(self.found)} found"


class Pack(models.Model):
    """The files of one plan (`evidence.attaching`), ready to be attached: made once by the worker.

    `key` is the plan's hash, so that a pack never shows what has been removed. Until `made_at` is set the worker is at it;
    `tries` counts, so that pictures which kill it aren't tried without end, and `tried_at` keeps a second worker away from a
    try that still runs.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="packs")
    channel = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    archive = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+", null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("complaint", "channel", "key"), name="pack_once_per_plan"),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True) | Q(archive__isnull=False), name="pack_made_with_archive"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class PackedFile(models.Model):
    """One file of a pack, the `n`th from 1, under the name it is sent with."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="files")
    n = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pack", "n")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("pack", "n"), name="packed_once_per_place"),
            models.CheckConstraint(condition=Q(n__gte=1) & ~Q(name=""), name="packed_named_and_numbered"),
        ]

    def __str__(self) -> str:
        return self.name
