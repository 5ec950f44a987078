"""Whether a household of a workbook may be written as it is: the rules of the file, asked once."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from households import checks, claims
from households.checks import Found, stored
from households.checks.facts import said
from households.checks.rulebook import BY_ID
from households.importing import columns
from households.importing.draft import Change, Draft
from households.importing.row import Group, Row
from households.importing.standing import Standing
from households.models import Member
from povertyreg.exchange.columns import Problem
from villages.models import User

_CLOSED: Final = _("This file is closed and cannot be changed.")
_SEALED: Final = _(
    "This household stands in a posted list. The file can be changed after the round."
)
_LATER: Final = _("A later year is on file: this one can no longer be begun.")
_NOBODY_NEW: Final = _(
    "In an earlier year nobody is added. Bring the latest year, or record a change with its day."
)
_TWICE: Final = _("This ID number stands in two rows of the file. Correct one of them.")
_FUTURE: Final = _("The birth date lies in the future. Correct it.")
_NO_NAME: Final = _("The name is missing. Enter it.")

_OF_THE_NUMBER: Final = {"id_number", "no_id_reason", "document_kind", "birth_date", "sex"}
"""What a person's number says, or is asked for where there is none."""


def judge(
    drafts: Sequence[Draft],
    standing: Standing,
    twice: Set[bytes],
    *,
    year: int,
    today: date,
    by: User,
) -> list[list[Found]]:
    """Add to each draft what holds it; answers with what the rules found in each.

    `twice`: people who stand in two rows of the file.
    """
    elsewhere = _elsewhere(drafts, standing, by)
    for draft in filter(_is_judged, drafts):
        _judge_household(draft, standing)
        for position, row in draft.row_of.items():
            _judge_person(draft, position, row, today)
            _judge_claim(draft, row, twice, elsewhere)
    return _ask_the_rules(drafts, year, today)


def _is_judged(draft: Draft) -> bool:
    """What a workbook leaves as it is, is not to answer for what the register has."""
    return bool(draft.is_new or draft.changes or draft.problems)


def _judge_household(draft: Draft, standing: Standing) -> None:
    household, row = draft.file.household, draft.head_row
    if draft.is_new:
        return
    reasons = {
        "closed": (household.closed_on is not None, _CLOSED),
        "sealed": (household.pk in standing.sealed, _SEALED),
        "later_year": (household.pk in standing.unwritable, _LATER),
        "nobody_new": (household.pk in standing.earlier and draft.new_people, _NOBODY_NEW),
    }
    for code, (holds, text) in reasons.items():
        if holds:
            draft.problems.append(row.problem("", code, text))


def _judge_person(draft: Draft, position: int, row: Row, today: date) -> None:
    """The number gives birth date and sex; a contradiction is told at its cell."""
    member = draft.file.people[position].member
    before = {name: getattr(member, name, None) for name in ("birth_date", "sex", "document_kind")}
    _leave_out_what_the_number_gives(member, row)
    try:
        member.clean()
    except ValidationError as wrong:
        _tell(draft, row, wrong)
        return
    born: date | None = member.birth_date
    if born and born > today:
        key = columns.ID_NUMBER if member.id_number else "member.birth_date"
        draft.problems.append(row.problem(key, "future", _FUTURE))
    if not member.name:
        draft.problems.append(row.problem(columns.NAME, "no_name", _NO_NAME))
    if not draft.is_new and position not in draft.new_people:
        _note_derived(draft, position, row, before)


def _leave_out_what_the_number_gives(member: Member, row: Row) -> None:
    """With a new number, what the old one gave is read anew, unless the file says it itself."""
    if columns.ID_NUMBER not in row.cells or not member.id_number:
        return
    for name in ("birth_date", "sex"):
        if f"member.{name}" not in row.cells:
            setattr(member, name, None if name == "birth_date" else "")
    if "member.document_kind" not in row.cells:
        member.document_kind = "09" if member.document_kind not in ("03",) else "03"
    if member.no_id_reason and "member.no_id_reason" not in row.cells:
        member.no_id_reason = ""


