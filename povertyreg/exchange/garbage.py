"""Python's search for cycles put off while a lot of objects come into being."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_USUAL: Final = gc.get_threshold()
_SELDOM: Final = (200_000, 50, 100)
"""Objects between two searches, and how often the older ones are looked at too."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """For work that makes rows by the hundred thousand, which counting references frees anyway.

    A fifth of an import's time went into the search, and it found nothing. Two at once are no
    harm: whoever ends first lets the search go on as usual.
    """
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL)
