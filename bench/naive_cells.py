"""How the comparator reads the person list: its format, and the widgets of its fields."""

import copyreg
from io import BytesIO
from typing import Any, Final

import openpyxl
import tablib
from import_export.formats.base_formats import XLSX
from import_export.widgets import ForeignKeyWidget, Widget

from bench.people import VILLAGE_HEADING
from households.codes import code_lists
from households.models import Household, HouseholdYear, Member
from households.querysets import id_digest
from povertyreg.demo.divisions import COUNTY, XINGXIU
from povertyreg.privacy import Decrypted
from villages.models import Village, VillageGroup

YEAR_COLUMN: Final = "年度"
TITLES: Final = 2
"""Rows above the headings: the format takes the first row for them."""

_SAID: Final = {"是": True, "否": False}

# The library copies each row that it finds; a decrypted text does not say how it is copied.
copyreg.pickle(Decrypted, lambda text: (Decrypted, (str(text), text.ciphertext)))


class PersonList(XLSX):  # type: ignore[misc]
    """The XLSX format, past the titles."""

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        workbook = openpyxl.load_workbook(BytesIO(in_stream), read_only=True, data_only=True)
        rows = workbook.worksheets[0].iter_rows(min_row=TITLES + 1)
        dataset = tablib.Dataset()
        dataset.headers = [cell.value for cell in next(rows)]
        for row in rows:
            dataset.append([cell.value for cell in row])
        return dataset


class CodeWidget(Widget):  # type: ignore[misc]
    """A name of a code list in the cell, its code in the field."""

    def __init__(self, codes: str) -> None:
        super().__init__()
        self.labels = {code.code: code.name_zh for code in code_lists()[codes].codes.values()}
        self.codes = {name: code for code, name in self.labels.items()}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        if value and value not in self.codes:
            raise ValueError(f"{value} is not in the list.")
        return self.codes[value] if value else ""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return self.labels.get(value, "")


class SaidWidget(Widget):  # type: ignore[misc]
    """是, 否, or nothing."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool | None:
        return _SAID[value] if value else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return {True: "是", False: "否"}.get(value, "")


class VillageWidget(Widget):  # type: ignore[misc]
    """A village of the township by its name; there are few, and they are asked for once."""

    known: dict[str, Village]

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Village | None:
        if not hasattr(self, "known"):
            villages = Village.objects.filter(township=XINGXIU)
            self.known = {village.name_zh: village for village in villages}
        return self.known[value] if value else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.name_zh if value else ""


class GroupWidget(Widget):  # type: ignore[misc]
    """`3组`: group 3 of the row's village; asked for once too."""

    known: dict[tuple[str, str], VillageGroup]

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> VillageGroup | None:
        if not hasattr(self, "known"):
            groups = VillageGroup.objects.filter(village__township=XINGXIU)
            self.known = {
                (group.village.name_zh, f"{group.number}组"): group
                for group in groups.select_related("village")
            }
        return self.known[row[VILLAGE_HEADING], value] if value else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return f"{value.number}组" if value else ""


class HouseholdWidget(ForeignKeyWidget):  # type: ignore[misc]
    """The household with the national number; the county leads to the index."""

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> Any:
        return Household.objects.filter(county_code=COUNTY)


class RecordWidget(ForeignKeyWidget):  # type: ignore[misc]
    """The household's record of the year."""

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> Any:
        records = HouseholdYear.objects.filter(county_code=COUNTY, year=row[YEAR_COLUMN])
        return records.select_related("household")


class DigestWidget(Widget):  # type: ignore[misc]
    """The number of an ID card as it can be looked for."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bytes:
        return id_digest(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return obj.id_number if obj else ""


class MemberWidget(ForeignKeyWidget):  # type: ignore[misc]
    """The person with the number."""

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> Any:
        return Member.objects.filter(county_code=COUNTY)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return super().clean(id_digest(value), row, **kwargs)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.id_number if value else ""