def _note_derived(draft: Draft, position: int, row: Row, before: Mapping[str, Any]) -> None:
    """What follows from a new number is a change too, and is shown as one."""
    member = draft.file.people[position].member
    known = {(one.whose, one.key) for one in draft.changes}
    for name, was in before.items():
        now, key = getattr(member, name), f"member.{name}"
        if now != was and (position, key) not in known:
            draft.changes.append(Change(position, key, was or None, now, row))


def _tell(draft: Draft, row: Row, wrong: ValidationError) -> None:
    unread = _unread(row)
    for name, errors in wrong.error_dict.items():
        if name in unread:
            continue
        key = f"member.{name}" if f"member.{name}" in row.cells else ""
        at = key or (columns.ID_NUMBER if columns.ID_NUMBER in row.cells else "")
        for error in errors:
            draft.problems.append(
                row.problem(
                    at, str(error.code or name), error.message, _shown(row, at), error.params
                )
            )


def _unread(row: Row) -> set[str]:
    """Fields of a person whose cells could not be read: what is missing there is told already."""
    places = {problem.place for problem in row.problems}
    keys = {one.key for one in row.table.placed if one.place in places}
    names = {key.removeprefix("member.") for key in keys}
    return names | (_OF_THE_NUMBER if columns.ID_NUMBER in keys else set())


def _shown(row: Row, key: str) -> str:
    return said(key.partition(".")[2], row.cells.get(key, ""))


def twice(groups: Iterable[Group]) -> Set[bytes]:
    """The people who stand in two rows of the file."""
    counted = Counter(row.digest for group in groups for row in group.people if row.digest)
    return {digest for digest, count in counted.items() if count > 1}


def _elsewhere(
    drafts: Iterable[Draft], standing: Standing, by: User
) -> Mapping[bytes, Callable[[], str]]:
    """For the people who are on file in another household: what gives the sentence."""
    foreign = [
        standing.claims[row.digest]
        for draft in drafts
        for row in draft.row_of.values()
        if row.digest in standing.claims
        and standing.claims[row.digest].household_id != draft.file.household.pk
    ]
    said_in = {}
    for language in _LANGUAGES:
        with override(language):
            said_in[language] = claims.elsewhere_of(foreign, by)

    def sentence(digest: bytes) -> Callable[[], str]:
        return lambda: said_in[str(get_language())][digest]

    return {digest: sentence(digest) for digest in said_in[_LANGUAGES[0]]}


_LANGUAGES: Final = ("zh-hans", "en")


def _judge_claim(
    draft: Draft, row: Row, twice: Set[bytes], elsewhere: Mapping[bytes, Callable[[], str]]
) -> None:
    if row.digest is None:
        return
    at = _shown(row, columns.ID_NUMBER)
    if row.digest in twice:
        draft.problems.append(row.problem(columns.ID_NUMBER, "twice", _TWICE, at))
    if row.digest in elsewhere:
        draft.problems.append(row.problem(columns.ID_NUMBER, "P-05", elsewhere[row.digest], at))


def _ask_the_rules(drafts: Sequence[Draft], year: int, today: date) -> list[list[Found]]:
    """All rules of the file: what is enforced holds the household, the rest is noted."""
    asked = [draft for draft in drafts if _is_judged(draft) and not draft.problems]
    pks = [draft.file.household.pk for draft in asked if not draft.is_new]
    before = {pk: file for (pk, _year), file in stored.files(pks, [year - 1]).items()}
    found = checks.run_all([d.file for d in asked], year, today=today, before=before)
    of_draft = {id(draft): one for draft, one in zip(asked, found, strict=True)}
    for draft in asked:
        for one in of_draft[id(draft)]:
            if BY_ID[one.rule].is_enforced:
                draft.problems.append(_enforced(draft, one))
    return [of_draft.get(id(draft), []) for draft in drafts]


def _enforced(draft: Draft, one: Found) -> Problem:
    row = draft.head_row if one.row is None else draft.row_of.get(one.row, draft.head_row)
    key = next((f"{part}.{one.field}" for part in columns.MODELS
                if f"{part}.{one.field}" in row.cells), "")  # fmt: skip
    whose = "" if one.row is None else draft.file.people[one.row].member.name
    return replace(row.problem(key, one.rule, one.text, one.value, one.params), whose=whose)
