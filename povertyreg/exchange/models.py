"""What was imported: the file, what became of each household and row, the columns remembered."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from povertyreg.exchange.requests import ExportRequest  # noqa: F401 - a model of this app
from povertyreg.privacy import EncryptedField
from povertyreg.scoping import CountyScoped


class Fate(models.TextChoices):
    """What becomes of a row, and of a household."""

    CREATED = "created", _("new")
    UPDATED = "updated", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    HELD = "held", _("held")
    IGNORED = "ignored", _("ignored")


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and those of one's area."""
        allowed = Q(requested_by=user)
        for code in user.area_codes():
            allowed |= Q(area_code__startswith=code)
        return self.filter(allowed)


class Import(CountyScoped):
    """A workbook that was brought: read, rehearsed, written, perhaps undone.

    The counts are of rows; they add up at every moment. `households` holds the same counts of
    households. Until `state` is written, nothing of the file is in the register.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("waiting to be read")
        READING = "reading", _("being read")
        MAPPING = "mapping", _("columns to be named")
        READY = "ready", _("ready for checking")
        WAITING = "waiting", _("waiting for a second person")
        WRITING = "writing", _("being written")
        WRITTEN = "written", _("written")
        REFUSED = "refused", _("refused")
        DROPPED = "dropped", _("dropped")
        UNDONE = "undone", _("undone")

    class Choice(models.TextChoices):
        GOOD = "good", _("Take the good rows, hold the others")
        ALL = "all", _("All rows or none")

    kind = models.CharField(_("what is imported"), max_length=20, default="households")
    area_code = models.CharField(_("area"), max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    file = models.FileField(upload_to="imports/", blank=True)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    choice = models.CharField(max_length=4, choices=Choice, default=Choice.GOOD)
    layout = models.CharField(_("layout"), max_length=40, blank=True)
    mapping = models.JSONField(default=dict)
    """Sheet → {heading: key of the column, or "" for one that is left out}; what a person chose."""
    reading = models.JSONField(default=dict)
    """What was recognised: sheets, heading rows, columns, repairs."""
    corrections = EncryptedField(blank=True, context="import.corrections")
    """JSON [[sheet, row, place, text]]: cells put right on the screen; the file stays as it is."""
    rows_read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    ignored = models.PositiveIntegerField(default=0)
    households = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    returned = models.FileField(upload_to="imports/", blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports"
    )
    requested_at = models.DateTimeField(db_default=Now())
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="import_adds_up",
                condition=Q(
                    rows_read=F("created")
                    + F("updated")
                    + F("unchanged")
                    + F("held")
                    + F("ignored")
                ),
            ),
            models.CheckConstraint(
                name="import_county_of_area",
                condition=Q(area_code__startswith=F("county_code")),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("households:import-detail", args=[self.pk])

    @property
    def counts(self) -> dict[str, int]:
        """Rows by fate, in the order of the equation."""
        return {fate.value: int(getattr(self, fate.value)) for fate in Fate}

    @property
    def fingerprint(self) -> str:
        """The beginning of the digest, as people compare it: "7C41 90BE 2D5A"."""
        digits = self.sha256[:12].upper()
        return " ".join(digits[start : start + 4] for start in (0, 4, 8))


class ImportEntry(CountyScoped):
    """One household of an import (or one row of a small one): its rows, cells and problems."""

    of_import = models.ForeignKey(Import, models.CASCADE, related_name="entries", db_index=False)
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=40, blank=True)
    """How the file names the household."""
    household = models.ForeignKey(
        "households.Household",
        models.SET_NULL,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    number = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=60, blank=True)
    village_code = models.CharField(max_length=12, blank=True)
    group = models.CharField(max_length=10, blank=True)
    fate = models.CharField(max_length=10, choices=Fate)
    is_written = models.BooleanField(default=False)
    rows = models.JSONField(default=list)
    """[[sheet, row, fate]]"""
    cells = EncryptedField(blank=True, context="importentry.cells")
    """JSON [[whose, field, before, after]]: what the writing changes and the undoing takes back."""
    problems = EncryptedField(blank=True, context="importentry.problems")
    """JSON of `Problem`s: why it is held."""
    notes = EncryptedField(blank=True, context="importentry.notes")
    """JSON of `Problem`s that hold nothing: repairs, odd jumps, warnings, what was not taken."""
    base_version = models.PositiveIntegerField(default=0)
    written_version = models.PositiveIntegerField(default=0)
    undoing = models.CharField(max_length=10, blank=True)
    """ "undone", or why not: "touched", "sealed"."""

    objects: "models.Manager[ImportEntry]"

    class Meta:
        verbose_name = _("household of an import")
        verbose_name_plural = _("households of an import")
        ordering = ["of_import", "position"]
        constraints = [
            models.UniqueConstraint(fields=["of_import", "position"], name="import_entry_position"),
        ]
        indexes = [
            models.Index(fields=["of_import", "fate", "position"], name="import_entry_fate"),
        ]

    def __str__(self) -> str:
        return f"{self.of_import_id} {self.position}"


class ColumnMemory(models.Model):
    """How a person named the columns of a layout, by the headings it had."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    used_at = models.DateTimeField(auto_now=True)

    objects: "models.Manager[ColumnMemory]"

    class Meta:
        verbose_name = _("remembered columns")
        verbose_name_plural = _("remembered columns")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "signature"], name="columns_remembered_once"
            )
        ]

    def __str__(self) -> str:
        return self.signature[:12]


class ImportSetting(CountyScoped):
    """Above how many new or changed rows a county wants a second person to confirm an import."""

    second_person_above = models.PositiveIntegerField(
        _("rows from which a second person confirms"), null=True, blank=True
    )

    objects: "models.Manager[ImportSetting]"

    class Meta:
        verbose_name = _("setting of imports")
        verbose_name_plural = _("settings of imports")
        constraints = [models.UniqueConstraint(fields=["county_code"], name="import_setting_once")]

    def __str__(self) -> str:
        return self.county_code
