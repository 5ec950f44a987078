"""Whom a spot-check visits: drawn from the list as it was posted, by the fingerprint on the board.

The township draws from the village's notice; the county from the township's, or from the
village's where the township posts none, and rather those whom the township did not visit.
"""

from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import NamedTuple

from households.choices import Level, Stage
from households.models import Case, Notice, NoticeEntry, Round
from households.rules import sample_size
from households.sampling import Lot, draw
from households.ways import WAYS
from povertyreg.audit.models import Entry


class Draw(NamedTuple):
    """What was drawn from one notice: position on the list → case."""

    notice: Notice
    by: Level
    listed: int
    drawn: dict[int, int]
    seen: frozenset[int]
    """Positions that the level below had visited when the notice went up."""

    @property
    def seed(self) -> str:
        return f"{self.notice.sha256} {self.by}"


class _Posted(NamedTuple):
    """A line of a notice, as far as the draw reads it."""

    notice: int
    case: int
    position: int
    category: str


def share_of(round_: Round, by: Level) -> Fraction:
    return round_.county_check_share if by == Level.COUNTY else round_.spot_check_share


def needed(listed: int, round_: Round, by: Level) -> int:
    """How many of so many households this level must visit."""
    return sample_size(listed, share_of(round_, by))


def drawn(waiting: Collection[Case], round_: Round, by: Level) -> set[int]:
    """The cases among them that were drawn."""
    found = {case for one in draws(waiting, round_, by) for case in one.drawn.values()}
    return found & {case.pk for case in waiting}


def draws(waiting: Collection[Case], round_: Round, by: Level) -> list[Draw]:
    """A draw for each notice on which one of these cases of a village was posted last.

    All lines of the notice are in the urn, whatever became of their households since: who is sent
    back changes nothing for the others.
    """
    lines = _lines(waiting, round_, _level_below(round_, by))
    last = {line.case: line.notice for line in lines}  # a later notice of the same case wins
    wanted = {last[case.pk] for case in waiting if case.pk in last}
    notices = Notice.objects.in_bulk(wanted)
    visited = _visits_of_the_township(round_, notices.values()) if by == Level.COUNTY else {}
    found = []
    for pk in sorted(wanted):
        own = [line for line in lines if line.notice == pk]
        seen = {line.position for line in own if line.case in visited.get(pk, ())}
        one = Draw(notices[pk], by, len(own), {}, frozenset(seen))
        positions = _drawn_from(own, one, round_)
        standing = {line.position: line.case for line in own if last[line.case] == pk}
        found.append(one._replace(drawn={p: standing[p] for p in positions & standing.keys()}))
    return found


def _drawn_from(lines: list[_Posted], one: Draw, round_: Round) -> frozenset[int]:
    lots = [Lot(line.position, line.category) for line in lines]
    return draw(lots, share_of(round_, one.by), one.seed, seen=one.seen)


def _level_below(round_: Round, by: Level) -> Level:
    if by == Level.COUNTY and Stage.TOWNSHIP_PUBLICITY in WAYS[round_.variant]:
        return Level.TOWNSHIP
    return Level.VILLAGE


def _lines(waiting: Collection[Case], round_: Round, level: Level) -> list[_Posted]:
    villages = {case.village_id for case in waiting}
    posted = NoticeEntry.objects.filter(
        village__in=villages, notice__round=round_, notice__level=level
    ).order_by("notice_id", "position")
    return [
        _Posted(*line) for line in posted.values_list("notice_id", "case", "position", "category")
    ]


def _visits_of_the_township(round_: Round, notices: Iterable[Notice]) -> dict[int, set[int]]:
    """Notice → cases that the township had visited when it went up, from the trail.

    The mark of a case is taken away when it goes back; the draw must not move with it.
    """
    villages = [notice.village_id for notice in notices]
    acts = list(
        Entry.objects.about(round_)
        .filter(county_code=round_.county_code, action="accept_in_township", area_code__in=villages)
        .values_list("at", "details")
    )
    return {
        notice.pk: {
            case for at, facts in acts if at <= notice.posted_at for case in facts["spot_checked"]
        }
        for notice in notices
    }
