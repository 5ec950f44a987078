"""Who helps whom: pair a household with a cadre, end or change a pairing, hand all of them over."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assistance.models import Cadre, Pairing
from households.models import Household
from households.refusals import require
from povertyreg import clock
from povertyreg.audit import trail
from villages.models import User

MANAGE = "assistance.manage_pairing"


@transaction.atomic
def pair(household: Household, cadre: Cadre, *, by: User, on: date | None = None) -> Pairing:
    """Make the cadre answer for the household from a day on."""
    day = _day(on)
    cadre = _locked_cadres(cadre)[0]
    household = _locked_households([household.pk], by)[0]
    _require_can_help(cadre, household, day)
    pairing = _open(household, cadre, by, day)
    trail.record(by, "pair", household, area=household.village_id, **_said(cadre, day))
    return pairing


@transaction.atomic
def end(pairing: Pairing, because: str, *, by: User, on: date | None = None) -> None:
    """Close the pairing; the day is its last."""
    day = _day(on)
    household = _locked_households([pairing.household_id], by)[0]
    _close(pairing, because, last_day=day)
    trail.record(
        by, "end_pairing", household, area=household.village_id, reason=because,
        **_said(pairing.cadre, day),
    )  # fmt: skip


@transaction.atomic
def change(
    pairing: Pairing, *, to: Cadre, because: str, by: User, on: date | None = None
) -> Pairing:
    """Another cadre takes over from a day on: one pairing is closed, one opened."""
    day = _day(on)
    to = _locked_cadres(to)[0]
    household = _locked_households([pairing.household_id], by)[0]
    _require_another(pairing.cadre, to)
    _require_can_help(to, household, day)
    _close(pairing, because, last_day=_day_before(day, pairing))
    opened = _open(household, to, by, day)
    trail.record(
        by, "change_pairing", household, area=household.village_id, reason=because,
        former_cadre=pairing.cadre_id, **_said(to, day),
    )  # fmt: skip
    return opened


@transaction.atomic
def hand_over(cadre: Cadre, to: Cadre, because: str, *, by: User, on: date | None = None) -> int:
    """Everything that the cadre answers for goes to another, all or nothing; he has left then.

    Returns how many households went over.
    """
    day = _day(on)
    _require_another(cadre, to)
    _locked_cadres(cadre, to)
    households = _locked_households(_households_of(cadre, day), by)
    for household in households:
        _require_can_help(to, household, day)
    _close_all(cadre, because, day)
    _open_all(households, to, by, day)
    _leave(cadre, because, by, day)
    for household in households:
        trail.record(
            by, "change_pairing", household, area=household.village_id, reason=because,
            former_cadre=cadre.pk, **_said(to, day),
        )  # fmt: skip
    return len(households)


@transaction.atomic
def leave(cadre: Cadre, because: str, *, by: User, on: date | None = None) -> None:
    """A cadre without households leaves the post."""
    day = _day(on)
    _locked_cadres(cadre)
    left = cadre.pairings.open().count()
    require(
        not left,
        ngettext(
            "%(count)d household still has this cadre. Choose who takes it over.",
            "%(count)d households still have this cadre. Choose who takes them over.",
            left,
        )
        % {"count": left},
    )
    _leave(cadre, because, by, day)


def _day(on: date | None) -> date:
    today = clock.today()
    require(
        on is None or on <= today,
        _("The date lies ahead. A pairing is recorded on its day or afterwards."),
    )
    return on or today


def _day_before(day: date, pairing: Pairing) -> date:
    """The last day of a pairing that another follows; one made the same day keeps that day."""
    return max(pairing.starts_on, day - timedelta(days=1))


def _said(cadre: Cadre, day: date) -> dict[str, Any]:
    return {"cadre": cadre.pk, "on": day.isoformat()}


def _locked_cadres(*cadres: Cadre) -> list[Cadre]:
    """As they are now, held until the end: always before households, always in one order."""
    keys = [cadre.pk for cadre in cadres]
    return list(Cadre.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def _locked_households(keys: Iterable[int], by: User) -> list[Household]:
    """Held until the end, each in a place where the person may manage pairings."""
    found = Household.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    households = list(found)
    if not all(by.has_perm(MANAGE, household) for household in households):
        raise PermissionDenied
    return households


def _households_of(cadre: Cadre, day: date) -> list[int]:
    open_pairings = cadre.pairings.open()
    later = open_pairings.filter(starts_on__gt=day).order_by("-starts_on").first()
    if later:
        raise ValidationError(
            _("A pairing of this cadre began on %(day)s. Choose that day or a later one.")
            % {"day": later.starts_on.isoformat()}
        )
    return list(open_pairings.values_list("household_id", flat=True))


def _require_another(cadre: Cadre, to: Cadre) -> None:
    require(cadre.pk != to.pk, _("This is the same cadre. Choose the one who takes over."))


def _require_can_help(cadre: Cadre, household: Household, day: date) -> None:
    require(
        household.closed_on is None,
        _("The file of household %(number)s is closed: nobody can be paired with it.")
        % {"number": household.number},
    )
    require(
        cadre.left_on is None or cadre.left_on > day,
        _("%(cadre)s has left the post. Choose a cadre in service.") % {"cadre": cadre},
    )
    require(
        household.village_id.startswith(cadre.area_code),
        _("%(cadre)s helps another area. Choose a cadre of the household's area.")
        % {"cadre": cadre},
    )


def _open(household: Household, cadre: Cadre, by: User, day: date) -> Pairing:
    pairing = Pairing(
        household=household,
        village_id=household.village_id,
        cadre=cadre,
        starts_on=day,
        assigned_by=by,
    )
    pairing.full_clean()
    pairing.save()
    return pairing


def _close(pairing: Pairing, because: str, *, last_day: date) -> None:
    pairing.refresh_from_db()
    require(
        pairing.ends_on is None,
        _("This pairing has ended already. Reload the page to see who helps now."),
    )
    require(
        last_day >= pairing.starts_on,
        _("This pairing began on %(day)s. Its last day cannot be earlier.")
        % {"day": pairing.starts_on.isoformat()},
    )
    pairing.ends_on, pairing.ended_because = last_day, _reason(because)
    pairing.full_clean(exclude=["assigned_by"])
    pairing.save()


def _close_all(cadre: Cadre, because: str, day: date) -> None:
    before = Value(day - timedelta(days=1))
    cadre.pairings.open().update(
        ends_on=Greatest(F("starts_on"), before), ended_because=_reason(because)
    )


def _open_all(households: list[Household], cadre: Cadre, by: User, day: date) -> None:
    """Where he helps already, he goes on; elsewhere a pairing begins."""
    already = set(cadre.pairings.open().values_list("household_id", flat=True))
    for household in households:
        if household.pk not in already:
            _open(household, cadre, by, day)


def _leave(cadre: Cadre, because: str, by: User, day: date) -> None:
    if not by.has_perm(MANAGE, cadre):
        raise PermissionDenied
    cadre.refresh_from_db()
    require(
        cadre.left_on is None,
        _("%(cadre)s has left the post already. Reload the page to see since when.")
        % {"cadre": cadre},
    )
    reason = _reason(because)
    cadre.left_on = day
    cadre.save()
    trail.record(by, "leave", cadre, area=cadre.area_code, reason=reason, on=day.isoformat())


def _reason(because: str) -> str:
    reason = because.strip()
    require(reason, _("Give a reason: it stays with the history of the household."))
    return reason
