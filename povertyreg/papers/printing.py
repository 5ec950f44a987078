"""Printing: a paper is drawn, held against the font, typeset, and noted in the trail."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.models import Household, MeetingOfRepresentatives
from households.querysets import HouseholdQuerySet
from povertyreg.audit import trail
from povertyreg.documents.glyphs import GETA, Missing, code_points, missing_in
from povertyreg.documents.papers import Column, Note, Paper, Section, Table
from povertyreg.documents.typesetting import papers_as_pdf
from povertyreg.documents.word import paper_as_word
from povertyreg.papers.catalogue import Kind, drawn, in_two
from povertyreg.papers.records import Records
from villages.models import Village

if TYPE_CHECKING:
    from villages.models import User

JOINED = ("village__township__county", "group", "householder")


class Unprintable(Exception):
    """The font lacks characters of this paper."""

    def __init__(self, missing: list[Missing]) -> None:
        self.missing = missing
        super().__init__(len(missing))


def households_for(reader: "User") -> HouseholdQuerySet[Household]:
    """The households of the reader's area, with what the head of a paper names."""
    return Household.objects.visible_to(reader).select_related(*JOINED)


def draw(kind: Kind, household: Household, *, by: "User", year: int, origin: str) -> Paper:
    """Draw one paper and note who has it."""
    records = Records(household, by, year)
    paper = drawn(kind, records, origin)
    _note(kind, household, by, records.year)
    return paper


def draw_to_print(
    kind: Kind, household: Household, *, by: "User", year: int, origin: str, marked: bool
) -> bytes:
    """The paper as a PDF. Raises Unprintable, unless gaps are to be `marked` with 〓."""
    records = Records(household, by, year)
    paper = drawn(kind, records, origin)
    missing = missing_in(paper.texts())
    if missing and not marked:
        raise Unprintable(missing)
    made = papers_as_pdf([paper], title=paper.title, author=by.name)
    _note(kind, household, by, records.year)
    return made


def _note(kind: Kind, household: Household, by: "User", year: int) -> None:
    area, version = household.village_id, household.version
    trail.record(by, kind.act, household, area=area, year=year, version=version)


def of_meeting(paper: Paper, meeting: MeetingOfRepresentatives, form: str, *, by: "User") -> bytes:
    """The minutes as "pdf" or "docx", noted in the trail.

    Where the font lacks a character the PDF has 〓, to be written over by hand.
    """
    trail.record(by, "print_minutes", meeting, area=meeting.village_id, form=form)
    if form == "docx":
        return paper_as_word(paper, author=by.name)
    return papers_as_pdf([paper], title=paper.title, author=by.name)


def of_list(paper: Paper, village: Village, act: str, *, by: "User") -> bytes:
    """A paper about a list of the village, noted in the trail."""
    trail.record(by, act, village, area=village.pk)
    return papers_as_pdf([paper], title=paper.title, author=by.name)


def list_of_gaps(found: Sequence[tuple[Household, Missing]]) -> Paper:
    """The last page of a pile: where 〓 is to be written over by hand."""
    columns = [
        Column(pgettext("column", "Household number"), 1.4),
        Column(pgettext("column", "Code points"), 1.2),
        Column(pgettext("column", "Printed as"), 3, "left"),
    ]
    rows = [
        [in_two(household.number), code_points(missing.characters), missing.where]
        for household, missing in found
    ]
    said = _("%(mark)s stands for a character that the font lacks. Write it over by hand.")
    return Paper(
        title=_("Characters to write by hand"),
        about="",
        sections=[Section("", [Note(said % {"mark": GETA}, small=False), Table(columns, rows)])],
        footer="",
    )
