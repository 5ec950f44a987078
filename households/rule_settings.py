"""How strictly a county takes the rules of the checks: set by the county, noted in the trail."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from households.checks import strictness
from households.checks.strictness import Setting
from households.models import Round, RuleSetting
from povertyreg import locks
from povertyreg.audit import trail
from villages.models import User

PERMISSION = "households.set_rules"


def may_set(user: User, county_code: str) -> bool:
    """Asked as for a round of the whole county."""
    return user.has_perm(PERMISSION, Round(area_code=county_code))


@transaction.atomic
def set_rules(county_code: str, year: int, wanted: Mapping[str, Setting], *, by: User) -> int:
    """Write what differs from now; how many rules were changed. Raises PermissionDenied.

    Rules that the database or the form enforce stay as they are, whatever is wanted.
    """
    if not may_set(by, county_code):
        raise PermissionDenied
    locks.hold(f"rules of {county_code} {year}")
    changes = strictness.changed(strictness.of(county_code, year), wanted)
    for rule, setting in changes.items():
        _set(county_code, year, rule, setting, by)
    return len(changes)


def _set(county_code: str, year: int, rule: str, setting: Setting, by: User) -> None:
    row, _created = RuleSetting.objects.update_or_create(
        county_code=county_code,
        year=year,
        rule=rule,
        defaults={"severity": setting.severity, "is_on": setting.is_on, "changed_by": by},
    )
    trail.record(
        by,
        "set_rule",
        row,
        area=county_code,
        rule=rule,
        year=year,
        severity=setting.severity.value,
        switched="on" if setting.is_on else "off",
    )
