"""The draw of a spot-check: random, by stratum, and the same for whoever draws it again.

Plain Python, so that anybody can follow it; docs/handbook/spot-checks.md says it in words.
"""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple

from households.rules import sample_size


class Lot(NamedTuple):
    """A household in the urn: its number on the posted list, and the stratum that it stands for."""

    position: int
    stratum: str


def draw(
    lots: Iterable[Lot], share: Fraction, seed: str, *, seen: Collection[int] = frozenset()
) -> frozenset[int]:
    """Positions to be visited: the share of the list, rounded up and spread over its strata.

    `seed` must be known to nobody before the list hangs; the order in which the lots come says
    nothing. `seen`: positions that were visited before; they are drawn only when the others of
    their stratum do not suffice.
    """
    strata: dict[str, list[int]] = {}
    for position, stratum in lots:
        strata.setdefault(stratum, []).append(position)
    sizes = {stratum: len(positions) for stratum, positions in strata.items()}
    seats = apportioned(sizes, sample_size(sum(sizes.values()), share))
    drawn: set[int] = set()
    for stratum, positions in strata.items():
        in_order = sorted(positions, key=lambda p: (p in seen, ticket(seed, p)))
        drawn.update(in_order[: seats[stratum]])
    return frozenset(drawn)


def ticket(seed: str, position: int) -> str:
    """Hexadecimal SHA-256 of “seed position”: the lowest of a stratum are drawn."""
    return sha256(f"{seed} {position}".encode()).hexdigest()


def apportioned(sizes: Mapping[str, int], sample: int) -> dict[str, int]:
    """The sample over the strata by largest remainder; each gets one when the sample allows it."""
    listed = sum(sizes.values())
    exact = {name: Fraction(sample * size, listed) for name, size in sizes.items()}
    seats = {name: int(quota) for name, quota in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (seats[name] - exact[name], name))
    for name in by_remainder[: sample - sum(seats.values())]:
        seats[name] += 1
    if sample >= len(sizes):
        _give_each_one(seats)
    return seats


def _give_each_one(seats: dict[str, int]) -> None:
    """Whoever got none takes one from whoever got most."""
    for name in sorted(seats):
        if not seats[name]:
            richest = min(seats, key=lambda other: (-seats[other], other))
            seats[richest] -= 1
            seats[name] = 1
