"""A notice for the wall as plain data, for the browser's print and for the PDF alike.

It shows what the list shows (householder, group, people, category or else cause): no number of a
document or of a phone, and nothing about health beside a category.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from households import annex, mastheads, notices
from households.choices import Level, RoundKind
from households.models import MeetingOfRepresentatives, Notice, NoticeEntry
from povertyreg.documents import glyphs, qr, typesetting

ROWS_OF_A_SHEET: Final = 40
"""Two columns of twenty."""
A4, A3 = "a4", "a3"


@dataclass(frozen=True)
class Run:
    """Some words of the paragraph; the days are strong."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True)
class Poster:
    """`sheets`: each its one or two columns of rows; `mark`: the address in the QR code."""

    issuer: str
    kind: str
    number: str
    order: str
    title: str
    correction: str
    runs: list[Run]
    heads: list[str]
    sheets: list[list[list[list[str]]]]
    annex_title: str
    annex_heads: list[str]
    annex: list[list[str]]
    complaints: str
    scan: str
    fingerprint: str
    previous: str
    check: str
    sealed_by: str
    day: str
    posted: str
    mark: str

    def texts(self) -> Iterator[str]:
        """Every text of the poster, as it will be printed."""
        yield from _texts(asdict(self))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def poster(notice: Notice, origin: str) -> Poster:
    """`origin`: scheme and host of the server. The notice comes with its round and places."""
    entries = list(notice.entries.all())
    heads, rows = _table(notice, entries)
    fingerprint, before = notice.fingerprint, _head(notice.previous_sha256)
    return Poster(
        issuer=mastheads.issuer(notice),
        kind=mastheads.kind(notice),
        number=mastheads.number(notice),
        order=mastheads.order(notice),
        title=mastheads.title(notice),
        correction=_correction(notice),
        runs=_paragraph(notice, entries),
        heads=heads,
        sheets=_sheets(rows),
        annex_title=pgettext("poster", "Annex"),
        annex_heads=[_("Householder"), _("Group"), pgettext("poster", "What is to be said")],
        annex=_annex(notice),
        complaints=_complaints(notice),
        scan=_(
            "Or scan the code: there the list can be read and objected to, also without a name."
        ),
        fingerprint=_("Fingerprint of the list: %(head)s") % {"head": fingerprint},
        previous=_("the notice before: %(head)s") % {"head": before} if before else "",
        check=_("When the page on the internet has the same fingerprint, the list is unchanged."),
        sealed_by=_("%(issuer)s (seal)") % {"issuer": mastheads.who_seals(notice)},
        day=_day(notice.starts_on),
        posted=_("Posted by: ____________   on: ____________   at: ______   photos on file: ____"),
        mark=origin + notices.public_path(notice),
    )


def _head(sha256: str) -> str:
    return f"{sha256[:4]} {sha256[4:8]}".upper().strip()


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT")


def _days(notice: Notice) -> str:
    words = {"first": _day(notice.starts_on), "last": _day(notice.ends_on)}
    return _("%(first)s – %(last)s") % words


def _complaints(notice: Notice) -> str:
    return _("Objections are taken at: %(phone)s") % {"phone": notice.complaint_phone}


def _correction(notice: Notice) -> str:
    """The notice that this one replaces, and why."""
    if notice.corrects is None:
        return ""
    old = notice.corrects
    old.village, old.round = notice.village, notice.round
    return _("It replaces %(number)s of %(day)s. %(reason)s") % {
        "number": mastheads.number(old),
        "day": _day(old.starts_on),
        "reason": notice.corrects_because,
    }


def _paragraph(notice: Notice, entries: Sequence[NoticeEntry]) -> list[Run]:
    people = sum(entry.size for entry in entries)
    said = [
        _who_looked(notice, entries),
        mastheads.sentence(notice, households=len(entries), people=people),
        _("The list hangs for %(days)d days:") % {"days": notice.days},
    ]
    return [
        Run(_joined(said)),
        Run(_days(notice), is_strong=True),
        Run(_(". Whoever has an objection may say so within these days, with or without a name.")),
    ]


