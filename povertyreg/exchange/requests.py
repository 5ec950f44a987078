"""A long list with whole private numbers leaves only when a second person agrees: the request."""

from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from povertyreg import clock
from povertyreg.jobs.kinds import kind_of
from povertyreg.jobs.models import Job
from povertyreg.scoping import CountyScoped

LONGEST: Final = 200
LAPSES_AFTER: Final = timedelta(days=7)
GROWTH: Final = 1.1
"""How many times the rows that were agreed to the list may have when it is written."""


class ExportRequestQuerySet(models.QuerySet["ExportRequest"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and those of one's area."""
        allowed = Q(requested_by=user)
        for code in user.area_codes():
            allowed |= Q(area_code__startswith=code)
        return self.filter(allowed)

    def open(self) -> Self:
        """Not decided yet, and not so old that nobody may decide any more."""
        return self.filter(
            state=ExportRequest.State.ASKED, requested_at__gt=clock.now() - LAPSES_AFTER
        )

    def unanswered_to(self, user: Any) -> Self:
        """Those of this person that came to nothing, and the end of which was not looked at."""
        is_old = Q(state=ExportRequest.State.ASKED, requested_at__lte=clock.now() - LAPSES_AFTER)
        came_to_nothing = Q(state=ExportRequest.State.DECLINED) | is_old
        return self.filter(came_to_nothing, requested_by=user, seen=False)


class ExportRequest(CountyScoped):
    """What somebody wants to take out whole, and what a second person said to it.

    It keeps no private search words: a list that was found by an ID number is not asked for.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("waiting for a second person")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        LAPSED = "lapsed", _("lapsed")
        """Never stored: what nobody decided in time is that by itself."""

    slug = models.CharField(_("list"), max_length=40)
    area_code = models.CharField(_("area"), max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    choices = models.JSONField(_("narrowed by"), default=dict)
    columns = models.JSONField(_("columns"), default=list)
    layout = models.CharField(_("layout"), max_length=40, blank=True)
    offline = models.BooleanField(default=False)
    language = models.CharField(_("language"), max_length=10)
    rows = models.PositiveIntegerField(_("rows"))
    reason = models.CharField(_("reason"), max_length=LONGEST)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="export_requests",
        db_constraint=False,
        verbose_name=_("requested by"),
    )
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(null=True)
    because = models.CharField(_("reason of the decision"), max_length=LONGEST, blank=True)
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, related_name="export_requests", db_constraint=False
    )
    seen = models.BooleanField(default=False)

    objects = ExportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for whole numbers")
        verbose_name_plural = _("requests for whole numbers")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="export_request_second_person",
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
                violation_error_message=_(
                    "You asked for this list yourself: a second person has to decide."
                ),
            ),
            models.CheckConstraint(
                name="export_request_decided_by_somebody",
                condition=Q(state="asked", decided_by=None, decided_at=None, job=None)
                | Q(
                    state__in=["approved", "declined"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="export_request_declined_for_a_reason",
                condition=~Q(state="declined") | (~Q(because="") & Q(job=None)),
                violation_error_message=_("Say why you decline."),
            ),
            models.CheckConstraint(
                name="export_request_county_of_area",
                condition=Q(area_code__startswith=F("county_code")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.area_code} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("reports:request-detail", args=[self.pk])

    @property
    def lapses_at(self) -> datetime:
        return self.requested_at + LAPSES_AFTER

    @property
    def standing(self) -> "ExportRequest.State":
        """The state as it is now."""
        is_late = self.state == self.State.ASKED and self.lapses_at <= clock.now()
        return self.State.LAPSED if is_late else self.State(self.state)

    @property
    def is_open(self) -> bool:
        return self.standing == self.State.ASKED

    @property
    def most_rows(self) -> int:
        """A register that is worked on moves a little; another list is another request."""
        return ceil(self.rows * GROWTH)

    @property
    def title(self) -> str:
        """Which list, of where and when: as the job that would be made of it is called."""
        asked = {"list": self.slug, "year": self.year}
        job = Job(kind="list", area_code=self.area_code, params=asked)
        return kind_of(job).title(job)
