"""The national system's export held against the register: a reading of an import, never written.

What the rehearsal would create is only there, what it would change differs; households on file that
no row of the file is about are only here.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.db.models import (
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
    Value,
)
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


class Differing(NamedTuple):
    """In which village a household differs, and in which facts."""

    village: str
    keys: frozenset[str]


@dataclass(frozen=True)
class Comparison:
    """The totals by village, and the ways to the households behind them."""

    import_: Import
    user: User
    places: Sequence[Place]
    differing: Mapping[int, Differing]
    """By entry."""

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
        counts = Counter(key for one in self.differing.values() for key in one.keys)
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
            found = found.filter(pk__in=self._with(key, village))
        return found.order_by("village_code", "position")

    def _with(self, key: str, village: str) -> list[int]:
        return [
            pk
            for pk, one in self.differing.items()
            if key in one.keys and village in {"", one.village}
        ]

    def number_of(self, finding: Finding, village: str = "", key: str = "") -> int:
        """How many households `entries` or `only_here` hold, from what is counted already."""
        if key:
            return len(self._with(key, village))
        return sum(one.counts[finding] for one in self.places if village in {"", one.code})


def compare(import_: Import, user: User) -> Comparison:
    """Hold the file against what the reader may see of its area: two questions."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    villages = {}
    for code, finding, number, zh, en in _counted(import_, user):
        if finding == _NAMES:
            villages[code] = Village(code=code, name_zh=zh, name_en=en)
        else:
            counts[code][_FATES.get(finding, finding)] += number
    places = [Place(code, villages.get(code), counts[code]) for code in sorted(counts)]
    return Comparison(import_, user, places, dict(_differing(import_)))


_NAMES: Final = "names"


def _counted(import_: Import, user: User) -> QuerySet[Any, Any]:
    """(code, fate or finding, number) of both sides, and the names of the villages, together."""
    said = {name: Value(text, CharField()) for name, text in (("zh", ""), ("en", ""))}
    there = _entries(import_).order_by().values_list("village_code", "fate")
    here = _only_here(import_, user).order_by().values_list("village_id", Value("only_here"))
    names = Village.objects.in_area(import_.area_code).order_by()
    return there.annotate(n=Count("pk"), **said).union(
        here.annotate(n=Count("pk"), **said),
        names.values_list("pk", Value(_NAMES), Value(0), "name_zh", "name_en"),
        all=True,
    )


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


def _differing(import_: Import) -> Iterator[tuple[int, Differing]]:
    rows = _entries(import_).filter(fate=Fate.UPDATED).order_by()
    found = rows.values_list("pk", "village_code", "cells")
    for pk, village, text in found.iterator(chunk_size=_ROWS_AT_ONCE):
        yield pk, Differing(village, frozenset(key for _w, key, *_values in _loaded(text)))


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
