"""Who did, saw or took out what, when and why: entries that are only ever added."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from povertyreg.scoping import AreaScopedQuerySet


class EntryQuerySet(AreaScopedQuerySet["Entry"]):
    """An act may concern one village or a whole area: entries carry the area's code."""

    household_path = None

    def _area(self, code: str) -> models.Q:
        return models.Q(area_code__startswith=code)

    def about(self, subject: models.Model) -> "EntryQuerySet":
        return self.filter(subject=subject._meta.label_lower, subject_id=subject.pk)


class Entry(models.Model):
    """One act of one person. Never changed, never deleted: the database refuses it too."""

    county_code = models.CharField(max_length=6)
    area_code = models.CharField(_("area"), max_length=12)
    at = models.DateTimeField(_("time"), db_default=Now())
    by = models.ForeignKey(
        "villages.User", models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("by")
    )
    action = models.CharField(_("action"), max_length=40)
    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    reason = models.TextField(_("reason"), blank=True)
    details = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["county_code", "subject", "subject_id"], name="entry_subject"),
            models.Index(fields=["county_code", "-at"], name="entry_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entry_county_of_area",
                condition=models.Q(area_code__startswith=models.F("county_code")),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="only_ever_added", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)
