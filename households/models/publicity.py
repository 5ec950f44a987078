"""The sealed lists that were posted, with their annex."""

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from households.choices import Level, Outcome, Remark
from households.codes import CodeField
from households.models.registration import Case
from households.models.round import Round
from households.models.triggers import posted_today_for_all_its_days
from households.querysets import (
    NoticeEntryQuerySet,
    NoticeQuerySet,
    NoticeRemarkQuerySet,
)
from povertyreg.scoping import CountyFK, VillageScoped
from villages.models import User


class Notice(VillageScoped):
    """A list as it was posted: sealed by a hash that is chained to the village's notice before.

    `form` is the version of the canonical form (docs/handbook/notices.md); `token` is the address
    of the public page, which nobody can guess.
    """

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
    form = models.PositiveSmallIntegerField(default=2, db_default=1, editable=False)
    token = models.UUIDField(db_default=RandomUUID(), editable=False)
    corrects = CountyFK(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="corrected_by"
    )
    corrects_because = models.CharField(
        _("why it is corrected"), max_length=200, blank=True, db_default=""
    )

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
            models.UniqueConstraint(fields=["county_code", "token"], name="notice_token_once"),
            models.UniqueConstraint(
                fields=["county_code", "corrects"],
                condition=Q(corrects__isnull=False),
                name="notice_corrected_once",
                violation_error_message=_("This notice has been corrected already."),
            ),
            models.CheckConstraint(
                name="notice_corrects_with_a_reason",
                condition=Q(corrects=None) | ~Q(corrects_because=""),
                violation_error_message=_("Say what was wrong in the notice before."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="sealed", operation=pgtrigger.Update | pgtrigger.Delete),
            posted_today_for_all_its_days,
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.get_level_display()} {self.serial}"

    @property
    def fingerprint(self) -> str:
        """The head of the hash, as printed on the poster."""
        return " ".join(self.sha256[n : n + 4].upper() for n in range(0, 24, 4))


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
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=Outcome, blank=True, db_default=""
    )

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
        return _shown(self)


class NoticeRemark(VillageScoped):
    """A line of the annex, sealed with its notice: what changed, and what came of objections.

    `case` and `objection` say what it was written of, so that no later annex repeats it.
    """

    notice = CountyFK(Notice, models.PROTECT, related_name="remarks")
    case = CountyFK(Case, models.PROTECT, null=True, db_index=False, related_name="remarks")
    objection = CountyFK(
        "Objection", models.PROTECT, null=True, db_index=False, related_name="remarks"
    )
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=Remark)
    householder = models.CharField(_("householder"), max_length=60)
    householder_pinyin = models.CharField(max_length=120, blank=True)
    group_number = models.PositiveSmallIntegerField(_("group"), null=True)
    detail = models.CharField(max_length=200, blank=True)
    """Codes that are said in the reader's language: a ground, the kind of an objection, or what
    changed from what to what."""

    objects = NoticeRemarkQuerySet["NoticeRemark"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("line of an annex")
        verbose_name_plural = _("lines of annexes")
        ordering = ["position"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "notice", "position"], name="remark_once_a_position"
            ),
        ]
        triggers = [pgtrigger.Protect(name="sealed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.householder}"

    @property
    def shown_name(self) -> str:
        return _shown(self)


def _shown(line: NoticeEntry | NoticeRemark) -> str:
    """As it was posted, or in an English page the pinyin that was kept with it."""
    chinese = (get_language() or "").startswith("zh")
    return line.householder if chinese else line.householder_pinyin or line.householder
