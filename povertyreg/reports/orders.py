"""What somebody wants to take out: a full list, or what the list on the screen shows of it."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from households.refusals import require
from households.requests import KEPT, is_private
from povertyreg.exchange import offline
from povertyreg.exchange.onscreen import Choices, Narrowed
from povertyreg.exchange.resources import FullList, ListResource, Taken
from povertyreg.reports import scopes
from povertyreg.reports.catalogue import LISTS
from povertyreg.reports.chosen import known
from villages.models import User

LONGEST = 200


@dataclass(frozen=True)
class Order:
    """Which list, in whose name, of which area and year, and what it was narrowed by."""

    wanted: FullList
    narrowed: Narrowed
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
    def choices(self) -> Choices:
        return self.narrowed.choices

    @property
    def year(self) -> int | None:
        """None where a list is of no year."""
        return self.narrowed.year if self.wanted.has_year else None

    @property
    def is_private(self) -> bool:
        """Whether it was searched for by an ID number, which nothing may keep."""
        return is_private(self.choices.get("q", ""))

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The choices as an address or a form of a page carries them."""
        kept = {**self.choices, **({KEPT: "1"} if self.is_private else {})}
        return [
            (name, one)
            for name, value in kept.items()
            if name != "q" or not self.is_private
            for one in (value if isinstance(value, list) else [value])
        ]

    @property
    def told(self) -> Choices:
        """The choices as they may be written down."""
        return {**self.choices, "q": "*"} if self.is_private else self.choices

    @property
    def words(self) -> list[tuple[str, str]]:
        """The choices as a person reads them."""
        page = self.wanted.page
        return page.words(replace(self.narrowed, choices=self.told)) if page else []

    @property
    def file_name(self) -> str:
        facts = [self.wanted.slug, self.narrowed.area, *([str(self.year)] if self.year else [])]
        return f"{'-'.join(facts)}.xlsx"


def order(
    slug: str,
    user: User,
    *,
    area: str,
    year: int,
    choices: Choices,
    taken: Taken | None = None,
) -> Order:
    """A village among the choices is a smaller area; raises OutsideTheArea."""
    wanted = LISTS[slug]
    carried = wanted.page.carried if wanted.page else ()
    chosen = {name: choices[name] for name in carried if choices.get(name)}
    place = scopes.area_for(user, chosen.pop("village", "") or area)
    narrowed = Narrowed(user, place.pk, year, chosen)
    return Order(wanted, narrowed, _known(wanted, taken or Taken()))


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
