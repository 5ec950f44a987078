"""In which village and group a row of a workbook lies, by code or by name."""

import re
from dataclasses import dataclass, field
from typing import Final

from households.importing import columns
from households.importing.row import Group, Row
from villages.gazetteer import Names, of_townships, of_villages
from villages.models import User, Village, VillageGroup

_NUMERALS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_DIGITS: Final = re.compile(r"第?(\d{1,3})[村民小]*组?")


@dataclass
class Places:
    """The villages of the importer's area with their groups; looked up once."""

    villages: dict[str, Village] = field(default_factory=dict)
    names: Names = field(default_factory=lambda: of_villages(()))
    townships: Names = field(default_factory=lambda: of_townships(()))
    groups: dict[tuple[str, int], VillageGroup] = field(default_factory=dict)

    def village_of(self, group: Group) -> Village | None:
        """By the first row that says where; None where nobody says it, or it is not here."""
        for row in group.rows:
            if village := self._of_row(row):
                return village
        if self._says_where(group):
            return None
        return next(iter(self.villages.values())) if len(self.villages) == 1 else None

    @staticmethod
    def _says_where(group: Group) -> bool:
        said = (columns.VILLAGE, columns.VILLAGE_CODE)
        return any(name in row.cells for row in group.rows for name in said)

    def _of_row(self, row: Row) -> Village | None:
        if code := row.cells.get(columns.VILLAGE_CODE):
            return self.villages.get(str(code))
        name = row.cells.get(columns.VILLAGE)
        if not name:
            return None
        found = [self.villages[code] for code in self.names.codes(str(name))]
        if len(found) > 1 and (township := row.cells.get(columns.TOWNSHIP)):
            wanted = self.townships.codes(str(township))
            found = [village for village in found if village.township_id in wanted]
        return found[0] if len(found) == 1 else None

    def group_of(self, village: Village, said: str) -> VillageGroup | None:
        """A villagers' group by its number: "3", "三组", "第3村民组"; None for other names."""
        number = _number(said)
        return self.groups.get((village.pk, number)) if number else None


def load(area: str, by: User) -> Places:
    """Two questions, however many villages the area has."""
    found = Village.objects.visible_to(by).in_area(area).select_related("township")
    villages = {village.pk: village for village in found}
    townships = {village.township_id: village.township for village in villages.values()}
    places = Places(villages, of_villages(villages.values()), of_townships(townships.values()))
    for group in VillageGroup.objects.visible_to(by).filter(village__code__startswith=area):
        places.groups[group.village_id, group.number] = group
    return places


def _number(said: str) -> int | None:
    said = "".join(said.split())
    if found := _DIGITS.fullmatch(said):
        return int(found[1])
    said = said.removeprefix("第").removesuffix("组").removesuffix("村民").removesuffix("小")
    return _chinese(said)


def _chinese(said: str) -> int | None:
    """一 to 九十九."""
    tens, ten, ones = said.partition("十")
    if not ten:
        return _NUMERALS.get(said)
    high = _NUMERALS.get(tens, 1 if not tens else 0)
    low = _NUMERALS.get(ones, 0)
    is_known = bool(high) and (not ones or bool(low))
    return high * 10 + low if is_known else None
