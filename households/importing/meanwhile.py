"""New households of an import that somebody entered between the preview and the writing."""

from collections.abc import Sequence
from typing import Final

from households.importing import columns, entries
from households.importing.standing import Head
from households.models import Household
from povertyreg.exchange.models import Import, ImportEntry

_NUMBERS: Final = {columns.NATIONAL_NUMBER, columns.ID_NUMBER}


def entered(import_: Import, part: Sequence[ImportEntry]) -> set[int]:
    """The entries of such households: two questions."""
    new = [entry for entry in part if entry.household_id is None]
    return _by_national_number(import_, new) | _by_householder(import_, new)


def _by_national_number(import_: Import, new: Sequence[ImportEntry]) -> set[int]:
    numbers = {entry.pk: number for entry in new if (number := _national(entry))}
    if not numbers:
        return set()
    taken = set(
        Household.objects.filter(
            county_code=import_.county_code, national_number__in=set(numbers.values())
        ).values_list("national_number", flat=True)
    )
    return {pk for pk, number in numbers.items() if number in taken}


def _national(entry: ImportEntry) -> str:
    """A glance at the text of the cells first: few files have the number."""
    if columns.NATIONAL_NUMBER not in entry.cells:
        return ""
    cells = entries.changes_of(entry)
    found = (after for _whose, key, _before, after in cells if key == columns.NATIONAL_NUMBER)
    return next((str(number) for number in found if number), "")


def _by_householder(import_: Import, new: Sequence[ImportEntry]) -> set[int]:
    """Where no number tells: the householder was entered in the village since, by somebody else."""
    heads: dict[int, Head] = {
        entry.pk: (entry.village_code, entry.name) for entry in new if not _has_number(entry)
    }
    if not heads:
        return set()
    own = ImportEntry.objects.filter(of_import=import_, is_written=True, household__isnull=False)
    since = Household.objects.filter(
        county_code=import_.county_code,
        entered_at__gte=import_.requested_at,
        village__in={village for village, _name in heads.values()},
        householder__name__in={name for _village, name in heads.values()},
    ).exclude(pk__in=own.values("household_id"))
    found = set(since.values_list("village_id", "householder__name"))
    return {pk for pk, head in heads.items() if head in found}


def _has_number(entry: ImportEntry) -> bool:
    return any(f'"{key}"' in entry.cells for key in _NUMBERS)
