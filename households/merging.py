"""Three versions of one form put together: what both started from, what one wrote, what one types.

Plain values by field; nothing is known here of forms or tables.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Merged(Generic[Key, Value]):
    """The value of every field, and the fields in which the two really clash.

    A clashing field holds mine until somebody chooses.
    """

    values: dict[Key, Value]
    clashes: list[Key] = field(default_factory=list)
    theirs: list[Key] = field(default_factory=list)
    """Fields in which their change was taken."""


def merge(
    base: Mapping[Key, Value], theirs: Mapping[Key, Value], mine: Mapping[Key, Value]
) -> Merged[Key, Value]:
    """Of each field whichever side changed it; both alike is one change.

    A field that only one side knows (a row that was added) is that side's.
    """
    found: Merged[Key, Value] = Merged({})
    for key in dict.fromkeys([*theirs, *mine]):
        if key not in mine or key not in theirs:
            found.values[key] = theirs[key] if key in theirs else mine[key]
            continue
        changed_here = key not in base or mine[key] != base[key]
        changed_there = key not in base or theirs[key] != base[key]
        found.values[key] = mine[key] if changed_here else theirs[key]
        if mine[key] == theirs[key]:
            continue
        if changed_here and changed_there:
            found.clashes.append(key)
        elif changed_there:
            found.theirs.append(key)
    return found
