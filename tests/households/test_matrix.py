"""Every cell of variant, stage, step and role: allowed exactly where table, way and grants say."""

from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import stepping
from households.choices import Stage
from households.forms.cases import RejectForm, StepForm
from households.models import Case, Round
from households.steps import STEPS
from households.views.cases import STEP_FORMS
from households.ways import ENDS, WAYS, Variant
from tests.factories import CaseFactory, HouseholdFactory, UserFactory
from tests.households.lists import MAY_28
from villages.roles import GRANTS, Role

HERE = "520521225201"
AREAS = {
    Role.CLERK: "520521225",
    Role.SECRETARY: HERE,
    Role.LEADER: "520521225",
    Role.COUNTY: "520521",
    Role.CADRE: "520521225",
    Role.AUDITOR: "520521",
    Role.ADMIN: "520521",
}
NEXT_DOOR = {
    Role.CLERK: "520521223",
    Role.SECRETARY: "520521225202",
    Role.LEADER: "520521223",
    Role.COUNTY: "520522",
}


@pytest.fixture
def everybody(db):
    """Each role here, and those who act, next door: (role, whether Yunfeng is theirs, user)."""
    return [
        (role, areas is AREAS, UserFactory.holding(role, area))
        for areas in (AREAS, NEXT_DOOR)
        for role, area in areas.items()
    ]


def _on_the_way(variant: str, name: str, stage: Stage) -> bool:
    """The law of the ways, told once more and from the other end: by pairs of stages."""
    step, way = STEPS[name], WAYS[variant]
    if stage not in step.sources:
        return False
    if step.advances:
        return (stage, step.target) in pairwise(way)
    if name in ("reject_in_county", "return_from_county"):
        return stage == Stage.CLASSIFIED or (stage, Stage.CLASSIFIED) in pairwise(way)
    return stage in way or stage in ENDS


def _answer(name, case, user) -> str:
    try:
        stepping.allow(name, case, user)
    except PermissionDenied:
        return "forbidden"
    except ValidationError:
        return "refused"
    return "allowed"


def _expected(variant, stage, name, role, is_here) -> str:
    if not is_here or STEPS[name].permission not in GRANTS[role]:
        return "forbidden"
    return "allowed" if _on_the_way(variant, name, stage) else "refused"


@pytest.mark.parametrize("variant", Variant)
def test_each_cell_is_as_the_tables_say(variant, everybody):
    round_ = Round(variant=variant)
    wrong, seen = [], set()
    for stage in Stage:
        case = Case(round=round_, village_id=HERE, stage=stage)
        for name in STEPS:
            for role, is_here, user in everybody:
                expected = _expected(variant, stage, name, role, is_here)
                seen.add(expected)
                if (answer := _answer(name, case, user)) != expected:
                    wrong.append((stage, name, role, is_here, expected, answer))

    assert wrong == []
    assert seen == {"allowed", "forbidden", "refused"}


def test_no_step_leads_out_of_an_announced_or_withdrawn_case():
    for variant in Variant:
        for stage in (Stage.ANNOUNCED, Stage.WITHDRAWN):
            assert not any(_on_the_way(variant, name, stage) for name in STEPS)


def _sent(form: type[StepForm]) -> dict[str, str]:
    """What fills in the form of a step."""
    given = {"because": "income", "words": "x", "category": "01", "reason": "x"}
    given |= {"on": "2015-05-20", "first": "杨敏", "second": "龙海"}
    if issubclass(form, RejectForm):
        given["ground"] = "car"
    return {f"{form.step}-{name}": value for name, value in given.items()}


@pytest.mark.parametrize("name", STEP_FORMS)
def test_pages_answer_each_role_as_the_tables_say(
    name, everybody, yunfeng, round_, client, set_today
):
    """Who may not is told so and nothing moves; who is elsewhere finds nothing."""
    set_today(MAY_28)
    case = CaseFactory(
        household=HouseholdFactory(village=yunfeng), round=round_, stage=min(STEPS[name].sources)
    )
    page = reverse("rounds:case-step", args=[case.pk, name])
    for role, is_here, user in everybody:
        if is_here and STEPS[name].permission in GRANTS[role]:
            continue
        client.force_login(user)
        answer = client.post(page, _sent(STEP_FORMS[name]))
        finds_nothing = not is_here or role == Role.CADRE
        assert answer.status_code == (404 if finds_nothing else 403), (role, is_here)
        case.refresh_from_db()
        assert case.stage in STEPS[name].sources, role
