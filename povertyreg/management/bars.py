"""How far a command is: a bar on a terminal, a line now and then elsewhere."""

from types import TracebackType
from typing import Any, Final, Self

_WIDTH: Final = 30
_TENTHS: Final = 10


class Bar:
    """Called with (done, total), as the work of a job tells its progress."""

    def __init__(self, stream: Any, what: str) -> None:
        self.stream, self.what, self.said = stream, what, -1
        self.is_terminal = bool(getattr(stream, "isatty", bool)())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.is_terminal and self.said >= 0:
            self.stream.write("\n", ending="")

    def __call__(self, done: int, total: int, *, hold: int = 0) -> None:
        share = done / total if total else 1.0
        if self.is_terminal:
            full = round(share * _WIDTH)
            bar = "█" * full + "·" * (_WIDTH - full)
            self.stream.write(f"\r{bar} {done:,} / {total:,} {self.what}", ending="")
            self.said = done
        elif int(share * _TENTHS) > self.said:
            self.said = int(share * _TENTHS)
            self.stream.write(f"{done} / {total} {self.what}")
