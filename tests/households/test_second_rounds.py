"""A household is on its way in one round at a time, and is told so."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from households import workflow
from households.choices import Stage
from households.models import Case
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory


@pytest.fixture
def busy(yunfeng):
    """It stands on its way in the identification round of 2015."""
    household = HouseholdFactory(village=yunfeng, file__category="01")
    CaseFactory(household=household, round=RoundFactory(), stage=Stage.SURVEYED)
    return household


@pytest.fixture
def second(db):
    return RoundFactory(kind="exit", variant="one_publicity")


def test_a_second_round_is_refused_in_words(busy, second, clerk):
    with pytest.raises(ValidationError, match="on its way in another round"):
        workflow.apply(busy, second, by=clerk)


def test_the_page_says_it_and_nothing_is_opened(client, busy, second, clerk):
    client.force_login(clerk)
    address = reverse("households:household-apply", args=[busy.number])

    answer = client.post(address, {"round": second.pk}, follow=True)

    assert "on its way in another round" in answer.content.decode()
    assert Case.objects.count() == 1


def test_two_presses_at_once_are_told_by_the_database(busy, second, clerk, monkeypatch):
    monkeypatch.setattr(Case, "full_clean", lambda self, *args, **kwargs: None)

    with pytest.raises(ValidationError, match="on its way in another round"):
        workflow.apply(busy, second, by=clerk)


@pytest.mark.parametrize("end", [Stage.ANNOUNCED, Stage.REJECTED, Stage.WITHDRAWN])
def test_after_its_end_the_household_may_apply_in_the_next_round(end, yunfeng, second, clerk):
    household = HouseholdFactory(village=yunfeng, file__category="01")
    CaseFactory(household=household, round=RoundFactory(), stage=end)

    assert workflow.apply(household, second, by=clerk).stage == Stage.APPLIED
