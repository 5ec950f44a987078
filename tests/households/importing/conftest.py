"""A day in November 2015, a village with its group, and whoever imports."""

from datetime import date

import pytest

from tests.factories import TownshipFactory, VillageFactory, VillageGroupFactory
from tests.households.importing.anything import Place


@pytest.fixture(autouse=True)
def in_november(set_today) -> None:
    set_today(date(2015, 11, 24))


@pytest.fixture(autouse=True)
def group(yunfeng):
    return VillageGroupFactory(village=yunfeng, number=1)


@pytest.fixture
def places(yunfeng, zongshu, baina):
    """Two villages of one name in two townships, and one without groups."""
    namesake = VillageFactory(code="520521223202", name_zh="云峰村", name_en="Yunfeng",
                              township=TownshipFactory(code="520521223"))  # fmt: skip
    return [
        Place(yunfeng, VillageGroupFactory(village=yunfeng, number=1)),
        Place(zongshu, VillageGroupFactory(village=zongshu, number=12)),
        Place(baina),
        Place(namesake, VillageGroupFactory(village=namesake, number=1)),
    ]
