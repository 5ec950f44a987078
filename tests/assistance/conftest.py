"""The first of July 2015, and how a page is asked for and a form is sent."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories import FundFactory, ProjectFactory

TODAY = date(2015, 7, 1)


@pytest.fixture(autouse=True)
def _summer(set_today):
    set_today(TODAY)


@pytest.fixture
def send(client, clerk):
    """Send a form as the clerk."""
    client.force_login(clerk)

    def sent(page, /, *args, query="", **fields):
        return client.post(reverse(f"assistance:{page}", args=args) + query, fields)

    return sent


@pytest.fixture
def ask(client, clerk):
    """Ask for a page as the clerk."""
    client.force_login(clerk)

    def asked(page, /, *args, part=False, **query):
        headers = {"HX-Request": "true"} if part else {}
        answer = client.get(reverse(f"assistance:{page}", args=args), query, headers=headers)
        return answer.content.decode()

    return asked


@pytest.fixture
def read(client):
    """A page as somebody sees it, with single spaces."""

    def seen(user, name, *args, part=False, **query):
        client.force_login(user)
        headers = {"HX-Request": "true"} if part else {}
        answer = client.get(
            reverse(f"assistance:{name}", args=args), {"year": 2015, **query}, headers=headers
        )
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return seen


@pytest.fixture
def geese(yunfeng):
    project = ProjectFactory(villages=[yunfeng], name_en="Geese for all")
    FundFactory(project=project, planned=Decimal(5_000))
    return project
