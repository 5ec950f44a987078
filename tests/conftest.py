"""The people and places of the tests."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import translation

from povertyreg import clock
from tests.factories import CountyFactory, TownshipFactory, UserFactory, VillageFactory
from villages.models import Township, User, Village
from villages.roles import Role

pytest_plugins = ["tests.baseline"]


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
def set_today(monkeypatch) -> Callable[[date], None]:
    """Move the database's clock, as nobody can from outside."""

    def move(day: date) -> None:
        monkeypatch.setattr(clock, "today", lambda: day)

    return move


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