def _joined(sentences: Iterable[str]) -> str:
    """With a blank after each, where the language has one."""
    blank = "" if (get_language() or "").startswith("zh") else " "
    return "".join(f"{sentence}{blank}" for sentence in sentences if sentence)


def _who_looked(notice: Notice, entries: Sequence[NoticeEntry]) -> str:
    village = {"village": notice.village.name}
    if notice.level == Level.TOWNSHIP:
        return _("The township has checked the list of %(village)s.") % village
    if notice.level == Level.COUNTY:
        return _("The county has checked the list of %(village)s.") % village
    if (meeting := _meeting(notice, entries)) is None:
        return ""
    return _(
        "The representatives of %(village)s voted on %(day)s (%(entitled)d entitled, %(present)d "
        "present)."
    ) % {
        **village,
        "day": _day(meeting.held_on),
        "entitled": meeting.entitled,
        "present": meeting.present,
    }


def _meeting(notice: Notice, entries: Sequence[NoticeEntry]) -> MeetingOfRepresentatives | None:
    """The last one before the list hung that voted on its households."""
    held = MeetingOfRepresentatives.objects.filter(
        village=notice.village_id,
        round=notice.round_id,
        held_on__lte=notice.starts_on,
        ballots__case__in=[entry.case_id for entry in entries],
    )
    return held.order_by("-held_on", "-pk").first()


def _table(notice: Notice, entries: Sequence[Any]) -> tuple[list[str], list[list[str]]]:
    """Heads and rows: the cause stands where nobody has a category, the outcome in a look-back."""
    by_cause = not any(entry.category for entry in entries)
    has_outcome = notice.round.kind == RoundKind.LOOK_BACK
    what = _("Cause") if by_cause else _("Category")
    heads = [_("No."), _("Householder"), _("Group"), _("People"), what]
    rows = [
        [
            str(entry.position),
            entry.shown_name,
            _group(entry.group_number),
            str(entry.size),
            entry.get_cause_display() if by_cause else entry.get_category_display(),
            *([entry.get_outcome_display()] if has_outcome else []),
        ]
        for entry in entries
    ]
    return [*heads, *([_("Outcome")] if has_outcome else [])], rows


def sealed_lines(notice: Notice) -> list[str]:
    """What is sealed, as it stands on the poster in the reader's language: days, phone, lines."""
    rows = [*_table(notice, list(notice.entries.all()))[1], *_annex(notice)]
    return [_days(notice), _complaints(notice), *(" ".join(row) for row in rows)]


def _group(number: int | None) -> str:
    return _("group %(number)d") % {"number": number} if number else ""


def _sheets(rows: list[list[str]]) -> list[list[list[list[str]]]]:
    starts = range(0, len(rows), ROWS_OF_A_SHEET)
    return [_halves(rows[start : start + ROWS_OF_A_SHEET]) for start in starts]


def _halves(rows: list[list[str]]) -> list[list[list[str]]]:
    """The two columns of a sheet; a single line stands alone."""
    half = (len(rows) + 1) // 2
    return [rows[:half], rows[half:]] if half < len(rows) else [rows]


def _annex(notice: Notice) -> list[list[str]]:
    return [
        [said.name, _group(said.group_number), said.words]
        for said in annex.said(notice.remarks.all())
    ]


def pdf(paper: str, made: Poster) -> bytes:
    """On A4, or on A3 with letters as much larger as the sheet."""
    data = {
        **asdict(made),
        "paper": paper,
        "language": "zh" if (get_language() or "").startswith("zh") else "en",
        "page_of": _("Page {page} of {pages}"),
        "qr": qr.svg(made.mark).decode(),
    }
    return typesetting.pdf("poster.typ", data)


def missing(made: Poster) -> list[glyphs.Missing]:
    """Characters that the font of the PDF lacks."""
    return glyphs.missing_in(made.texts())
