"""Photos and scans of the procedure: of a meeting, of a posted list, of an objection."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models.meeting import MeetingOfRepresentatives
from households.models.objection import Objection
from households.models.publicity import Notice
from households.querysets import PhotoQuerySet
from povertyreg.scoping import CountyFK, VillageScoped
from villages.models import User


class PhotoKind(models.TextChoices):
    """What a photo proves (paper file, 1.6 nos. 07 to 12)."""

    MEETING = "meeting", pgettext_lazy("photo", "the meeting")
    SIGN_IN = "sign_in", pgettext_lazy("photo", "signed attendance sheet")
    MINUTES = "minutes", pgettext_lazy("photo", "signed minutes")
    FIRST_DAY = "first_day", pgettext_lazy("photo", "the notice on its first day")
    LAST_DAY = "last_day", pgettext_lazy("photo", "the notice on its last day")
    EVIDENCE = "evidence", pgettext_lazy("photo", "evidence")


class Photo(VillageScoped):
    """Stored encrypted, outside the web root; taken back with a reason, never deleted."""

    meeting = CountyFK(
        MeetingOfRepresentatives, models.PROTECT, null=True, db_index=False, related_name="photos"
    )
    notice = CountyFK(Notice, models.PROTECT, null=True, db_index=False, related_name="photos")
    objection = CountyFK(
        Objection, models.PROTECT, null=True, db_index=False, related_name="photos"
    )
    kind = models.CharField(_("what it shows"), max_length=20, choices=PhotoKind)
    name = models.CharField(_("name"), max_length=120)
    file = models.FileField(upload_to="photos/")
    thumbnail = models.FileField(upload_to="photos/", blank=True)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    withdrawn_because = models.CharField(_("why taken back"), max_length=200, blank=True)

    objects = PhotoQuerySet["Photo"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["uploaded_at", "id"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.CheckConstraint(
                name="photo_of_one_thing",
                condition=Q(meeting__isnull=False, notice=None, objection=None)
                | Q(meeting=None, notice__isnull=False, objection=None)
                | Q(meeting=None, notice=None, objection__isnull=False),
            ),
            models.CheckConstraint(
                name="photo_withdrawn_with_a_reason",
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["county_code", "meeting"],
                condition=Q(meeting__isnull=False),
                name="photo_of_meeting",
            ),
            models.Index(
                fields=["county_code", "notice"],
                condition=Q(notice__isnull=False),
                name="photo_of_notice",
            ),
            models.Index(
                fields=["county_code", "objection"],
                condition=Q(objection__isnull=False),
                name="photo_of_objection",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
