"""What a job can be: which right it takes, what it is called, and the work itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from povertyreg.jobs.models import Job


class Busy(Exception):
    """The work has to wait for other work; the message says for what."""


class Progress(Protocol):
    """Says how far the work is, keeps its lease, and ends it when nobody wants it any more."""

    def __call__(self, done: int, total: int, *, hold: int = 0) -> None:
        """`hold`: for how many seconds it will have no news, because it writes all at once."""


@dataclass(frozen=True)
class Result:
    """The file that the work made, the name under which it is handed out, and a word with it.

    Work that changes the register makes no file: what it did stands on a page of its own.
    """

    file: IO[bytes] | None = None
    name: str = ""
    message: str = ""


def _as_often_as_wanted(job: "Job") -> bool:
    return False


@dataclass(frozen=True)
class Kind:
    """`allows` is asked before the work begins and again whenever its result is fetched."""

    allows: Callable[["Job"], bool]
    title: Callable[["Job"], str]
    unit: Callable[[], str]
    run: Callable[["Job", Progress], Result]
    page: Callable[["Job"], str] | None = None
    """The address at which one sees what the work did, where it makes no file."""
    once: Callable[["Job"], bool] = _as_often_as_wanted
    """Whether its file is handed out one time, within a day, and then deleted."""


def kind_of(job: "Job") -> Kind:
    """Settings list the kinds; what no longer exists there raises KeyError."""
    kind: Kind = import_string(settings.JOB_KINDS[job.kind])
    return kind
