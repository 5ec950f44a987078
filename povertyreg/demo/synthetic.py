"""A synthetic county of any size: the same households for the same seed, in little memory."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from django.db import connection

from households.choices import Category, State
from povertyreg.demo import accounts, divisions, files
from povertyreg.demo.files import File
from povertyreg.demo.making import FileMaker
from villages.models import Village, VillageGroup, VillageYear

AT_ONCE: Final = 1000
_PROGRESS: Final = 5000
_GROUPS: Final = 5
_CATEGORIES: Final = {
    Category.GENERAL_POOR: 42,
    Category.DIBAO_POOR: 10,
    Category.DIBAO: 44,
    Category.FIVE_GUARANTEE: 4,
}
_SIZES: Final = {
    Category.GENERAL_POOR: "1222333344445567",
    Category.DIBAO_POOR: "1112223344",
    Category.DIBAO: "1111111223",
    Category.FIVE_GUARANTEE: "1",
}
_REGISTERED_OF_A_HUNDRED: Final = 28


def write(households: int, seed: int, year: int, say: Callable[[str], object]) -> None:
    """Divisions and accounts, then the files in batches, each checked before the next one."""
    divisions.write_divisions()
    accounts.write_accounts()
    _write_villages(households, year)
    waiting = _files(households, seed, year)
    done = batches = 0
    while batch := list(islice(waiting, AT_ONCE)):
        files.write(batch)
        done, batches = done + len(batch), batches + 1
        if batches.bit_count() == 1:  # whenever the tables have doubled
            files.count_rows()
        connection.check_constraints()  # left until the end, the checks would pile up
        if done % _PROGRESS == 0 or done == households:
            say(f"{done:,} of {households:,} households")


def _write_villages(households: int, year: int) -> None:
    villages = list(Village.objects.order_by("code"))
    VillageGroup.objects.bulk_create(
        (VillageGroup(village=v, number=n + 1) for v in villages for n in range(_GROUPS)),
        files.AT_ONCE,
    )
    VillageYear.objects.bulk_create(
        _village_year(village, year, count)
        for village, count in zip(villages, _counts(households, len(villages)), strict=True)
    )


def _counts(households: int, villages: int) -> list[int]:
    """As even as it goes."""
    each, more = divmod(households, villages)
    return [each + (n < more) for n in range(villages)]


def _village_year(village: Village, year: int, registered: int) -> VillageYear:
    households = registered * 100 // _REGISTERED_OF_A_HUNDRED + 1
    return VillageYear(
        county_code=divisions.COUNTY,
        village=village,
        year=year,
        poverty_class=int(village.code[9:]) % 4,
        households=households,
        population=households * 4,
        agricultural_population=households * 4,
    )


def _files(households: int, seed: int, year: int) -> Iterator[File]:
    maker = FileMaker(seed)
    groups = divisions.groups_by_village()
    counts = _counts(households, len(groups))
    for (village, known), count in zip(groups.items(), counts, strict=True):
        for serial in range(1, count + 1):
            file = _file(maker, village, serial, year)
            file.group = maker.rng.choice(known).pk
            yield file


def _file(maker: FileMaker, village: str, serial: int, year: int) -> File:
    category = maker.rng.choices(list(_CATEGORIES), list(_CATEGORIES.values()))[0]
    size = int(maker.rng.choice(_SIZES[category]))
    file = maker.make(village, serial, category, size)
    file.amounts = {year: file.amounts[min(year, max(file.amounts))]}
    file.states = {year: State.POOR}
    file.first_identified_in = year
    return file
