"""What is said of the rows of a small workbook: each refusal in both languages, with its place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from povertyreg.exchange.cells import text_of
from povertyreg.exchange.columns import Column, Kind, Problem
from povertyreg.privacy import mask_account, mask_id_number, mask_phone

Result = TypeVar("Result")

CHINESE, ENGLISH = "zh-hans", "en"
OTHER_AREA: Final = "other_area"
REFUSED: Final = "refused"
SENTENCES: Final[Mapping[str, Any]] = {
    OTHER_AREA: _("This row is of another area."),
    "twice": _("The same stands in row %(row)d already. Leave one of the two rows."),
    "stale": _(
        "Somebody changed this in the register after the workbook was read. Read it again and "
        "look at the difference."
    ),
    "total": _("It adds up other rows, and is not read."),
    "example": _("It is the example of a template, and is not read."),
    "nothing": _("Nothing stands in the columns that are read."),
}
_MASKS: Final[Mapping[Kind, Callable[[str], str]]] = {
    Kind.ID: mask_id_number,
    Kind.PHONE: mask_phone,
    Kind.ACCOUNT: mask_account,
}


class Said(NamedTuple):
    """One sentence about a row; `key`: the column that it is about, or "" for the whole row."""

    key: str
    code: str
    zh: str
    en: str


@dataclass(frozen=True)
class Heading:
    """Where a column stands in the sheet, counted from 0, and what its heading reads."""

    place: int
    heading: str


@dataclass(frozen=True)
class Place:
    """A row of a sheet, with the headings and the cells that sentences point at."""

    sheet: str
    number: int
    columns: Mapping[str, Column]
    headings: Mapping[str, Heading]
    raw: Mapping[str, Any] = field(default_factory=dict)

    def problem(self, said: Said) -> Problem:
        """The sentence at its cell; a column that the sheet lacks is named as we name it."""
        column, heading = self.columns.get(said.key), self.headings.get(said.key)
        named = heading.heading if heading else column.bilingual if column else ""
        return Problem(
            sheet=self.sheet,
            row=self.number,
            column=named,
            place=heading.place if heading else None,
            code=said.code,
            zh=said.zh,
            en=said.en,
            value=shown(column, self.raw.get(said.key)) if column else "",
        )


def shown(column: Column, value: Any) -> str:
    """A cell as it may be read: private numbers masked."""
    text = "" if value is None else text_of(value).strip()
    mask = _MASKS.get(column.kind)
    if mask:
        return mask(text)
    return mask_phone(text) if column.is_private else text


def say(code: str, key: str = "", **params: Any) -> Said:
    """One of our own sentences."""
    return Said(key, code, *in_both(lambda: str(SENTENCES[code] % params)))


def in_both(sentence: Callable[[], str]) -> tuple[str, str]:
    """Chinese and English."""
    with override(CHINESE):
        chinese = sentence()
    with override(ENGLISH):
        return chinese, sentence()


def attempt(
    act: Callable[[], Result], key_of: Callable[[str], str] = str
) -> tuple[Result | None, list[Said]]:
    """What came of it, or why it was refused. `key_of`: field of a refusal → key of a column.

    Refusals are sentences by the time they are raised: whoever refuses is asked in each language.
    """
    try:
        return act(), []
    except (ValidationError, PermissionDenied) as refusal:
        first = list(_lines(refusal))
    chinese, english = _refused(act, CHINESE) or first, _refused(act, ENGLISH) or first
    return None, [
        Said(key_of(field), code, zh, en)
        for (field, code, zh), (_field, _code, en) in zip(chinese, english, strict=False)
    ]


def _refused(act: Callable[[], Any], language: str) -> list[tuple[str, str, str]]:
    """What is said in a language; should the act be allowed now, it is taken back all the same."""
    with override(language), transaction.atomic():
        try:
            act()
        except (ValidationError, PermissionDenied) as refusal:
            return list(_lines(refusal))
        finally:
            transaction.set_rollback(True)
    return []


def _lines(refusal: ValidationError | PermissionDenied) -> Iterator[tuple[str, str, str]]:
    """Field, code and sentence of each message."""
    if isinstance(refusal, PermissionDenied):
        yield "", OTHER_AREA, str(SENTENCES[OTHER_AREA])
        return
    by_field = getattr(refusal, "error_dict", None) or {NON_FIELD_ERRORS: refusal.error_list}
    for name, errors in by_field.items():
        for error in errors:
            for message in error.messages:
                yield "" if name == NON_FIELD_ERRORS else name, error.code or REFUSED, message
