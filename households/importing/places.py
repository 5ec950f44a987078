"""In which village and group a row of a workbook lies, by code or by name."""

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from households.importing import columns
from households.importing.row import Group, Row
from villages.gazetteer import Names, of_villages
from villages.models import County, Township, User, Village, VillageGroup

_NUMERALS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_DIGITS: Final = re.compile(r"第?(\d{1,3})[村民小]*组?")
_ENDINGS: Final = re.compile(r"(乡|镇|街道|县|市|区|旗|township|town|subdistrict|county)$")


class Said(NamedTuple):
    """What a row says of its place."""

    code: str
    village: str
    township: str
    county: str


@dataclass
class Places:
    """The villages of the importer's area with their groups; looked up once."""

    villages: dict[str, Village] = field(default_factory=dict)
    names: Names = field(default_factory=lambda: of_villages(()))
    groups: dict[tuple[str, int], VillageGroup] = field(default_factory=dict)
    _meant: dict[Said, list[Village]] = field(default_factory=dict)
    _strange: dict[tuple[Said, str], str] = field(default_factory=dict)
    """The rows of a village say the same again and again."""

    def village_of(self, group: Group) -> Village | None:
        """By the first row that says where; None where nobody says it, or it is not here."""
        says_where = False
        for row in group.rows:
            meant = self.meant_by(row)
            if meant is not None and len(meant) == 1:
                return meant[0]
            says_where = says_where or meant is not None
        if says_where:
            return None
        return next(iter(self.villages.values())) if len(self.villages) == 1 else None

    def meant_by(self, row: Row) -> list[Village] | None:
        """The villages of the area of which everything holds that the row says of its place.

        None where it names no village.
        """
        said = _said(row)
        if not (said.code or said.village):
            return None
        if said not in self._meant:
            called = self._called(said) if said.village else self.villages.values()
            self._meant[said] = [one for one in called if not self._differing(said, one)]
        return self._meant[said]

    def foreign(self, row: Row) -> str:
        """The column by which the row is of no village here; "" if it names none."""
        said = _said(row)
        coded = self.villages.get(said.code)
        called = [coded] if coded else self._called(said)
        strange = {self._differing(said, one) for one in called}
        if len(strange) == 1 and (key := strange.pop()):
            return key
        return columns.VILLAGE_CODE if said.code else columns.VILLAGE if said.village else ""

    def _called(self, said: Said) -> list[Village]:
        return [self.villages[code] for code in self.names.codes(said.village)]

    def strange(self, row: Row, village: Village) -> str:
        """The column in which the row says that it is of another village; "" if it does not."""
        said = _said(row)
        if (said, village.pk) not in self._strange:
            self._strange[said, village.pk] = self._differing(said, village)
        return self._strange[said, village.pk]

    def _differing(self, said: Said, village: Village) -> str:
        """Townships and counties have long names and short ones; a village may be told by code."""
        if said.code and said.code != village.pk:
            return columns.VILLAGE_CODE
        if said.village and village.pk not in self.names.codes(said.village):
            return columns.VILLAGE
        if said.township and not _is_called(said.township, village.township):
            return columns.TOWNSHIP
        is_there = not said.county or _is_called(said.county, village.township.county)
        return "" if is_there else columns.COUNTY

    def group_of(self, village: Village, said: str) -> VillageGroup | None:
        """A villagers' group by its number: "3", "三组", "第3村民组"; None for other names."""
        number = _number(said)
        return self.groups.get((village.pk, number)) if number else None


def load(area: str, by: User) -> Places:
    """Two questions, however many villages the area has."""
    found = Village.objects.visible_to(by).in_area(area).select_related("township__county")
    villages = {village.pk: village for village in found}
    places = Places(villages, of_villages(villages.values()))
    for group in VillageGroup.objects.visible_to(by).filter(village__code__startswith=area):
        places.groups[group.village_id, group.number] = group
    return places


def _said(row: Row) -> Said:
    keys = (columns.VILLAGE_CODE, columns.VILLAGE, columns.TOWNSHIP, columns.COUNTY)
    return Said(*(str(row.cells.get(key) or "") for key in keys))


def _names(place: County | Township) -> set[str]:
    return {_bare(place.name_zh), _bare(place.name_en)}


def _is_called(said: str, place: County | Township) -> bool:
    """“星宿乡” is 星宿苗族彝族仡佬族乡 too."""
    wanted = _bare(said)
    return any(wanted in name or name in wanted for name in _names(place) if name)


def _bare(name: str) -> str:
    """Without the ending that says what kind of place it is."""
    name = "".join(name.split()).casefold()
    return _ENDINGS.sub("", name) or name


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
