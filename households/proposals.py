"""What the visit proposes in a look-back or a removal, and what must be proposed before a vote."""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from households.choices import OUTCOMES, Outcome, RejectionGround, RoundKind
from households.models import Case, HouseholdYear
from households.refusals import require
from povertyreg.wording import about

PROPOSING = (RoundKind.LOOK_BACK, RoundKind.REMOVAL)
"""Rounds in which the visit ends with a proposal that is voted on and posted."""


class Proposal(NamedTuple):
    """How the case should end; for a removal on which ground of the exclusion list (2.3)."""

    outcome: str
    ground: str = ""


def require_fits(proposal: Proposal, kind: str, record: HouseholdYear | None) -> None:
    """Only who is registered is kept, corrected or removed; only who is not is added."""
    outcome, ground = proposal
    require(outcome in OUTCOMES[kind], _("Choose the proposed outcome."), field="outcome")
    is_registered = bool(record and record.category)
    require(
        is_registered != (outcome == Outcome.ADDED),
        _("This household is registered: it is kept, corrected or removed.")
        if is_registered
        else _("This household is not registered: it can only be added."),
        field="outcome",
    )
    if outcome == Outcome.REMOVED:
        require(
            ground in RejectionGround,
            _("Say on which ground the household is removed."),
            field="ground",
        )


def before_the_meeting(cases: Iterable[Case]) -> None:
    """A meeting votes on a proposal; each household without one is named."""
    missing = [
        about(case.household.householder_name, _("nobody has proposed an outcome yet."))
        for case in cases
        if case.round.kind in PROPOSING and not case.proposed_outcome
    ]
    if missing:
        raise ValidationError(missing)
