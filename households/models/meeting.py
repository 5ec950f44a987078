"""A meeting of representatives: who may come, the call, who came, and the votes."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from households.models.registration import Case
from households.models.round import Round
from households.querysets import CallQuerySet, MeetingQuerySet, RepresentativeQuerySet
from povertyreg.scoping import CountyFK, CountyScoped, VillageScoped
from villages.models import User


class Representative(VillageScoped):
    """A villagers' representative, from one day until another."""

    name = models.CharField(_("name"), max_length=40)
    group_number = models.PositiveSmallIntegerField(_("group"), null=True, blank=True)
    is_cadre = models.BooleanField(_("village cadre"), default=False)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = RepresentativeQuerySet["Representative"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering = ["group_number", "id"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="representative_county_id"),
            models.UniqueConstraint(
                fields=["county_code", "village", "name", "group_number"],
                condition=Q(until=None),
                name="representative_once_at_a_time",
                violation_error_message=_("This representative is in the list already."),
            ),
            models.CheckConstraint(
                name="representative_until_after_since",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingCall(VillageScoped):
    """The representatives are called to a meeting; taken back with a reason, never deleted."""

    round = CountyFK(Round, models.PROTECT, related_name="calls")
    meets_at = models.DateTimeField(_("meets at"))
    place = models.CharField(_("place"), max_length=100)
    agenda = models.CharField(_("agenda"), max_length=500, blank=True)
    called_by = models.ForeignKey(User, models.PROTECT, db_constraint=False, related_name="+")
    called_at = models.DateTimeField(db_default=Now())
    cancelled_because = models.CharField(_("why called off"), max_length=200, blank=True)

    objects = CallQuerySet["MeetingCall"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("call to a meeting")
        verbose_name_plural = _("calls to meetings")
        ordering = ["-meets_at"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="call_county_id"),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.meets_at:%Y-%m-%d}"


class MeetingOfRepresentatives(VillageScoped):
    """A villagers' representative meeting that appraised households."""

    round = CountyFK(Round, models.PROTECT, related_name="meetings")
    call = CountyFK(
        "MeetingCall", models.PROTECT, null=True, blank=True, db_index=False, related_name="held"
    )
    appraisal = models.PositiveSmallIntegerField(_("appraisal"), default=1, db_default=1)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=100)
    chair = models.CharField(_("chair"), max_length=40)
    recorder = models.CharField(_("recorder"), max_length=40)
    entitled = models.PositiveSmallIntegerField(_("representatives entitled"))
    present = models.PositiveSmallIntegerField(_("representatives present"))
    observers = models.CharField(
        _("observers"), max_length=200, blank=True, default="", db_default=""
    )
    recused = models.CharField(_("recusals"), max_length=300, blank=True)
    over_scale_because = models.CharField(
        _("why more than the scale"), max_length=200, blank=True, default="", db_default=""
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, db_constraint=False, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = MeetingQuerySet["MeetingOfRepresentatives"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("meeting of representatives")
        verbose_name_plural = _("meetings of representatives")
        ordering = ["-held_on"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="meeting_county_id"),
            models.CheckConstraint(
                name="meeting_present_within_entitled",
                condition=Q(present__lte=F("entitled"), present__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.held_on}"


class Ballot(CountyScoped):
    """The vote on one household."""

    meeting = CountyFK(MeetingOfRepresentatives, models.PROTECT, related_name="ballots")
    case = CountyFK(Case, models.PROTECT, related_name="ballots")
    votes_for = models.PositiveSmallIntegerField(_("for"))
    votes_against = models.PositiveSmallIntegerField(_("against"), default=0)
    abstained = models.PositiveSmallIntegerField(_("abstained"), default=0)
    recused = models.PositiveSmallIntegerField(_("recused"), default=0, db_default=0)
    recused_who = models.CharField(_("who is recused"), max_length=200, blank=True, db_default="")
    present = models.PositiveSmallIntegerField(_("present"), default=0, db_default=0)
    objects: "models.Manager[Any]"

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "meeting", "case"], name="ballot_once_a_meeting"
            ),
            models.CheckConstraint(
                name="ballot_counts_whoever_was_present",
                condition=Q(
                    present=F("votes_for") + F("votes_against") + F("abstained") + F("recused")
                ),
            ),
            models.CheckConstraint(
                name="ballot_names_the_recused",
                condition=Q(recused=0) | ~Q(recused_who=""),
                violation_error_message=_("Name the representatives who are recused."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.votes_for}:{self.votes_against}:{self.abstained}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.county_code = self.meeting.county_code
        super().save(*args, **kwargs)


class Attendance(CountyScoped):
    """A representative who signed the sheet of a meeting."""

    meeting = CountyFK(MeetingOfRepresentatives, models.PROTECT, related_name="attendances")
    representative = CountyFK(Representative, models.PROTECT, related_name="attendances")
    objects: "models.Manager[Any]"

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "meeting", "representative"], name="signed_once_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.representative_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.county_code = self.meeting.county_code
        super().save(*args, **kwargs)
