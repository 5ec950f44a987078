"""The open round of 2016: new households at every stage, some waiting for somebody today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from households.choices import Category, Channel, ObjectionKind, RoundKind, State
from households.models import Household, Objection, Round
from households.objections import REPLY_WITHIN
from households.rules import working_days_after
from povertyreg import clock
from povertyreg.demo import files
from povertyreg.demo.accounts import Officers
from povertyreg.demo.divisions import (
    CHONGSHAN,
    COUNTY,
    XINGXIU,
    YUNFENG,
    ZONGSHU,
    groups_by_village,
)
from povertyreg.demo.files import File
from povertyreg.demo.making import FileMaker
from povertyreg.demo.parties import Listed, Party
from povertyreg.demo.procedure import Walk, moment
from povertyreg.demo.rounds import people_of
from villages.models import Village

YEAR: Final = 2016
_STARTED, _LASTS = 50, 90
_APPLIED_FOR: Final = (
    [Category.GENERAL_POOR] * 12
    + [Category.DIBAO_POOR] * 3
    + [Category.DIBAO] * 4
    + [Category.FIVE_GUARANTEE]
)
_LARGEST: Final = {Category.DIBAO: 3, Category.FIVE_GUARANTEE: 1}
_IN_ORDER: Final = (
    "apply", "survey", "nominate", "post_in_village", "close_in_village", "accept_in_township",
    "post_in_township", "close_in_township", "classify", "announce",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """So many households whose last step was this one."""

    count: int
    last: str
    after: str = ""
    """The step before, where the last one leaves the usual order."""
    reason: str = ""
    ground: str = ""

    def steps(self) -> tuple[str, ...]:
        usual = _IN_ORDER[: _IN_ORDER.index(self.after or self.last) + 1]
        return (*usual, self.last) if self.after else usual


@dataclass(frozen=True)
class Stand:
    """A list of a village: how many days ago each step was taken, and who stands where."""

    days_ago: tuple[int, ...]
    """In the usual order, as far as the list has come."""
    groups: tuple[Group, ...]
    left: int = 1
    """How many days ago the last step of those was taken who left the usual order."""

    def way(self, group: Group, today: date) -> dict[str, date]:
        ago = dict(zip(_IN_ORDER, self.days_ago, strict=False))
        return {step: today - timedelta(ago.get(step, self.left)) for step in group.steps()}


# fmt: off
_STANDS: Final = {
    YUNFENG: (
        Stand((46, 43, 39, 37, 30, 28, 26, 19, 11, 6),
              (Group(2, "announce"), Group(3, "classify"), Group(4, "close_in_township"))),
        Stand((33, 30, 25, 23, 16, 12, 7),
              (Group(4, "post_in_township"), Group(5, "accept_in_township"))),
        Stand((24, 21, 17, 15, 8),
              (Group(5, "close_in_village"),
               Group(1, "reject_in_township", "close_in_village",
                     "入户抽查：户主名下有面包车", "vehicle")), left=3),
        Stand((17, 14, 9, 6), (Group(9, "post_in_village"),)),
        Stand((14, 11, 6, 4), (Group(8, "post_in_village"),)),
        Stand((9, 6, 1), (Group(40, "nominate"),
                          Group(1, "reject_in_village", "survey", "", "not_carried"))),
        Stand((15, 12, 6), (Group(1, "send_back", "nominate", "work_months"),
                            Group(1, "send_back", "nominate", "members")), left=2),
        Stand((7, 2), (Group(6, "survey"),)),
        Stand((5,), (Group(1, "withdraw", "apply", "户主外出务工，书面放弃申请"),), left=3),
        Stand((2,), (Group(6, "apply"),)),
    ),
    ZONGSHU: (
        Stand((8, 5, 2), (Group(3, "nominate"),)),
        Stand((6, 3), (Group(5, "survey"),)),
    ),
    CHONGSHAN: (
        Stand((20, 17, 12, 10, 3), (Group(4, "close_in_village"),)),
    ),
}
# fmt: on
_UNDER_OBJECTION: Final = (YUNFENG, 3)
"""The list, in its order, on which one household has an objection against it."""


def write_open_round(maker: FileMaker, officers: Officers) -> None:
    """All days are counted back from the day of loading."""
    today = clock.today()
    round_ = Round.objects.create(
        county_code=COUNTY,
        area_code=XINGXIU,
        kind=RoundKind.IDENTIFICATION,
        year=YEAR,
        poverty_line=Decimal(2952),
        starts_on=today - timedelta(_STARTED),
        ends_on=today + timedelta(_LASTS - _STARTED),
    )
    for code, stands in _STANDS.items():
        written = _write_files(maker, code, officers, today)
        lists = list(_lists(iter(written), stands, today))
        Walk(maker.rng, round_, Village.objects.get(code=code), officers).go(lists)
        if code == _UNDER_OBJECTION[0]:
            _object(lists[_UNDER_OBJECTION[1]], officers, today)


def _lists(
    households: Iterator[Household], stands: tuple[Stand, ...], today: date
) -> Iterator[Listed]:
    for stand in stands:
        yield Listed(
            [
                Party(
                    households=[next(households) for _ in range(group.count)],
                    way=stand.way(group, today),
                    reason=group.reason,
                    ground=group.ground,
                )
                for group in stand.groups
            ]
        )


def _write_files(
    maker: FileMaker, village: str, officers: Officers, today: date
) -> list[Household]:
    """New files, numbered after those of the register, in the order of the stands."""
    groups = groups_by_village()[village]
    taken = Household.objects.filter(village=village).count()
    lasts = [
        group.last
        for stand in _STANDS[village]
        for group in stand.groups
        for _ in range(group.count)
    ]
    found = [_file(maker, village, serial, last) for serial, last in enumerate(lasts, taken + 1)]
    for file in found:
        file.group = maker.rng.choice(groups).pk
        file.entered_by = officers.clerk.pk
        file.joined_on = today - timedelta(_STARTED - 1)
    files.write(found)
    return people_of(Household.objects.filter(number__in=[file.number for file in found]))


def _file(maker: FileMaker, village: str, serial: int, last_step: str) -> File:
    category = maker.rng.choice(_APPLIED_FOR)
    size = min(maker.rng.choice((1, 2, 3, 3, 4, 4, 5, 6)), _LARGEST.get(category, 6))
    file = maker.make(village, serial, category, size)
    file.amounts = {YEAR: file.amounts[YEAR]}
    is_registered = last_step == "announce"
    file.states = {YEAR: State.POOR} if is_registered else {}
    file.first_identified_in = YEAR if is_registered else None
    return file


def _object(listed: Listed, officers: Officers, today: date) -> None:
    notice, case = listed.posted["post_in_village"], listed.cases_after("post_in_village")[2]
    day = today - timedelta(days=3)
    Objection.objects.create(
        village_id=case.village_id,
        notice=notice,
        case=case,
        received_on=day,
        number=1,
        reply_by=working_days_after(day, REPLY_WITHIN),
        channel=Channel.PHONE,
        kind=ObjectionKind.SHOULD_NOT_BE_IN,
        content="反映该户在县城购有商品房，请入户核实。",
        recorded_by=officers.secretary(case.village_id),
        recorded_at=moment(day, "survey"),
    )
