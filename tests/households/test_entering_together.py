"""Several requests at the same moment: one household, one version, one registration."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from households.models import Household, IdentityClaim
from tests.factories import id_number
from tests.households.entry import person, sent, stored

CLICKS = 4
NEW = "/households/new/?year=2015"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(clerk) -> Client:
    client = Client()
    client.force_login(clerk)
    return client


def together(desk: Client, posts: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    """The answers to posts that all leave at once, from tabs of one browser."""
    gate = Barrier(len(posts))
    session = desk.cookies[django_settings.SESSION_COOKIE_NAME].value

    def post(address: str, data: dict[str, Any]) -> Any:
        tab = Client()
        tab.cookies[django_settings.SESSION_COOKIE_NAME] = session
        gate.wait()
        try:
            return tab.post(address, data)
        finally:
            connection.close()

    send: Callable[..., Any] = post
    with ThreadPoolExecutor(len(posts)) as tabs:
        return list(tabs.map(lambda each: send(*each), posts))


def test_one_form_sent_four_times_enters_one_household(desk):
    data = sent([person(), person("王开珍", "02")])

    answers = together(desk, [(NEW, data)] * CLICKS)

    household = Household.objects.get()
    assert [a.status_code for a in answers] == [302] * CLICKS
    assert {a.url for a in answers} == {f"/households/{household.number}/?year=2015"}
    assert household.members.count() == 2


def test_four_different_forms_get_four_numbers(desk):
    answers = together(desk, [(NEW, sent([person()])) for _ in range(CLICKS)])

    assert [a.status_code for a in answers] == [302] * CLICKS
    assert sorted(h.serial for h in Household.objects.all()) == ["0001", "0002", "0003", "0004"]


def test_one_person_is_registered_once_whoever_is_first(desk):
    number = id_number()
    posts = [(NEW, sent([person(id_number=number)])) for _ in range(CLICKS)]

    answers = together(desk, posts)

    assert sorted(a.status_code for a in answers) == [302, 422, 422, 422]
    assert Household.objects.count() == IdentityClaim.objects.count() == 1


def test_of_four_changes_to_one_version_one_is_written(desk):
    desk.post(NEW, sent([person()]))
    household = Household.objects.get()
    address = f"/households/{household.number}/edit/?year=2015"

    answers = together(desk, [(address, stored(household, wage=n)) for n in range(1, CLICKS + 1)])

    household.refresh_from_db()
    assert sorted(a.status_code for a in answers) == [302, 409, 409, 409]
    assert household.version == 2
