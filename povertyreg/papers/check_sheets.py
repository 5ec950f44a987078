"""The sheet of a spot-check: whom the draw chose, by category, with room for what was found."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.choices import Level
from households.models import NoticeEntry
from households.spot_checks import Draw
from povertyreg import clock
from povertyreg.audit import trail
from povertyreg.documents.papers import Column, Note, Paper, Section, Signatures, Table
from povertyreg.documents.typesetting import papers_as_pdf
from povertyreg.papers.wording import day, joined
from villages.models import User

DECIDED_BY: Final[dict[str, str]] = {Level.TOWNSHIP: "accept_in_township", Level.COUNTY: "classify"}
"""The step before which a level makes its visits."""
HANDBOOK: Final = "docs/handbook/spot-checks.md"
SPARE: Final = 3
"""Empty rows for households that are visited besides."""


def print_sheet(draws: Sequence[Draw], *, by: User) -> bytes:
    """The sheet as a PDF; what the font lacks is printed as 〓. Who has it stands in the trail."""
    paper = check_sheet(draws, clock.today())
    notice, level = draws[0].notice, draws[0].by
    drawn = sum(len(one.drawn) for one in draws)
    made = papers_as_pdf([paper], title=paper.title, author=by.name)
    trail.record(
        by, "print_check_sheet", notice, area=notice.village_id, level=level, households=drawn
    )
    return made


def check_sheet(draws: Sequence[Draw], on: date) -> Paper:
    """One paper for all notices from which a village's households were drawn."""
    notice = draws[0].notice
    village = notice.village
    names = [village.township.county.name, village.township.name, village.name]
    return Paper(
        title=_title(draws[0].by),
        about=joined(" ".join(names), str(notice.round)),
        sections=[
            *(section for one in draws for section in _of_notice(one)),
            Section(_("Visited besides"), [_table([[""] * len(_columns())] * SPARE)]),
            _signed(),
        ],
        footer=joined(_("printed %(day)s") % {"day": day(on)}, notice.fingerprint),
    )


def _title(by: Level) -> str:
    return _("Spot-check of the county") if by == Level.COUNTY else _("Spot-check of the township")


def _of_notice(one: Draw) -> Iterable[Section]:
    said = _("%(drawn)d of %(listed)d households of %(level)s no. %(serial)d, %(day)s.") % {
        "drawn": len(one.drawn),
        "listed": one.listed,
        "level": one.notice.get_level_display(),
        "serial": one.notice.serial,
        "day": day(one.notice.starts_on),
    }
    yield Section("", [Note(said, small=False), *_seed(one)])
    entries = one.notice.entries.filter(position__in=list(one.drawn)).order_by("position")
    for category, alike in _by_category(entries).items():
        yield Section(category, [_table([_row(entry) for entry in alike])])


def _seed(one: Draw) -> list[Note]:
    notes = [
        Note(_("Seed: %(seed)s") % {"seed": one.seed}),
        Note(_("How anybody draws the same: %(handbook)s") % {"handbook": HANDBOOK}),
    ]
    if one.seen:
        numbers = " ".join(str(position) for position in sorted(one.seen))
        notes.insert(1, Note(_("Visited by the township before: no. %(n)s") % {"n": numbers}))
    return notes


def _by_category(entries: Iterable[NoticeEntry]) -> dict[str, list[NoticeEntry]]:
    found: dict[str, list[NoticeEntry]] = {}
    for entry in entries:
        found.setdefault(entry.get_category_display(), []).append(entry)  # type: ignore[attr-defined]
    return found


def _columns() -> list[Column]:
    return [
        Column(pgettext("column", "No."), 0.5),
        Column(pgettext("column", "Householder"), 1.3),
        Column(pgettext("column", "Group"), 0.7),
        Column(pgettext("column", "People"), 0.7),
        Column(pgettext("column", "Cause"), 1.2),
        Column(pgettext("column", "Found at the home"), 3, "left"),
        Column(pgettext("column", "Agrees with the file"), 1.1),
        Column(pgettext("column", "Signed by the household"), 1.4),
    ]


def _table(rows: list[list[str]]) -> Table:
    return Table(_columns(), rows, pen=True)


def _row(entry: NoticeEntry) -> list[str]:
    group = "" if entry.group_number is None else str(entry.group_number)
    answers = f"{pgettext('answer', 'yes')}  /  {pgettext('answer', 'no')}"
    cause = entry.get_cause_display()  # type: ignore[attr-defined]
    return [
        str(entry.position), entry.shown_name, group, str(entry.size), cause, "", answers, "",
    ]  # fmt: skip


def _signed() -> Section:
    labels = [_("First checker"), _("Second checker"), _("For the village"), _("Date")]
    return Section("", [Signatures(labels)])
