"""Households on their way out of the register, as the tests need them."""

from datetime import date
from decimal import Decimal
from typing import Any

from households import exit_checklist, exits
from households.choices import RoundKind, Stage
from households.exits import Given, Signature, Visit
from households.models import Case, ExitAssessment, Household, Round
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory
from villages.models import User, Village

MAY_20, MAY_28 = date(2015, 5, 20), date(2015, 5, 28)
VISIT = Visit(MAY_20, ("王强", "李敏"))


def exit_round(**facts: Any) -> Round:
    return RoundFactory(kind=RoundKind.EXIT, poverty_line=Decimal(2855), **facts)


def poor(village: Village, **file: Any) -> Household:
    """Two people with 5,000 yuan each, everything else in order."""
    facts = {"people": 2, "category": "01", "wage": Decimal(10_000), **file}
    return HouseholdFactory(village=village, **{f"file__{name}": v for name, v in facts.items()})


def leaving(village: Village, round_: Round, stage: Stage = Stage.APPLIED, **file: Any) -> Case:
    return CaseFactory(household=poor(village, **file), round=round_, stage=stage)


def all_given(case: Case, **codes: bool) -> dict[int, Given]:
    """A yes and some evidence for every item; `food=False` for a no."""
    lines = exit_checklist.of_case(case).lines
    return {line.item.pk: Given(codes.get(line.item.code, True), "入户查看") for line in lines}


def assessed(case: Case, by: User, **codes: bool) -> ExitAssessment:
    return exits.assess(case, VISIT, all_given(case, **codes), by=by)


def confirmed(case: Case, by: User) -> ExitAssessment:
    seen = exit_checklist.state(assessed(case, by))
    return exits.confirm(case, Signature("王大明", MAY_28), by=by, seen=seen)
