"""Households on their way through a round, as it would stand after so many steps by so many people.

The rows are those that the workflow writes; they are written at once, because thousands of
households would take the steps one by one for a long time.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

import pgtrigger
from django.conf import settings

from households import notices
from households.choices import Level, Outcome, RoundKind, Stage
from households.models import (
    Ballot,
    Case,
    Event,
    Household,
    HouseholdYear,
    MeetingOfRepresentatives,
    Notice,
    Round,
)
from households.rules import sample_size
from households.steps import STEPS
from povertyreg.audit.models import Entry
from povertyreg.demo.accounts import Officers
from povertyreg.demo.divisions import COUNTY
from povertyreg.demo.parties import Listed, Party
from villages.models import User, Village

POSTINGS: Final = {
    "post_in_village": Level.VILLAGE,
    "post_in_township": Level.TOWNSHIP,
    "announce": Level.COUNTY,
}
_CLOSINGS: Final = {"close_in_village": "post_in_village", "close_in_township": "post_in_township"}
_ALONE: Final = {"apply", "survey", "classify", "withdraw", "reject_in_township"}
_HOURS: Final = {
    "post_in_village": time(8, 20),
    "survey": time(15),
    "close_in_village": time(17, 30),
}
_PHONES: Final = {
    Level.VILLAGE: "0857-0000217",
    Level.TOWNSHIP: "0857-0000308",
    Level.COUNTY: "0857-0000101",
}
_AT_ONCE: Final = 2000
_LONG_AGO: Final = "households.Notice:posted_today_for_all_its_days"


class Walk:
    """One village in one round."""

    def __init__(self, rng: Random, round_: Round, village: Village, officers: Officers) -> None:
        self.rng = rng
        self.round = round_
        self.village = village
        self.officers = officers
        self.secretary = officers.secretary(village.code)
        self.entitled = rng.randrange(39, 54, 2)

    def go(self, lists: list[Listed]) -> None:
        """Write cases, meetings, notices, events and the audit trail."""
        parties = [party for listed in lists for party in listed.parties]
        self._open(parties)
        for listed in lists:
            self._meet(listed)
        for day, step, listed in sorted(self._postings(lists), key=lambda posting: posting[:2]):
            listed.posted[step] = self._post(step, day, listed)
        events = [event for listed in lists for event in self._events(listed)]
        Event.objects.bulk_create(events, _AT_ONCE)
        Entry.objects.bulk_create(
            (self._noted(event) for event in events if event.step in _ALONE), _AT_ONCE
        )

    def _open(self, parties: list[Party]) -> None:
        proposed, share = self._proposed(parties), self.round.spot_check_share
        for party in parties:
            party.cases = [
                self._case(party, household, proposed[household.pk])
                for household in party.households
            ]
            if "accept_in_township" in party.way:
                for case in party.cases[: sample_size(len(party.cases), share)]:
                    case.is_spot_checked = True
        Case.objects.bulk_create((case for party in parties for case in party.cases), _AT_ONCE)

    def _proposed(self, parties: list[Party]) -> dict[int, str]:
        households = [household.pk for party in parties for household in party.households]
        records = HouseholdYear.objects.filter(household__in=households, year=self.round.year)
        return dict(records.values_list("household_id", "proposed_category"))

    def _case(self, party: Party, household: Household, category: str) -> Case:
        is_classified = party.stage in (Stage.CLASSIFIED, Stage.ANNOUNCED)
        is_removed = party.outcome == Outcome.REMOVED
        surveyors = f"{self.officers.clerk.name_zh}、{self.secretary.name_zh}"
        return Case(
            county_code=COUNTY,
            village=self.village,
            household=household,
            round=self.round,
            stage=party.stage,
            category=category if is_classified and not is_removed else "",
            outcome=party.outcome if is_classified else "",
            proposed_outcome=party.outcome if self.round.kind == RoundKind.LOOK_BACK else "",
            ground=party.ground if is_removed else "",
            suspicion=party.suspicion,
            applied_on=party.way["apply"],
            surveyed_on=party.way.get("survey"),
            surveyors=surveyors if "survey" in party.way else "",
            returned_because=party.reason if party.stage == Stage.SURVEYED else "",
            rejected_because="" if is_removed else party.ground,
            entered_by=self.officers.clerk,
        )

    def _meet(self, listed: Listed) -> None:
        if (day := listed.day_of("nominate")) is None:
            return
        meeting = MeetingOfRepresentatives(
            village=self.village,
            round=self.round,
            held_on=day,
            place=f"{self.village.name_zh}村委会会议室",
            chair=self.secretary.name_zh,
            recorder="村委会文书",
            entitled=self.entitled,
            present=self.entitled - self.rng.randint(2, self.entitled // 4),
            recorded_by=self.secretary,
            recorded_at=moment(day, "nominate"),
        )
        meeting.save()
        voted = [c for p in listed.parties if p.way.keys() - {"apply", "survey"} for c in p.cases]
        Ballot.objects.bulk_create(self._ballot(meeting, case) for case in voted)

    def _ballot(self, meeting: MeetingOfRepresentatives, case: Case) -> Ballot:
        few, abstained = self.rng.choice((0, 0, 0, 1, 1, 2)), self.rng.choice((0, 0, 1))
        votes_for = meeting.present - few - abstained
        if case.rejected_because == "not_carried":
            votes_for, few = few, votes_for
        return Ballot(
            county_code=COUNTY,
            meeting=meeting,
            case=case,
            votes_for=votes_for,
            votes_against=few,
            abstained=abstained,
            present=meeting.present,
        )

    def _postings(self, lists: list[Listed]) -> Iterator[tuple[date, str, Listed]]:
        for listed in lists:
            for step in POSTINGS:
                if day := listed.day_of(step):
                    yield day, step, listed

    def _post(self, step: str, day: date, listed: Listed) -> Notice:
        level = POSTINGS[step]
        notice = Notice(
            village=self.village,
            round=self.round,
            level=level,
            starts_on=day,
            days=self.round.publicity_days,
            complaint_phone=_PHONES[level],
            posted_by=self._actor(step),
            posted_at=moment(day, step),
        )
        with pgtrigger.ignore(_LONG_AGO):
            return notices.seal(notice, listed.cases_after(step))

    def _actor(self, step: str) -> User:
        if step in ("apply", "survey", "withdraw"):
            return self.officers.clerk
        if step in ("classify", "announce"):
            return self.officers.county
        return self.officers.leader if "township" in step else self.secretary

    def _events(self, listed: Listed) -> Iterator[Event]:
        for party in listed.parties:
            before = ""
            for step, day in party.way.items():
                after = STEPS[step].target if step in STEPS else Stage.APPLIED
                is_last = step == list(party.way)[-1]
                for case in party.cases:
                    yield Event(
                        county_code=COUNTY,
                        case=case,
                        at=moment(day, step),
                        on=day,
                        by=self._actor(step),
                        step=step,
                        from_stage=before,
                        to_stage=after,
                        reason=party.reason if is_last else "",
                        notice=listed.posted.get(_CLOSINGS.get(step, step)),
                    )
                before = after

    def _noted(self, event: Event) -> Entry:
        return Entry(
            county_code=COUNTY,
            area_code=self.village.code,
            at=event.at,
            by=event.by,
            action=event.step,
            subject=Case._meta.label_lower,
            subject_id=event.case_id,
            reason=event.reason,
        )


def moment(day: date, step: str) -> datetime:
    """The hour at which such a step is usually taken."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.combine(day, _HOURS.get(step, time(10)), zone)
