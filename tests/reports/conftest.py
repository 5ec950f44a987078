"""A small register of two villages and their neighbour; files go to a place of their own."""

import pytest

from tests.factories import CaseFactory, PairingFactory
from tests.reports.neighbours import neighbour
from tests.reports.register import (
    DIBAO,
    EXITED,
    GENERAL,
    ORDINARY,
    close,
    household,
    record,
    village_file,
)


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }
    return tmp_path / "files"


@pytest.fixture
def register(yunfeng, zongshu, baina):
    for village in (yunfeng, zongshu):
        village_file(village, 2014)
        village_file(village, 2015)
    record(household(yunfeng, GENERAL, 4), 2014)
    record(household(yunfeng, GENERAL, 3, state=EXITED), 2014, people=2)
    record(household(yunfeng, DIBAO, 1), 2014, state=EXITED)
    record(household(yunfeng, ORDINARY, 1), 2014)
    PairingFactory(household=household(yunfeng, GENERAL, 1))
    household(yunfeng, "", 2)
    household(yunfeng, ORDINARY, 2)
    close(household(yunfeng, GENERAL, 2))
    household(zongshu, GENERAL, 2)
    household(baina, GENERAL, 5)


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def listed(yunfeng, zongshu, baina):
    """Households as lists show them; the first has a name that looks like a formula."""
    village_file(yunfeng, 2015)
    village_file(zongshu, 2015)
    first = household(yunfeng, GENERAL, 2, name="=1+1", pinyin="+86", wage=6000)
    first.phone = "13800001234"
    first.save()
    household(yunfeng, DIBAO, 1, state=EXITED, main_cause="02")
    household(zongshu, GENERAL, 1)
    close(household(zongshu, GENERAL, 1))
    household(baina, GENERAL, 1)
    CaseFactory(household=first, stage="surveyed")
    return first


@pytest.fixture
def many(yunfeng, zongshu, baina):
    """Rows of every list: two in Yunfeng, one in Zongshu, one in the next township."""
    village_file(yunfeng, 2015)
    found = [neighbour(yunfeng, 1), neighbour(yunfeng, 2, stage="surveyed", name="李四")]
    neighbour(zongshu)
    neighbour(baina)
    return found
