"""The annex of a list: what changed since the village's list, and what came of objections.

It names a household as the board does (householder and group) and says codes, which every reader
gets in the own language. Each thing is said once: a correction repeats what it replaces.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.choices import (
    Decision,
    Level,
    ObjectionKind,
    Outcome,
    RejectionGround,
    Remark,
    Stage,
)
from households.codes import code_lists
from households.models import Notice, NoticeEntry, NoticeRemark, Objection
from povertyreg.wording import about, enumerated

_DECIDED: Final = {Decision.UPHELD: Remark.UPHELD, Decision.DISMISSED: Remark.DISMISSED}
_COMPARED: Final = ("category", "size", "outcome")
_BEFORE_THE_LIST: Final = (
    Stage.APPLIED,
    Stage.SURVEYED,
    Stage.NOMINATED,
    Stage.COMPARED,
    Stage.APPRAISED_AGAIN,
)


def remarks_for(notice: Notice, entries: Sequence[NoticeEntry]) -> list[NoticeRemark]:
    """The annex of a notice that is about to be posted with these lines, in order of position."""
    found = [*_differences(notice, entries), *_outcomes(notice)]
    for position, remark in enumerate(found, start=1):
        remark.position = position
        remark.village_id, remark.county_code = notice.village_id, notice.village_id[:6]
    return found


def _differences(notice: Notice, entries: Sequence[NoticeEntry]) -> Iterator[NoticeRemark]:
    """Against the lists that hung in the village, on each of the lists after them."""
    if notice.level == Level.VILLAGE:
        return
    in_village = _in_village(notice)
    listed = {entry.case_id for entry in entries}
    yield from (_of(entry, Remark.ADDED) for entry in entries if entry.case_id not in in_village)
    told = _told_to_have_left(notice)
    for case, before in in_village.items():
        how = _how_it_left(before)
        if how and case not in listed and told.get(case, 0) < before.notice_id:
            yield _of(before, Remark.LEFT, how)
    for entry in entries:
        if changes := _changes(in_village.get(entry.case_id), entry):
            yield _of(entry, Remark.CHANGED, changes)


def _in_village(notice: Notice) -> dict[int, NoticeEntry]:
    """Case → its line on the last list of the village on which it stood."""
    lines = NoticeEntry.objects.filter(
        village=notice.village_id, notice__round=notice.round_id, notice__level=Level.VILLAGE
    )
    return {
        line.case_id: line for line in lines.select_related("case").order_by("notice", "position")
    }


def _told_to_have_left(notice: Notice) -> dict[int, int]:
    """Case → the last notice of this level that said so, other than the one that is corrected."""
    said = _said_before(notice).filter(kind=Remark.LEFT, notice__level=notice.level)
    return dict(said.order_by("notice").values_list("case", "notice"))


def _said_before(notice: Notice) -> "QuerySet[NoticeRemark]":
    """By notices that stand; what is corrected, and what was, is said once more."""
    said = NoticeRemark.objects.filter(
        village=notice.village_id, notice__round=notice.round_id, notice__corrected_by=None
    )
    return said.exclude(notice=notice.corrects_id) if notice.corrects_id else said


def _how_it_left(line: NoticeEntry) -> str:
    """Rejected on a ground, withdrawn or sent back; a household on its way has not left."""
    case = line.case
    if case.stage == Stage.REJECTED:
        return f"rejected:{case.rejected_because}"
    if case.stage == Stage.WITHDRAWN:
        return "withdrawn"
    return "returned" if case.stage in _BEFORE_THE_LIST else ""


def _changes(before: NoticeEntry | None, now: NoticeEntry) -> str:
    """As "size:3>4;category:01>04": what both lists say, and say differently."""
    pairs = [(name, getattr(before, name, ""), getattr(now, name)) for name in _COMPARED]
    if now.outcome == Outcome.REMOVED:  # what a removed household was called does not matter
        pairs = [pair for pair in pairs if pair[0] != "category"]
    return ";".join(f"{name}:{old}>{new}" for name, old, new in pairs if old and old != new)


def _outcomes(notice: Notice) -> Iterator[NoticeRemark]:
    """Objections of the round that were decided and that no list has told of yet."""
    told = _said_before(notice).filter(objection__isnull=False)
    decided = Objection.objects.filter(
        village=notice.village_id, notice__round=notice.round_id, decision__gt=""
    ).exclude(pk__in=told.values("objection"))
    named = decided.select_related("case__household__householder", "case__household__group")
    for objection in named.order_by("decided_on", "pk"):
        yield NoticeRemark(
            kind=_DECIDED[Decision(objection.decision)],
            objection=objection,
            detail=objection.kind,
            **_whom(objection),
        )


def _whom(objection: Objection) -> dict[str, Any]:
    """The household of its case, or the one that was named because it has none."""
    if objection.case is None:
        return {"householder": objection.about_name, "group_number": objection.about_group}
    household = objection.case.household
    householder = household.householder
    return {
        "case": objection.case,
        "householder": householder.name if householder else objection.about_name,
        "householder_pinyin": householder.pinyin if householder else "",
        "group_number": household.group.number if household.group else None,
    }


def _of(line: NoticeEntry, kind: Remark, detail: str = "") -> NoticeRemark:
    return NoticeRemark(
        kind=kind,
        case=line.case,
        householder=line.householder,
        householder_pinyin=line.householder_pinyin,
        group_number=line.group_number,
        detail=detail,
    )


def in_words(remark: NoticeRemark) -> str:
    """What it says of the household, in the reader's language."""
    kind, detail = Remark(remark.kind), remark.detail
    match kind:
        case Remark.LEFT:
            said = _left_in_words(detail)
        case Remark.CHANGED:
            said = enumerated(_changed_in_words(detail.split(";")))
        case Remark.UPHELD | Remark.DISMISSED:
            said = str(_label(ObjectionKind, detail))
        case _:
            said = ""
    return about(kind.label, said) if said else str(kind.label)


def _left_in_words(detail: str) -> str:
    how, _colon, ground = detail.partition(":")
    words: Mapping[str, str] = {
        "rejected": about(pgettext("annex", "rejected"), _label(RejectionGround, ground)),
        "withdrawn": pgettext("annex", "withdrawn at its own wish"),
        "returned": pgettext("annex", "sent back to be surveyed again"),
    }
    return words.get(how, how)


def _changed_in_words(changes: Iterable[str]) -> Iterator[str]:
    for change in changes:
        name, _colon, values = change.partition(":")
        old, _mark, new = values.partition(">")
        labels = {"category": _("category"), "size": _("people"), "outcome": _("outcome")}
        yield _("%(what)s %(old)s → %(new)s") % {
            "what": labels.get(name, name),
            "old": _value(name, old),
            "new": _value(name, new),
        }


def _value(name: str, code: str) -> str:
    if not code:
        return pgettext("annex", "none")
    if name == "category":
        return code_lists()["category"].label(code)
    return str(_label(Outcome, code)) if name == "outcome" else code


def _label(choices: Any, code: str) -> Any:
    """A code that is not in the list any more is shown as it was written."""
    return choices(code).label if code in choices.values else code


class Said(NamedTuple):
    """A line of an annex as it is shown: whom it is about, and what it says."""

    name: str
    group_number: int | None
    words: str


def said(remarks: Iterable[NoticeRemark]) -> list[Said]:
    """The annex in the reader's language."""
    return [Said(remark.shown_name, remark.group_number, in_words(remark)) for remark in remarks]
