"""What must agree within the register, whoever wrote it and however."""

from collections.abc import Iterable, Iterator
from typing import Final

from households import verifying
from households.choices import Relation, Stage
from povertyreg.doctor.database import rows

NAMED: Final = 5
"""So many rows are named of each kind; the rest is counted."""

_LAST_EVENTS: Final = """
SELECT c.id, c.stage, last.to_stage
FROM households_case c
LEFT JOIN LATERAL (
    SELECT to_stage FROM households_event e
    WHERE e.county_code = c.county_code AND e.case_id = c.id ORDER BY e.id DESC LIMIT 1
) last ON TRUE
WHERE last.to_stage IS DISTINCT FROM c.stage
ORDER BY c.id
"""
_OPEN_IN_CLOSED: Final = """
SELECT r.id, count(*) FROM households_round r
JOIN households_case c ON c.county_code = r.county_code AND c.round_id = r.id
WHERE r.closed_on IS NOT NULL AND c.stage = ANY(%s)
GROUP BY r.id ORDER BY r.id
"""
_UNKNOWN_STAGES: Final = "SELECT id, stage FROM households_case WHERE NOT stage = ANY(%s)"
_HOUSEHOLDERS: Final = """
SELECT y.id, count(*) FILTER (WHERE m.relation = %s)
FROM households_householdyear y
JOIN households_memberyear m
    ON m.county_code = y.county_code AND m.household_year_id = y.id
GROUP BY y.id HAVING count(*) FILTER (WHERE m.relation = %s) > 1
ORDER BY y.id
"""
_STRANGE_HOUSEHOLDERS: Final = """
SELECT h.number FROM households_household h
JOIN households_member m ON m.county_code = h.county_code AND m.id = h.householder_id
WHERE m.household_id <> h.id
ORDER BY h.number
"""
_UNCLAIMED: Final = """
SELECT m.id FROM households_member m
JOIN households_household h ON h.county_code = m.county_code AND h.id = m.household_id
LEFT JOIN households_identityclaim i ON i.digest = m.id_digest
WHERE m.left_on IS NULL AND h.closed_on IS NULL AND m.id_digest IS NOT NULL
    AND octet_length(m.id_digest) > 0 AND i.member_id IS DISTINCT FROM m.id
ORDER BY m.id
"""
_CLAIMS_OF_WHO_LEFT: Final = """
SELECT m.id FROM households_identityclaim i
JOIN households_member m ON m.county_code = i.county_code AND m.id = i.member_id
WHERE m.left_on IS NOT NULL OR m.id_digest IS DISTINCT FROM i.digest
    OR m.household_id <> i.household_id
ORDER BY m.id
"""
_SIZES: Final = """
SELECT y.id, y.size, count(m.id) FROM households_householdyear y
JOIN households_memberyear m
    ON m.county_code = y.county_code AND m.household_year_id = y.id
GROUP BY y.id, y.size HAVING y.size <> count(m.id)
ORDER BY y.id
"""


def notice_chains() -> Iterator[str]:
    """Each notice is as it was posted, and names the one before it."""
    for verdict in verifying.all_chains():
        for sentence in verdict.says:
            yield f"notice {verdict.notice.pk}, {verifying.in_words(verdict.notice)}: {sentence}"


def stages() -> Iterator[str]:
    """A case stands where its last step led."""
    found = rows(_LAST_EVENTS)
    said = (f"case {case} is at {now}, its last step led to {led}" for case, now, led in found)
    yield from _some(said, len(found))


def open_and_closed() -> Iterator[str]:
    """Cases are open or ended, and none is open in a round that is over."""
    for case, stage in rows(_UNKNOWN_STAGES, [[str(stage) for stage in Stage]]):
        yield f"case {case} is at {stage}, which is no stage"
    for round_, count in rows(_OPEN_IN_CLOSED, [[str(stage) for stage in Stage.open()]]):
        yield f"round {round_} is closed and has {count} open cases"


def householders() -> Iterator[str]:
    """One to a household and year, and a member of it."""
    found = rows(_HOUSEHOLDERS, [Relation.HOUSEHOLDER, Relation.HOUSEHOLDER])
    yield from _some((f"record {y} has {count} householders" for y, count in found), len(found))
    strange = rows(_STRANGE_HOUSEHOLDERS)
    said = (f"the householder of {number} is a member of another" for (number,) in strange)
    yield from _some(said, len(strange))


def claims() -> Iterator[str]:
    """Whoever lives in a household is claimed for it, nobody else is."""
    found = rows(_UNCLAIMED)
    yield from _some((f"member {pk} is not claimed" for (pk,) in found), len(found))
    left = rows(_CLAIMS_OF_WHO_LEFT)
    yield from _some((f"member {pk} is claimed and should not be" for (pk,) in left), len(left))


def sizes() -> Iterator[str]:
    """The size of a household in a year is the number of its members in that year."""
    found = rows(_SIZES)
    said = (f"record {y} says {size} people and has {members}" for y, size, members in found)
    yield from _some(said, len(found))


def _some(sentences: Iterable[str], count: int) -> Iterator[str]:
    for n, sentence in enumerate(sentences):
        if n == NAMED:
            yield f"and {count - NAMED} more"
            return
        yield sentence
