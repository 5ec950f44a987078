"""What the papers of one household draw on, each part asked for once and only when needed."""

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

from assistance.models import Benefit, Pairing
from households import exit_checklist
from households.exit_checklist import Checklist
from households.models import (
    Ballot,
    Case,
    Event,
    Finding,
    Household,
    HouseholdYear,
    MemberYear,
    Notice,
    Objection,
)
from povertyreg import clock

if TYPE_CHECKING:
    from villages.models import User


class Records:
    """The rows behind the papers of a household that the reader may see, in one year.

    `year` without a record falls back to the nearest one on file, as on the household's page.
    """

    def __init__(self, household: Household, reader: "User", year: int) -> None:
        self.household, self.reader, self._wanted = household, reader, year
        self.now: datetime = timezone.localtime()

    @cached_property
    def years(self) -> list[HouseholdYear]:
        return list(self.household.years.order_by("year"))

    @cached_property
    def record(self) -> HouseholdYear | None:
        nearest = sorted(self.years, key=lambda y: (abs(y.year - self._wanted), -y.year))
        return nearest[0] if nearest else None

    @property
    def year(self) -> int:
        return self.record.year if self.record else self._wanted

    @cached_property
    def people(self) -> list[MemberYear]:
        if self.record is None:
            return []
        rows = self.record.members.select_related("member")
        return list(rows.order_by("member__position", "member_id"))

    @cached_property
    def last_day(self) -> date:
        """Ages are told for this day: the end of the year, or today in the year that runs."""
        return min(clock.today(), date(self.year, 12, 31))

    @cached_property
    def pairings(self) -> list[Pairing]:
        """The first one first: a change of the cadre is a new line of the paper."""
        rows = Pairing.objects.visible_to(self.reader).filter(household=self.household)
        return list(rows.select_related("cadre__unit").order_by("starts_on", "pk"))

    @cached_property
    def benefits(self) -> list[Benefit]:
        """Of all years; what was signed for by its day, then what is still planned."""
        rows = Benefit.objects.visible_to(self.reader).filter(household=self.household)
        return list(
            rows.select_related("project__responsible_unit").order_by("year", "received_on", "pk")
        )

    @cached_property
    def case(self) -> Case | None:
        """The case of the year, or else the last one."""
        rows = Case.objects.visible_to(self.reader).filter(household=self.household)
        cases = list(rows.select_related("round").order_by("-round__year", "-pk"))
        of_the_year = [case for case in cases if case.round.year == self.year]
        return next(iter(of_the_year or cases), None)

    @cached_property
    def events(self) -> list[Event]:
        """The steps of the case, in their order."""
        rows = Event.objects.visible_to(self.reader).filter(case=self.case)
        return list(rows.select_related("by", "notice").order_by("on", "pk")) if self.case else []

    @cached_property
    def checklist(self) -> Checklist | None:
        """What was found on the exit standard, of a case that was assessed."""
        if self.case is None or not self.case.assessments.exists():
            return None
        return exit_checklist.of_case(self.case)

    @cached_property
    def ballots(self) -> list[Ballot]:
        """The votes on the household, the last one last."""
        if self.case is None:
            return []
        rows = self.case.ballots.select_related("meeting")
        return list(rows.order_by("meeting__held_on", "pk"))

    @cached_property
    def notices(self) -> list[Notice]:
        """The lists on which the household was posted in this case, the first one first."""
        if self.case is None:
            return []
        rows = Notice.objects.visible_to(self.reader).filter(entries__case=self.case)
        return list(rows.order_by("starts_on", "pk"))

    @cached_property
    def objections(self) -> list[Objection]:
        if self.case is None:
            return []
        rows = Objection.objects.visible_to(self.reader).filter(case=self.case)
        return list(rows.select_related("decided_by", "notice").order_by("received_on", "pk"))

    @cached_property
    def findings(self) -> list[Finding]:
        """What the checks found in the year and nobody has corrected."""
        rows = Finding.objects.visible_to(self.reader).filter(
            household=self.household, year=self.year
        )
        return list(rows.select_related("member").order_by("severity", "rule", "pk"))
