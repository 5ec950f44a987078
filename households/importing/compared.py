"""What a workbook says and the register takes from elsewhere: compared, and a difference told.

Computed figures, the classification, the householder's name on the household's row, the number by
which the file calls a household that was known by its people.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from households.checks import facts
from households.choices import Document, Relation, State
from households.dossier import Person
from households.importing import columns
from households.importing.draft import Change, Draft
from households.importing.row import Masked, Row
from households.models import Member

_GIVEN: Final = _("The county's classification says otherwise; the category is not changed here.")
_COMPUTED: Final = _("This is computed from the rows and not taken; the file says %(value)s.")
_CLASSIFIED: Final = _(
    "This comes from the classification and is not taken here; the file says %(value)s."
)
_PINYIN: Final = _("This follows from the name and is not taken; the file says %(value)s.")
_HEAD: Final = _(
    "Another person is the householder: this is only compared. Change it with the people."
)
_NUMBER: Final = _(
    "The household has another number; it was known by its people. The number is not changed."
)
_YEAR: Final = _("This row is of another year than the import. Bring it in under its own year.")

_HAS_A_NUMBER: Final = _(
    "There is an ID number, so there is a document. Choose it, or take the number out."
)
_HAS_NO_NUMBER: Final = _(
    "There is no ID number, so no document can be chosen. Enter the number, or leave this empty."
)
_DOCUMENT: Final = "member.document_kind"

Said = Mapping[str, tuple[Any, Row]]


def look_at(draft: Draft, said: Said) -> None:
    """Note every difference; hold what is of another year."""
    if columns.CATEGORY_THERE in said:
        _look_at_category(draft, *said[columns.CATEGORY_THERE])
    _look_at_year(draft)
    _look_at_number(draft)
    for key, known, sentence in (*_of_the_record(draft), *_of_the_head(draft)):
        if key in said:
            _compare(draft, key, known, sentence)
    for position, row in draft.row_of.items():
        _look_at_person(draft, draft.file.people[position].member, row)


def _compare(draft: Draft, key: str, known: Any, sentence: Any) -> None:
    """On every row that says it; what several rows say alike is told once."""
    told = set()
    for row in draft.group.rows:
        value = row.cells.get(key)
        if value is not None and value not in told and not _is(key, known, value, row):
            told.add(value)
            _note(draft, row, key, sentence)


def _look_at_person(draft: Draft, member: Member, row: Row) -> None:
    key = "seen.pinyin"
    if member.pinyin and key in row.cells and not _is(key, member.pinyin, row.cells[key], row):
        _note(draft, row, key, _PINYIN)
    if _DOCUMENT in row.cells and columns.ID_NUMBER not in row.raw:
        says_none = row.cells[_DOCUMENT] == Document.NONE
        if says_none == bool(member.id_number):
            sentence = _HAS_A_NUMBER if says_none else _HAS_NO_NUMBER
            draft.problems.append(row.problem(_DOCUMENT, "document_contradicts", sentence))


def _is(key: str, known: Any, said: Any, row: Row) -> bool:
    return bool(said == known or row.is_as_stored(key, known))


def _note(draft: Draft, row: Row, key: str, sentence: Any) -> None:
    """A private number is told masked."""
    told = facts.said(key.partition(".")[2], row.cells[key])[:60]
    draft.notes.append(row.problem(key, "compared", sentence, told, {"value": told}))


Known = tuple[str, Any, Any]
"""Key of a column, what the register has, and what to tell where the file says otherwise."""


def _of_the_record(draft: Draft) -> Iterator[Known]:
    """A record that is new has no figures yet, and no state."""
    record, people = draft.file.year, draft.file.people
    if people:
        yield "seen.size", len(people), _COMPUTED
    if record._state.adding:
        return
    for name in ("net_income", "net_income_per_head"):
        figure: Any = getattr(record, name)
        if isinstance(figure, Decimal):
            yield f"seen.{name}", figure, _COMPUTED
    since, is_out = record.state_since, record.state == State.EXITED
    yield "seen.state", record.state or None, _CLASSIFIED
    yield "seen.exit_year", str(since.year) if since and is_out else None, _CLASSIFIED
    yield "seen.state_since", since.isoformat() if since else None, _CLASSIFIED
    yield "seen.keeps_support", record.keeps_support, _CLASSIFIED
    first = draft.file.household.first_identified_in
    yield "seen.first_identified", str(first) if first else None, _CLASSIFIED


def _of_the_head(draft: Draft) -> Iterator[Known]:
    """Where the household has a row of its own; on the rows of people the name says it."""
    head = _head(draft.file.people)
    if head is None:
        return
    member, row = head.member, draft.head_row
    is_masked = isinstance(row.cells.get(columns.HEAD_ID), Masked)
    yield columns.HEAD, member.name, _HEAD
    yield columns.HEAD_ID, member.masked_id_number if is_masked else member.id_number, _HEAD
    if draft.group.own and member.pinyin:
        yield "seen.pinyin", member.pinyin, _PINYIN


def _head(people: list[Person]) -> Person | None:
    return next((one for one in people if one.year.relation == Relation.HOUSEHOLDER), None)


def _look_at_year(draft: Draft) -> None:
    for row in draft.group.rows:
        said = row.cells.get("seen.year", draft.file.year.year)
        if said != draft.file.year.year:
            draft.problems.append(row.problem("seen.year", "other_year", _YEAR, str(said)))


def _look_at_number(draft: Draft) -> None:
    """A new household has any sign of the clerk's own."""
    household = draft.file.household
    known = {None, household.number, household.national_number}
    for row in draft.group.rows if not draft.is_new else ():
        said = row.cells.get(columns.NUMBER)
        if said not in known and not row.is_as_stored(columns.NUMBER, household.national_number):
            draft.notes.append(row.problem(columns.NUMBER, "other_number", _NUMBER, str(said)[:40]))


def _look_at_category(draft: Draft, value: str, row: Row) -> None:
    """The category goes where it is applied for."""
    record, key = draft.file.year, columns.CATEGORY_THERE
    if record.category:
        if record.category != value:
            draft.notes.append(row.problem(key, "classified", _GIVEN, value))
    elif (record.proposed_category or None) != value:
        before = record.proposed_category or None
        draft.changes.append(Change(None, columns.CATEGORY, before, value, row))
        record.proposed_category = value
