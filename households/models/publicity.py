"""The meeting with its votes, and the sealed lists that were posted."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from households.choices import Level
from households.codes import CodeField
from households.models.registration import Case, Round
from households.querysets import MeetingQuerySet, NoticeEntryQuerySet, NoticeQuerySet
from povertyreg.scoping import CountyFK, CountyScoped, VillageScoped
from villages.models import User


class MeetingOfRepresentatives(VillageScoped):
    """A villagers' representative meeting that appraised households."""

    round = CountyFK(Round, models.PROTECT, related_name="meetings")
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=100)
    chair = models.CharField(_("chair"), max_length=40)
    recorder = models.CharField(_("recorder"), max_length=40)
    entitled = models.PositiveSmallIntegerField(_("representatives entitled"))
    present = models.PositiveSmallIntegerField(_("representatives present"))
    recused = models.CharField(_("recusals"), max_length=300, blank=True)
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
    objects: "models.Manager[Any]"

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "meeting", "case"], name="ballot_once_a_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.votes_for}:{self.votes_against}:{self.abstained}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.county_code = self.meeting.county_code
        super().save(*args, **kwargs)


class Notice(VillageScoped):
    """A list as it was posted: sealed by a hash that is chained to the village's notice before."""

    round = CountyFK(Round, models.PROTECT, related_name="notices")
    level = models.CharField(_("level"), max_length=10, choices=Level)
    serial = models.PositiveSmallIntegerField(_("serial"))
    starts_on = models.DateField(_("first day"))
    days = models.PositiveSmallIntegerField(_("days"))
    ends_on = models.DateField(_("last day"))
    complaint_phone = models.CharField(_("complaint phone"), max_length=20)
    posted_by = models.ForeignKey(User, models.PROTECT, db_constraint=False, related_name="+")
    posted_at = models.DateTimeField(db_default=Now())
    request_id = models.UUIDField(null=True, editable=False)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)

    objects = NoticeQuerySet["Notice"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-posted_at", "-id"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="notice_county_id"),
            models.UniqueConstraint(
                fields=["county_code", "village", "round", "level", "serial"],
                name="notice_serial_once",
            ),
            models.UniqueConstraint(
                fields=["county_code", "request_id"], name="notice_posted_once_a_request"
            ),
            models.CheckConstraint(
                name="notice_days_counted_inclusively",
                condition=Q(ends_on=F("starts_on") + F("days") - 1),
            ),
        ]
        triggers = [pgtrigger.Protect(name="sealed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.village} {self.get_level_display()} {self.serial}"

    @property
    def fingerprint(self) -> str:
        """The head of the hash, as printed on the poster."""
        return " ".join(self.sha256[n : n + 4].upper() for n in range(0, 16, 4))


class NoticeEntry(VillageScoped):
    """A line of a posted list: what the board shows, and nothing more about the household."""

    notice = CountyFK(Notice, models.PROTECT, related_name="entries")
    case = CountyFK(Case, models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField()
    householder = models.CharField(_("householder"), max_length=60)
    householder_pinyin = models.CharField(max_length=120, blank=True)
    group_number = models.PositiveSmallIntegerField(_("group"), null=True)
    size = models.PositiveSmallIntegerField(_("people"))
    category = CodeField(_("category"), codes="category", blank=True)
    cause = CodeField(_("main cause of poverty"), codes="cause", blank=True)

    objects = NoticeEntryQuerySet["NoticeEntry"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("line of a notice")
        verbose_name_plural = _("lines of notices")
        ordering = ["position"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "notice", "case"], name="case_once_a_notice"
            ),
        ]
        triggers = [pgtrigger.Protect(name="sealed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.position} {self.householder}"

    @property
    def shown_name(self) -> str:
        """As it was posted, or in an English page the pinyin that was kept with it."""
        chinese = (get_language() or "").startswith("zh")
        return self.householder if chinese else self.householder_pinyin or self.householder
