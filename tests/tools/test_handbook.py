"""The handbook's chapter on the household file is fresh and complete."""

import pytest

from households.checks import RULES
from households.models import Household, HouseholdYear, Member, MemberYear
from tools import handbook

NOT_ON_THE_FORM = {
    "village", "changed_by", "household", "household_year", "member", "year", "position", "id",
    "first_identified_in", "entered_by", "closed_on", "closed_because",
}  # fmt: skip


def test_the_page_is_what_the_models_and_rules_say():
    assert handbook.PAGE.read_text("utf-8") == handbook.page(), "python tools/handbook.py"


@pytest.mark.parametrize("model", [Household, Member, HouseholdYear, MemberYear])
def test_every_field_that_is_typed_is_in_it(model):
    listed = {
        row["field"]
        for row in handbook.rows(handbook.FIELDS)
        if row["model"] == model._meta.model_name
    }
    typed = {field.name for field in model._meta.concrete_fields if field.editable}

    assert typed - NOT_ON_THE_FORM == listed - {"village"}


def test_every_rule_stands_in_it_once_with_both_texts():
    page = handbook.page()
    elsewhere = [row["rule"] for row in handbook.rows(handbook.ELSEWHERE)]

    assert not {*elsewhere} & {rule.id for rule in RULES}
    for number in [*elsewhere, *(rule.id for rule in RULES)]:
        assert page.count(f"\n| {number} |") == 1, number
    for row in handbook.rows(handbook.ELSEWHERE):
        assert row["text_en"], row
        assert row["text_zh"], row
        assert row["source"], row
