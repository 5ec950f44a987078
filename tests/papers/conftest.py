"""A household with everything known of it, and files in a place of their own."""

import io

import pytest
from pypdf import PdfReader

from tests.world import MAY_30, World, made_world


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


@pytest.fixture(autouse=True)
def in_may(set_today) -> None:
    set_today(MAY_30)


@pytest.fixture
def world(yunfeng, zongshu, baina, clerk, secretary, cadre_user) -> World:
    return made_world(yunfeng, clerk=clerk, secretary=secretary, cadre_user=cadre_user)


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
