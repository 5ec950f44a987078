"""The national system's export held against the register: a reading of an import, never written.

What the rehearsal would create is only there, what it would change differs; households on file that
no row of the file is about are only here.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from households.importing import words
from households.importing.entries import problems_of
from households.models import Household
from households.querysets import HouseholdQuerySet, open_after
from povertyreg.exchange.models import Fate, Import, ImportEntry
from villages.models import User, Village

KIND: Final = "comparison"
_ROWS_AT_ONCE: Final = 2000


class Finding(TextChoices):
    """How a household stands in the two systems."""

    ONLY_HERE = "only_here", pgettext_lazy("comparison", "only here")
    ONLY_THERE = "only_there", pgettext_lazy("comparison", "only there")
    DIFFERS = "differs", pgettext_lazy("comparison", "differs")
    SAME = "same", pgettext_lazy("comparison", "the same")
    HELD = "held", pgettext_lazy("comparison", "cannot be compared")


_FATES: Final = {
    Fate.CREATED: Finding.ONLY_THERE,
    Fate.UPDATED: Finding.DIFFERS,
    Fate.UNCHANGED: Finding.SAME,
    Fate.HELD: Finding.HELD,
}
FATE_OF: Final = {finding: fate for fate, finding in _FATES.items()}


class Cell(NamedTuple):
    """A fact that differs: whose it is ("" for the household), here and there, in words."""

    whose: str
    label: str
    here: words.Shown | None
    there: words.Shown | None


class FieldCount(NamedTuple):
    """In how many households a fact differs."""

    key: str
    label: str
    households: int


@dataclass
class Place:
    """A village and its households by finding; `village` None where the file names none of ours."""

    code: str
    village: Village | None
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        return self.village.name if self.village else _("village not known")

    @property
    def is_in_file(self) -> bool:
        return any(
            number for finding, number in self.counts.items() if finding != Finding.ONLY_HERE
        )

    @property
    def figures(self) -> list[tuple[Finding, int]]:
        return [(finding, self.counts[finding]) for finding in Finding]


@dataclass(frozen=True)
class Comparison:
    """The totals by village, and the ways to the households behind them."""

    import_: Import
    user: User
    places: Sequence[Place]
    keys: dict[int, frozenset[str]]
    """Which facts differ, by entry."""

    @property
    def totals(self) -> list[tuple[Finding, int]]:
        together: Counter[str] = sum((place.counts for place in self.places), Counter())
        return [(finding, together[finding]) for finding in Finding]

    @property
    def names(self) -> dict[str, str]:
        """Of the villages, by their code."""
        return {place.code: place.name for place in self.places}

    @property
    def absent(self) -> list[Place]:
        """Villages with households here of which the file holds nothing at all."""
        return [place for place in self.places if not place.is_in_file]

    @property
    def fields(self) -> list[FieldCount]:
        """The facts that differ, those of most households first."""
        counts = Counter(key for keys in self.keys.values() for key in keys)
        labelled = ((key, words.label(KIND, key), number) for key, number in counts.items())
        return sorted(
            (FieldCount(*one) for one in labelled), key=lambda one: (-one.households, one.label)
        )

    def only_here(self, village: str = "") -> HouseholdQuerySet[Household]:
        return (
            _only_here(self.import_, self.user)
            .in_area(village)
            .with_record(self.import_.year)
            .select_related("village", "householder")
            .order_by("number")
        )

    def entries(self, finding: Finding, village: str = "", key: str = "") -> QuerySet[ImportEntry]:
        """Households of the file; `key`: only those of which this fact differs."""
        found = _entries(self.import_).filter(fate=FATE_OF[finding])
        if village:
            found = found.filter(village_code=village)
        if key:
            found = found.filter(pk__in=[pk for pk, keys in self.keys.items() if key in keys])
        return found.order_by("village_code", "position")


def compare(import_: Import, user: User) -> Comparison:
    """Hold the file against what the reader may see of its area."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for code, fate, number in (
        _entries(import_).order_by().values_list("village_code", "fate").annotate(Count("pk"))
    ):
        counts[code][_FATES[Fate(fate)]] += number
    here = _only_here(import_, user).order_by().values_list("village_id")
    for code, number in here.annotate(Count("pk")):
        counts[code][Finding.ONLY_HERE] += number
    villages = Village.objects.in_bulk(counts)
    places = [Place(code, villages.get(code), counts[code]) for code in sorted(counts)]
    return Comparison(import_, user, places, dict(_keys(import_)))


def cells(entry: ImportEntry) -> list[Cell]:
    """What differs in a household, private numbers masked."""
    return [
        Cell(whose, words.label(KIND, key), *words.differing(KIND, key, here, there))
        for whose, key, here, there in _loaded(entry.cells)
    ]


def sentences(entry: ImportEntry) -> list[str]:
    """Why a household cannot be compared."""
    return [problem.said for problem in problems_of(entry)]


def _entries(import_: Import) -> QuerySet[ImportEntry]:
    return ImportEntry.objects.filter(of_import=import_, fate__in=list(_FATES))


def _keys(import_: Import) -> Iterator[tuple[int, frozenset[str]]]:
    found = _entries(import_).filter(fate=Fate.UPDATED).order_by().values_list("pk", "cells")
    for pk, text in found.iterator(chunk_size=_ROWS_AT_ONCE):
        yield pk, frozenset(key for _whose, key, *_values in _loaded(text))


def _only_here(import_: Import, user: User) -> HouseholdQuerySet[Household]:
    """On file in the year, and named by no row: neither found, nor by one of its numbers."""
    return (
        Household.objects.visible_to(user)
        .in_area(import_.area_code)
        .filter(open_after(import_.year, household=""))
        .having_year(import_.year)
        .exclude(Exists(_named(import_, "household_id", "pk")))
        .exclude(Exists(_named(import_, "number", "number")))
        .exclude(Exists(_named(import_, "key", "number")))
        .exclude(Exists(_named(import_, "key", "national_number")) & ~Q(national_number=""))
    )


def _named(import_: Import, name: str, by: str) -> QuerySet[ImportEntry]:
    return _entries(import_).filter(**{name: OuterRef(by)})


def _loaded(text: str) -> list[Any]:
    return list(json.loads(text)) if text else []
