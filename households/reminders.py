"""What is missing in a place of a round, and by when, as a text that can be sent to it."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy, pgettext

from households.board import Board, Deadline, Row
from households.choices import Stage
from households.models import Round
from households.ways import next_stage
from povertyreg.wording import enumerated
from villages.models import Township, Village

DAY = "MONTH_DAY_FORMAT"


class Reminder(NamedTuple):
    """A place, and the text for it in the reader's language."""

    place: Village | Township
    text: str


_WAITS: Final[dict[Stage, Any]] = {
    Stage.SURVEYED: ngettext_lazy(
        "%(count)d household waits for the home visit",
        "%(count)d households wait for the home visit",
        "count",
    ),
    Stage.NOMINATED: ngettext_lazy(
        "%(count)d household waits for the meeting of representatives",
        "%(count)d households wait for the meeting of representatives",
        "count",
    ),
    Stage.COMPARED: ngettext_lazy(
        "%(count)d household waits for the comparison by the county",
        "%(count)d households wait for the comparison by the county",
        "count",
    ),
    Stage.APPRAISED_AGAIN: ngettext_lazy(
        "%(count)d household waits for the second meeting",
        "%(count)d households wait for the second meeting",
        "count",
    ),
    Stage.VILLAGE_PUBLICITY: ngettext_lazy(
        "the village list of %(count)d household is not posted yet",
        "the village list of %(count)d households is not posted yet",
        "count",
    ),
    Stage.VILLAGE_PASSED: ngettext_lazy(
        "the village notice of %(count)d household is not closed yet",
        "the village notice of %(count)d households is not closed yet",
        "count",
    ),
    Stage.TOWNSHIP_ACCEPTED: ngettext_lazy(
        "%(count)d household waits for the township's check",
        "%(count)d households wait for the township's check",
        "count",
    ),
    Stage.TOWNSHIP_PUBLICITY: ngettext_lazy(
        "the township list of %(count)d household is not posted yet",
        "the township list of %(count)d households is not posted yet",
        "count",
    ),
    Stage.TOWNSHIP_PASSED: ngettext_lazy(
        "the township notice of %(count)d household is not closed yet",
        "the township notice of %(count)d households is not closed yet",
        "count",
    ),
    Stage.CLASSIFIED: ngettext_lazy(
        "%(count)d household waits for the county's decision",
        "%(count)d households wait for the county's decision",
        "count",
    ),
    Stage.ANNOUNCED: ngettext_lazy(
        "%(count)d household waits for the announcement",
        "%(count)d households wait for the announcement",
        "count",
    ),
}
"""By the stage that is to be reached next."""


def reminders(board: Board, round_: Round) -> list[Reminder]:
    """One for each place that is late, or has a village where nobody has applied."""
    return [
        Reminder(row.place, _text(row, round_))
        for row in board.rows
        if row.late or (row.not_begun and row.deadline)
    ]


def together(found: Iterable[Reminder]) -> str:
    """All of them in one text, for a group chat or a circular."""
    return "\n\n".join(reminder.text for reminder in found)


def _text(row: Row, round_: Round) -> str:
    missing = pgettext("between the clauses of a sentence", "; ").join(_missing(row, round_))
    return _(
        "To %(place)s. In the %(round)s, %(missing)s. Please see to it in time, and let us know "
        "if something holds you up. Thank you."
    ) % {"place": row.place.name, "round": round_, "missing": missing}


def _missing(row: Row, round_: Round) -> Iterator[str]:
    first = row.deadlines.get(row.way[0])
    if row.not_begun and first:
        yield _with_day(_nobody_applied(row), first)
    for due in row.late:
        following = next_stage(round_.variant, due.stage)
        if following and (count := row.counts[due.stage]):
            yield _with_day(str(_WAITS[following] % {"count": count}), due)


def _nobody_applied(row: Row) -> str:
    """A township is told which of its villages."""
    if row.not_begun == [row.place]:
        return _("no household has applied yet")
    return ngettext(
        "no household of %(names)s has applied yet",
        "no household of %(count)d villages (%(names)s) has applied yet",
        len(row.not_begun),
    ) % {"count": len(row.not_begun), "names": enumerated(v.name for v in row.not_begun)}


def _with_day(what: str, due: Deadline) -> str:
    day = date_format(due.day, DAY)
    if not due.is_late:
        return _("%(what)s (the day for it is %(day)s)") % {"what": what, "day": day}
    return ngettext(
        "%(what)s (the day for it was %(day)s, %(late)d day ago)",
        "%(what)s (the day for it was %(day)s, %(late)d days ago)",
        -due.days,
    ) % {"what": what, "day": day, "late": -due.days}
