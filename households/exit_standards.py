"""Exit standards: the county makes its own of the nearest one, and changes it until it is used."""

from collections.abc import Sequence
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from households.models import ExitAssessment, ExitItem, ExitStandard
from households.refusals import StaleVersion, require
from povertyreg import locks
from povertyreg.audit import trail
from villages.models import User

PERMISSION = "households.set_exit_standards"
FIRST_YEAR, LAST_YEAR = 2011, 2100


def known_to(user: User) -> QuerySet[ExitStandard]:
    """The standards that hold in the reader's areas, around them and within them; and those of
    the provinces, which others may follow.
    """
    wanted = Q(area_code="") | Q(area_code__regex=r"^\d{2}$")
    for jurisdiction in user.current_jurisdictions():
        code = jurisdiction.area_code
        around = [code[:digits] for digits in (2, 4, 6, 9)]
        wanted |= Q(area_code__in=around) | Q(area_code__startswith=code)
    return ExitStandard.objects.filter(wanted)


def may_set(standard: ExitStandard, user: User) -> bool:
    """The county's staff, for the county and its townships."""
    return len(standard.area_code) >= 6 and user.has_perm(PERMISSION, standard)


def is_used(standard: ExitStandard) -> bool:
    """Somebody has been held against it: it stays as it was then."""
    return ExitAssessment.objects.filter(standard=standard).exists()


def copy(own: ExitStandard, *, by: User, pattern: ExitStandard | None = None) -> ExitStandard:
    """Write the county's own standard with the items of `pattern`, or of the one that holds now."""
    if not may_set(own, by):
        raise PermissionDenied
    _require_reasonable(own)
    pattern = pattern or ExitStandard.objects.for_area(own.area_code, own.year)
    if pattern is None:
        raise ValidationError({"year": _("There is no standard to begin with for this year.")})
    with transaction.atomic():
        locks.hold(f"exit standards of {own.area_code[:6]}")
        own.full_clean()
        own.save()
        items = list(pattern.items.all())
        for item in items:
            item.pk, item.standard = None, own
            item._state.adding = True
        ExitItem.objects.bulk_create(items)
        _note("copy_exit_standard", own, len(items), by)
    return own


def _require_reasonable(standard: ExitStandard) -> None:
    require(
        FIRST_YEAR <= (standard.year or 0) <= LAST_YEAR,
        _("Enter a year between %(first)d and %(last)d.")
        % {"first": FIRST_YEAR, "last": LAST_YEAR},
        field="year",
    )


def state(standard: ExitStandard) -> str:
    """The fingerprint of its items: a form sends it back, so that nobody writes over another."""
    said = [model_to_dict(standard), *(model_to_dict(item) for item in standard.items.all())]
    return sha256(repr(said).encode()).hexdigest()[:16]


def change(
    standard: ExitStandard, items: Sequence[ExitItem], *, by: User, seen: str
) -> ExitStandard:
    """The standard and all its items as they shall be, in their order. `seen`: what was read."""
    if not may_set(standard, by):
        raise PermissionDenied
    with transaction.atomic():
        stored = ExitStandard.objects.select_for_update().get(pk=standard.pk)
        _require_changeable(stored, seen)
        _require_checklist(items)
        standard.full_clean()
        standard.save()
        standard.items.all().delete()
        for position, item in enumerate(items, 1):
            item.pk, item.standard, item.position = None, standard, position
            item._state.adding = True
            item.full_clean(exclude=["standard"])
        ExitItem.objects.bulk_create(items)
        _note("change_exit_standard", standard, len(items), by)
    return standard


def _require_changeable(stored: ExitStandard, seen: str) -> None:
    require(
        not is_used(stored),
        _("Households have been assessed by this standard: it stays. Make one for another year."),
    )
    if state(stored) != seen:
        raise StaleVersion(
            _("Somebody has changed this standard meanwhile. Open it again to see how it is now.")
        )


def _require_checklist(items: Sequence[ExitItem]) -> None:
    codes = [item.code for item in items]
    require(codes, _("A standard has at least one item."))
    require(len(set(codes)) == len(codes), _("Two items have the same code. Change one of them."))
    require(
        any(item.is_veto for item in items),
        _("At least one item must be one without which nobody exits."),
    )


def _note(action: str, standard: ExitStandard, items: int, by: User) -> None:
    trail.record(by, action, standard, area=standard.area_code, year=standard.year, items=items)
