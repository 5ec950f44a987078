"""The ways of a case: which stages it passes, by the variant of the procedure (configuration)."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from households.choices import Stage
from households.steps import STEPS


class Variant(TextChoices):
    """How a round is run; the county chooses when it opens one (procedure 2.1)."""

    TWO_PUBLICITIES = "two_publicities", _("two publicities, one announcement (national, 2014)")
    TWO_APPRAISALS = (
        "two_appraisals",
        _("two appraisals, two publicities, one comparison, one announcement"),
    )
    NO_REVIEW = "no_review", _("two publicities without a township review (Guizhou, 2015)")
    ONE_PUBLICITY = "one_publicity", _("one publicity in the village, one announcement")


_TO_THE_MEETING: Final = (Stage.APPLIED, Stage.SURVEYED, Stage.NOMINATED)
_AGAIN: Final = (Stage.COMPARED, Stage.APPRAISED_AGAIN)
_VILLAGE: Final = (Stage.VILLAGE_PUBLICITY, Stage.VILLAGE_PASSED)
_TOWNSHIP: Final = (Stage.TOWNSHIP_PUBLICITY, Stage.TOWNSHIP_PASSED)
_COUNTY: Final = (Stage.CLASSIFIED, Stage.ANNOUNCED)
_ACCEPTED: Final = (Stage.TOWNSHIP_ACCEPTED,)

WAYS: Final[dict[str, tuple[Stage, ...]]] = {
    Variant.TWO_PUBLICITIES: (*_TO_THE_MEETING, *_VILLAGE, *_ACCEPTED, *_TOWNSHIP, *_COUNTY),
    Variant.TWO_APPRAISALS: (
        *_TO_THE_MEETING,
        *_AGAIN,
        *_VILLAGE,
        *_ACCEPTED,
        *_TOWNSHIP,
        *_COUNTY,
    ),
    Variant.NO_REVIEW: (*_TO_THE_MEETING, *_VILLAGE, *_TOWNSHIP, *_COUNTY),
    Variant.ONE_PUBLICITY: (*_TO_THE_MEETING, *_VILLAGE, *_ACCEPTED, *_COUNTY),
}
"""Each variant's stages in order; a case that is not turned away passes all of them."""

ENDS: Final = (Stage.REJECTED, Stage.WITHDRAWN)
_BY_THE_COUNTY: Final = ("reject_in_county", "return_from_county")


def next_stage(variant: str, stage: str) -> Stage | None:
    """Where a case goes from here when nobody turns it away; None at the end."""
    way = WAYS[variant]
    at = way.index(Stage(stage)) + 1 if stage in way else len(way)
    return way[at] if at < len(way) else None


def is_on_way(variant: str, name: str, stage: str) -> bool:
    """Whether a round of this variant takes the step from the stage."""
    step, following = STEPS[name], next_stage(variant, stage)
    if stage not in step.sources:
        return False
    if step.advances:
        return step.target == following
    if name in _BY_THE_COUNTY:
        return Stage.CLASSIFIED in (stage, following)
    return stage in WAYS[variant] or stage in ENDS


def stage_before(variant: str, name: str) -> Stage | None:
    """The stage from which a round of this variant takes an advancing step; None: it has none."""
    return next((s for s in WAYS[variant] if is_on_way(variant, name, s)), None)


MOVES: Final = sorted(
    {
        (str(variant), str(stage), str(step.target))
        for variant in Variant
        for name, step in STEPS.items()
        for stage in step.sources
        if is_on_way(variant, name, stage)
    }
)
"""Every move by variant: what the database trigger lets through."""
