"""The templates: what is to be filled in for an import of households, or of a small list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from households.importing import columns, kinds
from households.importing.rows import EXAMPLE
from povertyreg.exchange.columns import Column
from povertyreg.exchange.rowkinds import KINDS
from povertyreg.exchange.templating import Page, template_of
from villages.models import User, Village, path_to

HOUSEHOLDS, MEMBERS, INCOME = "户 Households", "成员 Members", "收入 Income"
AREA, YEAR, KIND = "Area", "Year", "Kind"
"""Custom properties of the workbook."""

_WHERE: Final = (columns.NUMBER, columns.VILLAGE, columns.VILLAGE_CODE, columns.GROUP)
_EXAMPLE: Final[Mapping[str, str]] = {
    columns.NUMBER: "1",
    columns.GROUP: "1",
    columns.NAME: "张三",
    "member.birth_date": "1949-12-31",
    "member.sex": "女",
}
_LONGEST_NAME: Final = 31


def has_template(kind: str) -> bool:
    """The other system's workbook is compared as it comes: nobody fills it in."""
    return kind == kinds.HOUSEHOLDS or kind in KINDS


def template(kind: str, user: User, area: str, year: int) -> tuple[bytes, str]:
    """An empty workbook for an area and a year: its content, and its name. Raises KeyError."""
    pages = _of_households() if kind == kinds.HOUSEHOLDS else _of_rows(kind)
    content = template_of(
        pages,
        _guide(kind, pages, area, year),
        lists=_places(user, area) if kind == kinds.HOUSEHOLDS else {},
        example=EXAMPLE,
        about={AREA: area, YEAR: str(year), KIND: kind},
    )
    return content, f"template-{kind}-{area}-{year}.xlsx"


def _of_households() -> list[Page]:
    """One sheet of what stands on the file, one of the people, one of the income."""
    where = [columns.of(key) for key in _WHERE]
    number = where[0]
    return [
        Page(HOUSEHOLDS, (*where, *columns.household()), _EXAMPLE),
        Page(MEMBERS, (number, *columns.member()), _EXAMPLE),
        Page(INCOME, (number, *columns.income()), _EXAMPLE),
    ]


def _of_rows(kind: str) -> list[Page]:
    wanted: Sequence[Column] = KINDS[kind].columns
    return [Page(_sheet_name(kind), wanted)]


def _sheet_name(kind: str) -> str:
    """In both languages, as the headings are."""
    words = []
    for language in ("zh-hans", "en"):
        with override(language):
            words.append(kinds.label(kind))
    return " ".join(words)[:_LONGEST_NAME]


def _places(user: User, area: str) -> dict[str, tuple[str, ...]]:
    """The villages of the area; a name that two of them have is left to the code."""
    found = list(Village.objects.visible_to(user).in_area(area).order_by("code"))
    names = Counter(village.name_zh for village in found)
    return {
        columns.VILLAGE: tuple(name for name, villages in names.items() if villages == 1),
        columns.VILLAGE_CODE: tuple(village.pk for village in found),
    }


def _guide(kind: str, pages: Sequence[Page], area: str, year: int) -> list[list[str]]:
    place = next(iter(path_to(area)[::-1]), "")
    return [
        [_("Template: %(kind)s") % {"kind": kinds.label(kind)}],
        [_("Area"), f"{place} {area}".strip()],
        [_("Year"), str(year)],
        *_sheets(kind, pages),
        [
            _("Example"),
            _("The grey row begins with “%(word)s” and is not read. You may leave or delete it.")
            % {"word": EXAMPLE},
        ],
        [
            _("Headings"),
            _(
                "Columns may be moved and left out, their headings stay as they are. A note on "
                "each heading says what belongs below it; those in orange are required."
            ),
        ],
        [
            _("Empty cells"),
            _("An empty cell changes nothing: what the register has is kept."),
        ],
        [
            _("Numbers"),
            _("Write ID numbers, phones and accounts whole. The cells are text: zeros are kept."),
        ],
        [
            _("Bring it in"),
            _("Save it as .xlsx and choose it under Import. You see what would change first."),
        ],
    ]


def _sheets(kind: str, pages: Sequence[Page]) -> list[list[str]]:
    if kind != kinds.HOUSEHOLDS:
        return [[pages[0].name, _("One row is one entry.")]]
    return [
        [HOUSEHOLDS, _("One row is one household. A new one gets any number of your own.")],
        [MEMBERS, _("One row is one person, with the number of the household.")],
        [INCOME, _("One row is one household's income of the year, with its number.")],
    ]
