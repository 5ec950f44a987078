"""The doors of the house: which page stands where in the menu, and for whom."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db.models import Count, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import Household, Objection
from povertyreg.pages import UserRequest
from povertyreg.scoping import TOWNSHIP_DIGITS
from villages.models import User

PHONE_ITEMS = 4


class Door(NamedTuple):
    """A line of the menu: for whom it is there, and whether it also stands on the phone's bar.

    `of_an_area`: a cadre sees households one by one, and would find nothing behind it.
    `or_permission` opens it as well.
    """

    name: str
    label: Any
    icon: str
    permission: str = ""
    on_phone: bool = False
    of_an_area: bool = False
    or_permission: str = ""


# fmt: off
DOORS: tuple[tuple[Any, tuple[Door, ...]], ...] = (
    ("", (
        Door("home", _("Today"), "home", on_phone=True),
        Door("households:household-list", pgettext_lazy("menu", "Households"), "users-group",
             "households.view_household", on_phone=True),
        Door("households:import-list", pgettext_lazy("menu", "Import"), "file-import",
             "households.import_households", or_permission="households.confirm_import"),
    )),
    (_("Identification and exit"), (
        Door("rounds:round-list", _("Rounds"), "layout-board", "households.view_case",
             of_an_area=True),
        Door("rounds:notice-list", _("Lists and notices"), "clipboard-list",
             "households.view_notice", on_phone=True, of_an_area=True),
        Door("rounds:objection-list", _("Objections"), "message-exclamation",
             "households.view_notice"),
    )),
    (_("Assistance"), (
        Door("assistance:overview", _("Pairing"), "heart-handshake",
             "assistance.view_pairing", on_phone=True),
        Door("assistance:project-list", _("Projects and funds"), "tools",
             "assistance.view_project"),
    )),
    (_("Checks and statistics"), (
        Door("reports:report-list", _("Reports"), "chart-bar", "households.view_report"),
        Door("villages:village-list", pgettext_lazy("menu", "Villages"), "building-community",
             "villages.view_village", of_an_area=True),
        Door("households:year-list", _("Years"), "calendar-time", "households.manage_years"),
        Door("households:line-list", _("Poverty lines"), "coin-yuan", "households.set_lines"),
        Door("rounds:exit-standard-list", _("Exit standards"), "clipboard-check",
             "households.set_exit_standards"),
        Door("households:rule-list", _("Rules of the checks"), "checklist", "households.set_rules"),
        Door("audit:entry-list", _("Audit trail"), "history", "audit.view_entry"),
    )),
)
# fmt: on


@dataclass(frozen=True)
class Item:
    """A line of the menu as it is drawn."""

    label: Any
    url: str
    icon: str
    active: bool
    count: int | None = None


Groups = list[tuple[Any, list[Item]]]


def groups(request: UserRequest, counts: Mapping[str, int]) -> Groups:
    """The sidebar: the doors that are open to the officer, under their headings."""
    drawn = [(heading, _items(doors, request, counts)) for heading, doors in DOORS]
    return [(heading, items) for heading, items in drawn if items]


def phone_bar(request: UserRequest) -> list[Item]:
    """At most four doors at the foot of a phone; a number there would mean that something waits."""
    doors = (door for _heading, doors in DOORS for door in doors if door.on_phone)
    return _items(doors, request, {})[:PHONE_ITEMS]


def _items(doors: Iterable[Door], request: UserRequest, counts: Mapping[str, int]) -> list[Item]:
    here, user = _nearest(request.path), request.user
    return [_item(door, here, _shown(door, counts)) for door in doors if _is_open(door, user)]


def _shown(door: Door, counts: Mapping[str, int]) -> int | None:
    """No objection is nothing to be told of."""
    count = counts.get(door.name)
    return count or None if door.name == _OBJECTIONS else count


def _is_open(door: Door, user: User) -> bool:
    rights = [right for right in (door.permission, door.or_permission) if right]
    may_pass = not rights or any(user.has_perm(right) for right in rights)
    return may_pass and (not door.of_an_area or bool(user.area_codes()))


def _item(door: Door, here: str, count: int | None) -> Item:
    url = reverse(door.name)
    return Item(door.label, url, door.icon, url == here, count)


def _nearest(path: str) -> str:
    """The door through which one came to the page: the longest address that begins its own."""
    urls = (reverse(door.name) for _heading, doors in DOORS for door in doors)
    leading = (url for url in urls if path == url or (url != "/" and path.startswith(url)))
    return max(leading, key=len, default="")


def counted(user: User, more: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many stand behind the doors that say so, and of `more`: one question for all."""
    rows = {**{name: of(user) for name, of in _COUNTED.items() if _is_known(name, user)}, **more}
    if not _has_a_small_area(user):
        rows.pop(_HOUSEHOLDS, None)
    first, *others = (
        found.order_by().values(of=Value(name)).annotate(n=Count("pk"))
        for name, found in rows.items()
    )
    return dict(first.union(*others, all=True).values_list("of", "n"))


def _is_known(name: str, user: User) -> bool:
    return any(_is_open(d, user) for _heading, doors in DOORS for d in doors if d.name == name)


_HOUSEHOLDS: Final = "households:household-list"
_OBJECTIONS: Final = "rounds:objection-list"
_COUNTED: Final[Mapping[str, Callable[[User], QuerySet[Any]]]] = {
    _OBJECTIONS: lambda user: Objection.objects.visible_to(user).open(),
    _HOUSEHOLDS: lambda user: Household.objects.visible_to(user).on_file(),
}


def _has_a_small_area(user: User) -> bool:
    """Counting the files of a county on every page would cost more than it tells."""
    return all(len(code) >= TOWNSHIP_DIGITS for code in user.area_codes())
