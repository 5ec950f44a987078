"""How far the lists of a round have filled their scale, by area: read for pages and guards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db.models import Count

from households.models import Case, Quota, Round
from households.rules import most_listed
from households.steps import LISTED
from povertyreg.scoping import COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS
from villages.models import County, Township, User, Village

_PARTS: Final = {COUNTY_DIGITS: TOWNSHIP_DIGITS, TOWNSHIP_DIGITS: VILLAGE_DIGITS}
"""How long the code of a part is, by that of its whole."""


class Amount(NamedTuple):
    """A scale: households, and people where the county counts them too."""

    households: int
    people: int | None = None


@dataclass(frozen=True)
class Reach:
    """How many households an area has listed, and how many it may (procedure 2.1, step 0)."""

    place: Any
    amount: Amount | None
    most: int
    """With the upward float."""
    listed: int
    divided: int = 0
    """What the parts of the area have been given."""

    @property
    def is_over(self) -> bool:
        return self.amount is not None and self.listed > self.amount.households

    @property
    def is_beyond(self) -> bool:
        """More than the float allows either."""
        return self.amount is not None and self.listed > self.most

    @property
    def left(self) -> int | None:
        """Households that may still be listed; negative above the scale."""
        return None if self.amount is None else self.amount.households - self.listed


@dataclass(frozen=True)
class Division:
    """The scale of an area and of its parts, as far as the reader's own area goes."""

    area: str
    whole: Reach
    parts: list[Reach]
    state: str
    """What was read, so that nobody's change is written over."""

    @property
    def divided(self) -> int:
        return sum(part.amount.households for part in self.parts if part.amount)

    @property
    def undivided(self) -> int:
        return (self.whole.amount.households if self.whole.amount else 0) - self.divided

    @property
    def listed(self) -> int:
        return sum(part.listed for part in self.parts)


def area_shown(round_: Round, asked: str) -> str:
    """The county or township whose division is asked for; the round's own area otherwise."""
    code = asked[:TOWNSHIP_DIGITS]
    return code if code.startswith(round_.area_code) else round_.area_code


def read(round_: Round, area: str, user: User) -> Division:
    """The division of an area as this reader sees it, in a fixed number of questions."""
    known = amounts(Quota.objects.visible_to(user).filter(round=round_))
    listed = _listed_by_village(round_, user)

    def reach(place: Any) -> Reach:
        return _reach(round_, place, known, listed)

    whole, parts = kinds(area)
    place = whole.objects.visible_to(user).filter(pk=area).first()
    return Division(
        area,
        reach(place),
        [reach(one) for one in parts.objects.visible_to(user).in_area(area)],
        state_of(known, area),
    )


def kinds(area: str) -> tuple[Any, Any]:
    """The model of an area, and that of its parts."""
    return (County, Township) if len(area) == COUNTY_DIGITS else (Township, Village)


def amounts(quotas: Iterable[Quota]) -> dict[str, Amount]:
    """The scales by the code of their area."""
    return {one.area_code: Amount(one.households, one.people) for one in quotas}


def _listed_by_village(round_: Round, user: User) -> dict[str, int]:
    listed = Case.objects.visible_to(user).filter(round=round_, stage__in=LISTED)
    return dict(listed.order_by().values_list("village_id").annotate(Count("pk")))


def _reach(
    round_: Round, place: Any, known: Mapping[str, Amount], listed: Mapping[str, int]
) -> Reach:
    amount = known.get(place.pk)
    return Reach(
        place,
        amount,
        most_listed(amount.households, round_.float_share) if amount else 0,
        sum(count for code, count in listed.items() if code.startswith(place.pk)),
        sum(known[code].households for code in parts_of(place.pk, known)),
    )


def parts_of(area: str, known: Iterable[str]) -> list[str]:
    """Those of the codes that are parts of the area, one level down."""
    digits = _PARTS.get(len(area))
    return [code for code in known if len(code) == digits and code.startswith(area)]


def state_of(known: Mapping[str, Amount], area: str) -> str:
    """The scale of an area and of its parts in one line, to be compared."""
    codes = [code for code in sorted({area, *parts_of(area, known)}) if code in known]
    return " ".join(f"{c}:{known[c].households}/{known[c].people}" for c in codes)


def of_village(round_: Round, village: Village, listed: int | None = None) -> Reach:
    """How far the village's list has filled its scale by now; `listed`: where it is counted."""
    known = amounts(Quota.objects.filter(round=round_, area_code=village.pk))
    if listed is None:
        cases = Case.objects.filter(round=round_, village=village, stage__in=LISTED)
        listed = cases.count()
    return _reach(round_, village, known, {village.pk: listed})


def above(round_: Round, user: User, listed: Mapping[Any, int]) -> list[Reach]:
    """The places whose lists have passed their scale. `listed`: place → households."""
    known = amounts(Quota.objects.visible_to(user).filter(round=round_))
    reaches = [_reach(round_, place, known, {place.pk: n}) for place, n in listed.items()]
    return [reach for reach in reaches if reach.is_over]
