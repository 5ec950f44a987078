"""The papers of a whole village as one file: asked for, and made by a worker."""

from dataclasses import dataclass
from typing import IO, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from households.codes import code_lists
from households.models import Household
from households.refusals import require
from povertyreg.audit import trail
from povertyreg.documents.glyphs import Missing, missing_in
from povertyreg.documents.piling import Pile
from povertyreg.jobs import queue
from povertyreg.jobs.kinds import Kind as JobKind
from povertyreg.jobs.kinds import Progress, Result
from povertyreg.jobs.models import Job
from povertyreg.papers.catalogue import FOR_A_VILLAGE, Kind, drawn, in_two
from povertyreg.papers.printing import households_for, list_of_gaps
from povertyreg.papers.records import Records
from villages.models import User, Village

PRINT = "households.print_village"
NAMED = 5
"""So many households with missing characters are named in the message; the last page has all."""


@dataclass(frozen=True)
class Order:
    """What is printed: papers (by name) of a village's households in a year, of one category."""

    village: Village
    papers: tuple[str, ...]
    year: int
    category: str
    origin: str

    @property
    def kinds(self) -> list[Kind]:
        return [kind for slug, kind in FOR_A_VILLAGE.items() if slug in self.papers]

    @property
    def title(self) -> str:
        words = [" + ".join(str(kind.title) for kind in self.kinds), self.village.name]
        if self.category:
            words.append(code_lists()["category"].label(self.category))
        return " · ".join([*words, str(self.year)])

    @property
    def file_name(self) -> str:
        names = "-".join([*self.papers, self.category] if self.category else self.papers)
        return f"{self.village.pk}-{self.year}-{names}.pdf"

    def households(self, reader: User) -> Any:
        """By group and number, as they are handed out."""
        wanted = {"category": self.category} if self.category else {}
        rows = households_for(reader).in_area(self.village.pk).on_file()
        return rows.having_year(self.year, **wanted).order_by("group__number", "number")


def ask(order: Order, *, by: User) -> Job:
    """Have a worker print it."""
    return queue.ask(
        "papers",
        by=by,
        area=order.village.pk,
        papers=order.papers,
        year=order.year,
        category=order.category,
        origin=order.origin,
    )


def make(order: Order, *, by: User, tell: Progress) -> tuple[IO[bytes], str]:
    """The file, and what is to be said with it. Raises ValidationError when there is nobody."""
    households = list(order.households(by))
    require(bool(households), _("No household of the village is on file with this choice."))
    pile = Pile(title=order.title, author=by.name)
    found: list[tuple[Household, Missing]] = []
    for done, household in enumerate(households):
        tell(done, len(households))
        records = Records(household, by, order.year)
        for kind in order.kinds:
            paper = drawn(kind, records, order.origin)
            found += [(household, gap) for gap in missing_in(paper.texts())]
            pile.lay(paper)
    if found:
        pile.lay(list_of_gaps(found))
    file = pile.finished()
    tell(len(households), len(households))
    _note(order, by, len(households))
    return file, _message(found)


def _note(order: Order, by: User, households: int) -> None:
    trail.record(
        by,
        "print_village",
        order.village,
        area=order.village.pk,
        year=order.year,
        papers="、".join(order.papers),
        households=households,
    )


def _message(found: list[tuple[Household, Missing]]) -> str:
    """Which households have characters that the font lacks."""
    numbers = list(dict.fromkeys(in_two(household.number) for household, _missing in found))
    if not numbers:
        return ""
    said = ngettext(
        "%(n)d household has characters that the font lacks: %(numbers)s. They are printed as 〓 "
        "and listed on the last page; write them over by hand.",
        "%(n)d households have characters that the font lacks: %(numbers)s. They are printed as 〓 "
        "and listed on the last page; write them over by hand.",
        len(numbers),
    )
    shown = "; ".join(numbers[:NAMED]) + (" …" if len(numbers) > NAMED else "")
    return said % {"n": len(numbers), "numbers": shown}


def _order_of(job: Job) -> Order:
    """Made anew, so that the rights of today decide."""
    asked = job.params
    village = get_object_or_404(Village.objects.visible_to(job.requested_by), pk=job.area_code)
    return Order(village, tuple(asked["papers"]), asked["year"], asked["category"], asked["origin"])


def _allows(job: Job) -> bool:
    villages = Village.objects.visible_to(job.requested_by)
    village = villages.filter(pk=job.area_code).first()
    return village is not None and job.requested_by.has_perm(PRINT)


def _title(job: Job) -> str:
    """The requester may have lost the area: its name is not asked for through his rights."""
    asked = job.params
    village = Village(pk=job.area_code) if not _allows(job) else _order_of(job).village
    return Order(village, tuple(asked["papers"]), asked["year"], asked["category"], "").title


def _run(job: Job, tell: Progress) -> Result:
    order = _order_of(job)
    file, message = make(order, by=job.requested_by, tell=tell)
    return Result(file, order.file_name, message)


JOB = JobKind(
    allows=_allows,
    title=_title,
    unit=lambda: str(gettext_lazy("households")),
    run=_run,
)
