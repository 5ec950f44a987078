"""Signing in by user name, the lock after five failures, and the end of a session."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from povertyreg.audit.models import Entry
from tests.factories import UserFactory
from villages.models import User
from villages.roles import Role

PASSWORD = "correct horse battery"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _counting(settings) -> None:
    settings.AXES_ENABLED = True


@pytest.fixture
def yang_min(yunfeng) -> User:
    user = UserFactory.holding(Role.CLERK, "520521225", username="yangmin")
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(client, password, username="yangmin", **extra):
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def test_a_user_name_and_its_password_open_the_house(client, yang_min):
    answer = attempt(client, PASSWORD)

    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert client.get("/").status_code == 200


def test_signing_in_is_noted_in_the_trail(client, yang_min):
    attempt(client, PASSWORD)

    entry = Entry.objects.get()
    assert (entry.by, entry.action, entry.area_code) == (yang_min, "sign_in", "520521225")


def test_after_signing_in_one_is_where_one_wanted_to_go(client, yang_min):
    answer = client.post(
        LOGIN, {"login": "yangmin", "password": PASSWORD, "next": "/villages/?year=2015"}
    )

    assert answer["Location"] == "/villages/?year=2015"


def test_a_next_address_of_another_site_is_not_followed(client, yang_min):
    answer = client.post(
        LOGIN, {"login": "yangmin", "password": PASSWORD, "next": "https://evil.example/"}
    )

    assert answer["Location"] == "/"


def test_a_wrong_password_says_how_many_tries_are_left(client, yang_min):
    page = attempt(client, "wrong").content.decode()

    assert "The user name or the password is not right" in page
    assert "4 more failures" in page
    assert 'value="yangmin"' in page
    assert "wrong" not in page


def test_the_last_try_is_announced(client, yang_min):
    for _ in range(3):
        attempt(client, "wrong")

    page = attempt(client, "wrong").content.decode()

    assert "One more failure" in page


def test_an_unknown_user_name_is_answered_like_a_wrong_password(client, yang_min):
    known = attempt(client, "wrong").content.decode()
    unknown = attempt(client, "wrong", username="nobody").content.decode()

    assert "4 more failures" in known
    assert "4 more failures" in unknown
    assert "The user name or the password is not right" in unknown


def test_the_fifth_failure_locks_and_says_for_how_long(client, yang_min):
    for _ in range(4):
        assert attempt(client, "wrong").status_code == 200

    locked = attempt(client, "wrong")

    assert locked.status_code == 429
    assert "Locked for 15 minutes" in locked.content.decode()


def test_the_right_password_is_refused_while_locked(client, yang_min):
    for _ in range(5):
        attempt(client, "wrong")

    answer = attempt(client, PASSWORD)

    assert answer.status_code == 429
    assert client.get("/").status_code == 302


def test_trying_while_locked_does_not_lengthen_the_lock(client, yang_min):
    for _ in range(5):
        attempt(client, "wrong")
    started = AccessAttempt.objects.get().attempt_time

    attempt(client, "wrong")

    assert AccessAttempt.objects.get().attempt_time == started


def test_after_fifteen_minutes_the_right_password_opens_again(client, yang_min):
    for _ in range(5):
        attempt(client, "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))

    assert attempt(client, PASSWORD).status_code == 302


def test_the_lock_is_for_this_officer_at_this_address_only(client, yang_min):
    colleague = UserFactory.holding(Role.CLERK, "520521225", username="lihua")
    colleague.set_password(PASSWORD)
    colleague.save()
    for _ in range(5):
        attempt(client, "wrong")

    assert attempt(client, PASSWORD, username="lihua").status_code == 302
    client.post("/accounts/logout/")
    assert attempt(client, PASSWORD, REMOTE_ADDR="10.1.2.3").status_code == 302


def test_behind_a_proxy_the_address_is_the_visitors(client, yang_min, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(5):
        attempt(client, "wrong", HTTP_X_FORWARDED_FOR="1.2.3.4, 10.9.9.9")

    assert attempt(client, PASSWORD, HTTP_X_FORWARDED_FOR="10.8.8.8").status_code == 302
    assert AccessAttempt.objects.filter(ip_address="10.9.9.9").exists()


def test_success_begins_the_count_anew(client, yang_min):
    for _ in range(4):
        attempt(client, "wrong")
    attempt(client, PASSWORD)
    client.post("/accounts/logout/")

    assert "4 more failures" in attempt(client, "wrong").content.decode()


def test_no_password_is_kept_with_the_failure(client, yang_min):
    attempt(client, "my-secret-guess")

    assert "my-secret-guess" not in AccessAttempt.objects.get().post_data


def test_a_disabled_account_does_not_open(client, yang_min):
    yang_min.is_active = False
    yang_min.save()

    assert attempt(client, PASSWORD).status_code == 200
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/",
        "/accounts/signup/",
        "/accounts/email/",
        "/accounts/password/reset/",
        "/accounts/password/set/",
        "/accounts/login/code/confirm/",
        "/accounts/inactive/",
        "/admin/",
    ],
)
def test_the_other_doors_of_the_library_are_closed(client, db, address):
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_signing_out_is_a_deed_and_not_a_link(client, clerk):
    client.force_login(clerk)

    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/").status_code == 302


def test_without_a_session_a_page_asks_to_sign_in_and_comes_back(client, db):
    answer = client.get("/villages/?year=2015")

    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/villages/%3Fyear%3D2015"


def test_a_form_sent_after_the_session_expired_is_not_lost(client, db):
    answer = client.post("/villages/", {"place": "<a>", "note": ["x", "y"], "password": "secret"})
    page = answer.content.decode()

    assert answer.status_code == 401
    assert "Your session has expired" in page
    assert 'name="place" value="&lt;a&gt;"' in page
    assert "secret" not in page
    assert page.count('name="note"') == 2
    assert answer["Cache-Control"] == "no-store, private"


def test_a_part_asked_for_after_the_session_expired_leads_to_the_page_again(client, db):
    answer = client.get(
        "/villages/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/villages/"},
    )

    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "http://testserver/villages/"
    assert answer.content == b""


def test_changing_the_password_asks_for_the_old_one(client, yang_min):
    attempt(client, PASSWORD)
    new = {"password1": "a longer new word", "password2": "a longer new word"}

    refused = client.post("/accounts/password/change/", {"oldpassword": "wrong", **new})
    accepted = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})

    assert refused.status_code == 200
    assert accepted.status_code == 302
    yang_min.refresh_from_db()
    assert yang_min.check_password("a longer new word")
