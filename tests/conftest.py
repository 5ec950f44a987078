"""The people and places of the tests."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import translation

from povertyreg import clock
from tests.factories import CountyFactory, TownshipFactory, UserFactory, VillageFactory
from villages.models import Township, User, Village
from villages.roles import Role

pytest_plugins = ["tests.baseline", "tests.reference"]


@pytest.fixture(autouse=True)
def _plain_settings(settings) -> None:
    """Fast hashing, plain static files and English pages, whatever the machine is set to."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.LANGUAGE_CODE = "en"
    settings.AXES_ENABLED = False
    settings.WHITENOISE_AUTOREFRESH = True  # nothing is collected before the tests
    ContentType.objects.clear_cache()
    translation.activate("en")


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path, _plain_settings) -> Path:
    """Files of a test are the test's own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }
    return tmp_path / "files"


@pytest.fixture
def set_today(db, monkeypatch) -> Iterator[Callable[..., None]]:
    """Put the clock to a moment of a day, noon unless told: the database's, for its triggers, by
    who may change its functions; and Python's answer, so that budgets count no look at the clock.
    """

    def move(day: date, at: time = time(12)) -> None:
        moment = datetime.combine(day, at, ZoneInfo("Asia/Shanghai"))
        _say_now(f"'{moment.isoformat()}'::timestamptz")
        monkeypatch.setattr(clock, "today", lambda: day)
        monkeypatch.setattr(clock, "now", lambda: moment)

    yield move
    if not connection.in_atomic_block:  # else the test's transaction is taken back
        _say_now("clock_timestamp()")


def _say_now(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION registry_now() RETURNS timestamptz "
            f"LANGUAGE sql VOLATILE AS $$SELECT {sql}$$"
        )


@pytest.fixture
def county(db):
    return CountyFactory()


@pytest.fixture
def township(db) -> Township:
    return TownshipFactory()


@pytest.fixture
def yunfeng(db) -> Village:
    return VillageFactory()


@pytest.fixture
def zongshu(db) -> Village:
    """The next village of the same township."""
    return VillageFactory(code="520521225202", name_zh="棕树村", name_en="Zongshu")


@pytest.fixture
def baina(db) -> Village:
    """A village of the next township."""
    township = TownshipFactory(code="520521223", name_zh="百纳乡", name_en="Baina Township")
    return VillageFactory(code="520521223201", name_zh="百纳村", name_en="Baina", township=township)


@pytest.fixture
def clerk(yunfeng) -> User:
    return UserFactory.holding(Role.CLERK, "520521225", username="clerk")


@pytest.fixture
def clerk2(baina) -> User:
    return UserFactory.holding(Role.CLERK, "520521223", username="clerk2")


@pytest.fixture
def secretary(yunfeng) -> User:
    return UserFactory.holding(Role.SECRETARY, "520521225201", username="secretary")


@pytest.fixture
def secretary2(zongshu) -> User:
    return UserFactory.holding(Role.SECRETARY, "520521225202", username="secretary2")


@pytest.fixture
def leader(yunfeng) -> User:
    return UserFactory.holding(Role.LEADER, "520521225", username="leader")


@pytest.fixture
def county_staff(yunfeng) -> User:
    return UserFactory.holding(Role.COUNTY, "520521", username="county")


@pytest.fixture
def auditor(yunfeng) -> User:
    return UserFactory.holding(Role.AUDITOR, "520521", username="auditor")


@pytest.fixture
def admin(yunfeng) -> User:
    return UserFactory.holding(Role.ADMIN, "520521", username="admin")


@pytest.fixture
def cadre_user(yunfeng) -> User:
    return UserFactory.holding(Role.CADRE, "520521225", username="cadre")
