"""A kind of job that a test can steer, and a place of its own for the files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest

from povertyreg.jobs import kinds, queue
from povertyreg.jobs.kinds import Kind, Result
from povertyreg.jobs.models import Job


@dataclass
class Steered:
    """What the job does when it runs, and whether it may."""

    act: Callable[[Job, Any], None] = lambda job, tell: None
    allowed: bool = True
    runs: list[int] = field(default_factory=list)

    def run(self, job, tell):
        self.runs.append(job.attempts)
        self.act(job, tell)
        return Result(BytesIO(b"rows"), "list.xlsx")


@pytest.fixture
def steered(monkeypatch) -> Steered:
    found = Steered()
    kind = Kind(
        allows=lambda job: found.allowed,
        title=lambda job: "A list",
        unit=lambda: "rows written",
        run=found.run,
    )
    monkeypatch.setattr(kinds, "import_string", lambda path: kind)
    return found


@pytest.fixture
def job(steered, clerk) -> Job:
    return queue.ask("list", by=clerk, area="520521225")
