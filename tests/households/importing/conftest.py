"""A day in November 2015, a village with its group, and whoever imports."""

from datetime import date

import pytest

from tests.factories import VillageGroupFactory


@pytest.fixture(autouse=True)
def in_november(set_today) -> None:
    set_today(date(2015, 11, 24))


@pytest.fixture(autouse=True)
def group(yunfeng):
    return VillageGroupFactory(village=yunfeng, number=1)
