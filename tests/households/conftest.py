"""A round, and lists of Yunfeng in it."""

import pytest

from households.choices import Stage
from households.models import Case, Round
from tests.factories import RoundFactory
from tests.households.lists import cases_at


@pytest.fixture
def round_(db) -> Round:
    return RoundFactory()


@pytest.fixture
def nominated(yunfeng, round_) -> list[Case]:
    """Five households that the meeting has carried."""
    return cases_at(Stage.NOMINATED, 5, yunfeng, round_)
