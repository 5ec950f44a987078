import pytest
from django.db.models.expressions import DatabaseDefault

from households.models import Finding, Household, HouseholdYear, IdentityClaim, Member, MemberYear
from povertyreg.exchange.blank import blank

MODELS = [Finding, Household, HouseholdYear, IdentityClaim, Member, MemberYear]


def values_of(row):
    values = {name: value for name, value in vars(row).items() if name != "_state"}
    return {n: type(v) if isinstance(v, DatabaseDefault) else v for n, v in values.items()}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_blank_row_is_what_the_model_makes(model):
    row, usual = blank(model), model()

    assert values_of(row) == values_of(usual)
    assert vars(row._state) == vars(usual._state)


def test_blank_rows_share_no_list():
    one, other = blank(HouseholdYear), blank(HouseholdYear)

    one.other_causes.append("01")

    assert other.other_causes == []
    assert blank(HouseholdYear).other_causes == []


def test_blank_rows_share_no_relations():
    household = blank(Household)
    record = blank(HouseholdYear)

    record.household = household

    assert record.household is household
    assert "household" not in blank(HouseholdYear)._state.fields_cache
