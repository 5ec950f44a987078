"""The help of a household follows it to another village, and ends when it is closed or removed."""

from datetime import date
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from assistance.models import Benefit, Pairing
from households.models import Household
from households.signals import household_closed, household_moved, household_removed
from povertyreg.audit import trail
from villages.models import User


def follow() -> None:
    household_moved.connect(_go_along, dispatch_uid="help goes along")
    household_closed.connect(_end, dispatch_uid="help ends")
    household_removed.connect(_end, dispatch_uid="help ends with the registration")


def _go_along(sender: object, household: Household, on: date, by: User, **_said: Any) -> None:
    """Cadres whose area covers the new village stay; what was received stays where it was given."""
    pairings = list(Pairing.objects.filter(household=household).open().select_related("cadre"))
    near = [p for p in pairings if household.village_id.startswith(p.cadre.area_code)]
    Pairing.objects.filter(pk__in=[p.pk for p in near]).update(village=household.village)
    Benefit.objects.filter(household=household, received_on=None).update(village=household.village)
    far = [p for p in pairings if p not in near]
    _close(household, far, _("The household moved to another village."), on, by)


def _end(
    sender: object, household: Household, on: date, by: User, reason: str, **_said: Any
) -> None:
    _close(household, Pairing.objects.filter(household=household).open(), reason, on, by)


def _close(household: Household, pairings: Any, reason: str, on: date, by: User) -> None:
    for pairing in pairings:
        trail.record(
            by, "end_pairing", household, area=household.village_id, reason=reason,
            cadre=pairing.cadre_id, on=on.isoformat(),
        )  # fmt: skip
    Pairing.objects.filter(pk__in=[pairing.pk for pairing in pairings]).update(
        ends_on=Greatest(F("starts_on"), Value(on)), ended_because=reason
    )
