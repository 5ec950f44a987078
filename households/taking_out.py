"""The board of a round as a workbook, with an entry in the trail."""

from io import BytesIO
from typing import IO

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.board import Board, Row
from households.models import Round
from povertyreg import clock
from povertyreg.audit import trail
from povertyreg.exchange.writing import (
    DAY,
    SERIAL,
    WHOLE,
    Cell,
    Column,
    Head,
    Sheet,
    write_workbook,
)
from povertyreg.wording import enumerated
from villages.models import User

PERMISSION = "households.export_households"


def board_as_workbook(board: Board, round_: Round, *, area: str, by: User) -> IO[bytes]:
    """Note who takes it out, and write what the page shows, as real numbers and days."""
    file, rows = BytesIO(), len(board.rows)
    entry = trail.record(by, "export_board", round_, area=area or round_.area_code, rows=rows)
    serial = str(entry.pk)
    write_workbook(
        file,
        [_sheet(board, round_, by, serial)],
        title=str(round_),
        author=by.name,
        custom={SERIAL: serial},
    )
    file.seek(0)
    return file


def _sheet(board: Board, round_: Round, by: User, serial: str) -> Sheet:
    now = date_format(clock.today(), "DATE_FORMAT")
    return Sheet(
        name=_("Board"),
        columns=[
            Column(22),
            Column(format=WHOLE),
            *(Column(11, WHOLE) for _stage in board.columns),
            *(Column(9, WHOLE) for _sum in range(3)),
            Column(12, DAY),
            Column(9, WHOLE),
            Column(40),
        ],
        heads=[[Head(text) for text in _headings(board)]],
        rows=[_cells(row) for row in board.rows],
        above=[
            [str(round_)],
            [_("As of %(day)s") % {"day": now}, _("By"), by.name, _("Serial"), serial],
        ],
        total=_total(board),
    )


def _headings(board: Board) -> list[str]:
    return [
        _("Township") if board.by_township else _("Village"),
        _("Households"),
        *(str(stage.label) for stage in board.columns),
        _("Objections"),
        _("Left out"),
        _("Villages not begun"),
        _("Next deadline"),
        pgettext("heading", "Days left"),
        _("Names of the villages not begun"),
    ]


def _cells(row: Row) -> list[Cell]:
    due = row.deadline
    return [
        row.place.name,
        row.total,
        *(row.counts[stage] for stage in row.way),
        row.objections,
        row.left_out,
        len(row.not_begun),
        due.day if due else None,
        due.days if due else None,
        enumerated(village.name for village in row.not_begun),
    ]


def _total(board: Board) -> list[Cell]:
    sums = [board.total, *board.totals, board.objections, board.left_out, len(board.not_begun)]
    return [_("Together"), *sums, None, None, None]
