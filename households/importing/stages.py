"""How far an import is: its steps, the tone of its state, and what is under way."""

from datetime import timedelta
from typing import Any, Final

from django.utils.translation import pgettext_lazy

from povertyreg import clock
from povertyreg.exchange.models import Import
from povertyreg.jobs.models import Job

State = Import.State

STEPS: Final = (
    pgettext_lazy("step of an import", "Upload"),
    pgettext_lazy("step of an import", "Columns"),
    pgettext_lazy("step of an import", "Check"),
    pgettext_lazy("step of an import", "Write"),
    pgettext_lazy("step of an import", "Receipt"),
)
_NOW: Final = {
    State.UPLOADED: 1,
    State.READING: 1,
    State.MAPPING: 1,
    State.READY: 2,
    State.WAITING: 3,
    State.WRITING: 3,
    State.WRITTEN: 5,
    State.UNDONE: 5,
}
_STOPPED: Final = {State.REFUSED: 1, State.DROPPED: 2}
TONES: Final = {
    State.MAPPING: "a",
    State.READY: "a",
    State.WAITING: "a",
    State.WRITTEN: "o",
    State.REFUSED: "e",
    State.DROPPED: "x",
    State.UNDONE: "x",
}
BADGE_ICONS: Final = {
    State.MAPPING: "columns-3",
    State.READY: "eye",
    State.WAITING: "user-check",
    State.WRITTEN: "circle-check",
    State.REFUSED: "ban",
    State.DROPPED: "x",
    State.UNDONE: "arrow-back-up",
}
UNDER_WAY: Final = frozenset({State.UPLOADED, State.READING, State.WRITING})


def steps(import_: Import) -> list[dict[str, Any]]:
    """For the stepper."""
    state = State(import_.state)
    now, stop = _NOW.get(state, len(STEPS)), _STOPPED.get(state)
    here = now if stop is None else stop
    return [_step(label, number, here, stop) for number, label in enumerate(STEPS)]


def _step(label: Any, number: int, now: int, stop: int | None) -> dict[str, Any]:
    if number < now:
        return {"label": label, "phase": "done"}
    if number > now:
        return {"label": label, "phase": ""}
    return {"label": label, "phase": "cur" if stop is None else "stop", "done": 1, "total": 2}


def badge(import_: Import) -> dict[str, Any]:
    """The state with its shape and its word."""
    state = State(import_.state)
    return {
        "tone": TONES.get(state, "w"),
        "icon": BADGE_ICONS.get(state, "hourglass"),
        "label": state.label,
    }


def is_under_way(import_: Import) -> bool:
    """Whether the page looks again by itself."""
    return import_.state in UNDER_WAY and not is_stopped(import_)


def is_stopped(import_: Import) -> bool:
    """The work was begun, and its job ended before it: stopped by a person, or by a fault."""
    ended = {Job.State.FAILED, Job.State.CANCELLED}
    return import_.state in UNDER_WAY and import_.job is not None and import_.job.state in ended


def time_left(job: Job | None) -> timedelta | None:
    """If the rest goes as fast as what is done; None as long as that cannot be said."""
    if not job or job.state != Job.State.RUNNING or not (job.started_at and job.done and job.total):
        return None
    return (clock.now() - job.started_at) * max(job.total - job.done, 0) / job.done
