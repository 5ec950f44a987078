"""By which day of the round's calendar a household has to leave the stage where it stands."""

from datetime import date
from typing import Final

from households.choices import Stage
from households.models import Round
from households.ways import next_stage

CALENDAR: Final = ("meetings_until", "village_until", "township_until", "ends_on")
"""The days of a round that may be moved, in their order."""
BETWEEN: Final = " / "

_UNTIL: Final[dict[Stage, str]] = {
    Stage.SURVEYED: "meetings_until",
    Stage.NOMINATED: "meetings_until",
    Stage.COMPARED: "meetings_until",
    Stage.APPRAISED_AGAIN: "meetings_until",
    Stage.VILLAGE_PUBLICITY: "village_until",
    Stage.VILLAGE_PASSED: "village_until",
    Stage.TOWNSHIP_ACCEPTED: "township_until",
    Stage.TOWNSHIP_PUBLICITY: "township_until",
    Stage.TOWNSHIP_PASSED: "township_until",
    Stage.CLASSIFIED: "ends_on",
    Stage.ANNOUNCED: "ends_on",
}
"""The stretch of the calendar by whose end a stage is to be reached."""


def due_on(round_: Round, stage: str) -> date | None:
    """The day by which households at this stage go on; None where nothing follows.

    A day that the county left open falls to the next one that it set.
    """
    following = next_stage(round_.variant, stage)
    if following is None:
        return None
    later = CALENDAR[CALENDAR.index(_UNTIL[following]) :]
    days: list[date | None] = [getattr(round_, name) for name in later]
    return next(filter(None, days))


def calendar_of(round_: Round) -> str:
    """Its days in one line: what a form showed, and what the trail keeps."""
    return BETWEEN.join(str(getattr(round_, name) or "–") for name in CALENDAR)
