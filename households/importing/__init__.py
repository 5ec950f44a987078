"""Workbooks of households brought in: read, rehearsed, confirmed, written, taken back."""

from households.importing.handing_back import receipt, returned
from households.importing.queueing import rehearse
from households.importing.services import (
    confirm,
    correct,
    drop,
    name_columns,
    receive,
    resolve,
    resume,
    start,
    undo,
)

__all__ = [
    "confirm",
    "correct",
    "drop",
    "name_columns",
    "receipt",
    "receive",
    "rehearse",
    "resolve",
    "resume",
    "returned",
    "start",
    "undo",
]
