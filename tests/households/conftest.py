"""A round, lists of Yunfeng in it, and a desk at which files are typed."""

from datetime import date

import pytest

from households.choices import Stage
from households.models import Case, Household, Round
from tests.factories import RoundFactory
from tests.households.entry import NEW, person, sent
from tests.households.lists import cases_at


@pytest.fixture
def round_(db) -> Round:
    return RoundFactory()


@pytest.fixture
def nominated(yunfeng, round_) -> list[Case]:
    """Five households that the meeting has carried."""
    return cases_at(Stage.NOMINATED, 5, yunfeng, round_)


@pytest.fixture
def in_november(set_today) -> None:
    set_today(date(2015, 11, 24))


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def household(desk, in_november) -> Household:
    """Entered through the form with a householder, his wife and a daughter."""
    desk.post(NEW, sent([person(), person("王开珍", "02"), person("杨正秀", "04")]))
    return Household.objects.get()
