"""The stations of a round's way, each with its names: the one list behind every stepper."""

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.choices import Level, Stage
from households.steps import HANGING
from households.ways import WAYS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Station(NamedTuple):
    """A stretch of the way, at whose end a household has come to the stage `reached`."""

    reached: Stage
    label: "StrOrPromise"
    """Of a household that has it behind it."""
    work: "StrOrPromise"
    """What is done there."""
    stages: tuple[Stage, ...]
    """Of those who are on it: from the station before up to this one."""

    @property
    def level(self) -> str:
        """Whose list hangs there, or an empty text."""
        return next((level for level, stage in HANGING.items() if stage in self.stages), "")


_NAMES: Final[dict[Stage, tuple["StrOrPromise", "StrOrPromise"]]] = {
    Stage.APPLIED: (pgettext_lazy("step", "Applied"), _("Application")),
    Stage.SURVEYED: (pgettext_lazy("step", "Surveyed"), _("Application and survey")),
    Stage.NOMINATED: (pgettext_lazy("step", "Nominated"), _("Meeting of representatives")),
    Stage.COMPARED: (pgettext_lazy("step", "Compared"), _("Comparison by the county")),
    Stage.APPRAISED_AGAIN: (pgettext_lazy("step", "Appraised again"), _("Second meeting")),
    Stage.VILLAGE_PASSED: (_("Village notice"), _("Village notice")),
    Stage.TOWNSHIP_ACCEPTED: (_("Township check"), _("Township check")),
    Stage.TOWNSHIP_PASSED: (_("Township notice"), _("Township notice")),
    Stage.CLASSIFIED: (pgettext_lazy("step", "Classified"), _("County classification")),
    Stage.ANNOUNCED: (pgettext_lazy("step", "Announced"), _("Announcement")),
}


class Mark(NamedTuple):
    """One step of a stepper: phase "done", "cur"(rent), "stop"(ped), or "" for still to come."""

    label: "StrOrPromise"
    note: str = ""
    phase: str = ""
    done: int = 0
    total: int = 0


@cache
def stations(variant: str) -> tuple[Station, ...]:
    """Of a round of this variant, in order; the first is the application itself."""
    found, on_it = [], list[Stage]()
    for stage in WAYS[variant]:
        if stage not in HANGING.values():
            found.append(Station(stage, *_NAMES[stage], tuple(on_it)))
            on_it = []
        on_it.append(stage)
    return tuple(found)


def steps_of(variant: str) -> list["StrOrPromise"]:
    """What is done in a round of this variant, one after the other."""
    return [station.work for station in stations(variant)[1:]]


def lists_of(variant: str) -> list[Level]:
    """The levels that post a list before the county announces."""
    return [Level(station.level) for station in stations(variant) if station.level]
