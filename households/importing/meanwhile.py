"""New households without any number that somebody entered between the preview and the writing."""

from collections.abc import Sequence
from typing import Final

from households.importing import columns
from households.importing.standing import Head
from households.models import Household
from povertyreg.exchange.models import Import, ImportEntry

_NUMBERS: Final = {columns.NATIONAL_NUMBER, columns.ID_NUMBER}


def entered(import_: Import, part: Sequence[ImportEntry]) -> set[int]:
    """Entries whose householder was entered in the same village since: not by this import."""
    heads: dict[int, Head] = {
        entry.pk: (entry.village_code, entry.name)
        for entry in part
        if entry.household_id is None and not _has_number(entry)
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
