"""The file of a village for one year: entered, corrected, taken back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from povertyreg.audit import trail
from villages.models import User, VillageYear

KEEP = "villages.keep_village_file"


@transaction.atomic
def save(file: VillageYear, *, by: User) -> VillageYear:
    """Enter the file of a village for a year, or correct it."""
    _allow(file, by)
    action = "change_village_file" if file.pk else "enter_village_file"
    file.full_clean()
    file.save()
    trail.record(by, action, file, area=file.village_id, year=file.year)
    return file


@transaction.atomic
def withdraw(file: VillageYear, *, by: User) -> None:
    """Take back a file that should not be there."""
    _allow(file, by)
    trail.record(by, "withdraw_village_file", file, area=file.village_id, year=file.year)
    file.delete()


def _allow(file: VillageYear, by: User) -> None:
    if not by.has_perm(KEEP, file):
        raise PermissionDenied
