"""What somebody wants to take out: a full list, or what the list on the screen shows of it."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from households.codes import code_lists
from households.filters.files import HouseholdFilter
from households.models import Household
from households.refusals import require
from households.requests import KEPT, is_private
from povertyreg.exchange import offline
from povertyreg.exchange.resources import FullList, ListResource, Narrowed, Taken
from povertyreg.reports import scopes
from povertyreg.reports.catalogue import LISTS
from povertyreg.reports.chosen import known
from villages.models import User

LONGEST = 200
CHOICES = ("village", "category", "cause", "state", "stage", "q")


_LABELS = {
    "category": _("Category"),
    "cause": _("Main cause"),
    "state": _("State"),
    "stage": _("Stage"),
    "q": _("Searched for"),
}


@dataclass(frozen=True)
class Order:
    """Which list, in whose name, of which area and year, and what it was narrowed by."""

    wanted: FullList
    narrowed: Narrowed
    choices: dict[str, str]
    taken: Taken = field(default_factory=Taken)
    because: str = ""
    """Why private numbers are taken out whole."""

    @property
    def resource(self) -> ListResource:
        return self.wanted.resource(self.narrowed, self.taken)

    @property
    def layout(self) -> str:
        """Of a list with fixed layouts, that in which it is written."""
        return self.resource.layout if self.wanted.layouts else ""

    @property
    def is_private(self) -> bool:
        """Whether it was searched for by an ID number, which nothing may keep."""
        return is_private(self.choices.get("q", ""))

    @property
    def carried(self) -> dict[str, str]:
        """The choices as an address or a form of a page carries them."""
        if not self.is_private:
            return self.choices
        return {**{k: v for k, v in self.choices.items() if k != "q"}, KEPT: "1"}

    @property
    def told(self) -> dict[str, str]:
        """The choices as they may be written down."""
        return {**self.choices, "q": "*"} if self.is_private else self.choices

    @property
    def words(self) -> list[tuple[str, str]]:
        """The choices as a person reads them."""
        return [(str(_LABELS[name]), _word(name, value)) for name, value in self.told.items()]

    @property
    def file_name(self) -> str:
        return f"{self.wanted.slug}-{self.narrowed.area}-{self.narrowed.year}.xlsx"


def _word(name: str, value: str) -> str:
    offered = HouseholdFilter.base_filters[name].extra.get("choices", ())
    word = str(dict(offered).get(value, value))
    return code_lists()["category"].label(word) if name == "category" else word


@dataclass(frozen=True)
class _Asked:
    """What the filter of the household list reads from a request; a job has none."""

    user: User
    GET: QueryDict
    session: dict[str, str]


def order(
    slug: str,
    user: User,
    *,
    area: str,
    year: int,
    choices: dict[str, str],
    taken: Taken | None = None,
) -> Order:
    """A village among the choices is a smaller area; raises OutsideTheArea."""
    chosen = {name: value for name, value in choices.items() if name in CHOICES and value}
    place = scopes.area_for(user, chosen.pop("village", "") or area)
    only = _chosen(user, place.pk, year, chosen) if chosen else None
    wanted, narrowed = LISTS[slug], Narrowed(user, place.pk, year, only)
    return Order(wanted, narrowed, chosen, _known(wanted, taken or Taken()))


def _known(wanted: FullList, taken: Taken) -> Taken:
    """Only what this list offers."""
    return Taken(
        columns=known(wanted, taken.columns),
        layout=taken.layout if taken.layout in wanted.layouts else "",
        offline=taken.offline and wanted.can_come_back,
    )


def require_few(one: Order, rows: int) -> None:
    """Raises ValidationError when a list is too long to be edited by hand and brought back."""
    require(
        not one.taken.offline or rows <= offline.MOST_ROWS,
        _("A list of more than 20,000 rows cannot be edited offline. Narrow it to a smaller area."),
        field="offline",
    )


def unmasked(one: Order, because: str, *, by: User) -> Order:
    """With private numbers whole. Raises PermissionDenied, or ValidationError without a reason."""
    scopes.require(by, scopes.EXPORT_WHOLE)
    because = because.strip()
    require(because, _("Say for what the whole numbers are needed."), field="because")
    require(len(because) <= LONGEST, _("Say it in at most 200 characters."), field="because")
    return replace(one, taken=replace(one.taken, unmasked=True), because=because)


def _chosen(user: User, area: str, year: int, choices: dict[str, str]) -> QuerySet[Household]:
    """The households that the list on the screen shows for the same choices."""
    rows = Household.objects.visible_to(user).in_area(area).with_record(year)
    address = QueryDict(urlencode({**choices, "area": area}))
    shown: QuerySet[Household] = HouseholdFilter(
        address, queryset=rows, request=_Asked(user, address, {})
    ).qs
    return shown
