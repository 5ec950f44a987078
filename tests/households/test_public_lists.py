"""The public page: the list as posted and nothing more, objections without a name, no floods."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.urls import reverse

from households import public_lists, publicity
from households.choices import Channel, Stage
from households.models import Notice, Objection
from households.rules import working_days_after
from tests.factories import HouseholdFactory
from tests.households.lists import JUNE_2, JUNE_3, MAY_28, cases_at, hanging

JUNE_4 = date(2015, 6, 4)
LATE = time(23, 59)


@pytest.fixture
def notice(nominated, secretary, set_today) -> Notice:
    set_today(MAY_28)
    posted = hanging(nominated, secretary)
    set_today(JUNE_2)
    return Notice.objects.get(pk=posted.pk)


def page_of(notice: Notice) -> str:
    return reverse("rounds:public-notice", args=[notice.token])


def form_of(notice: Notice) -> str:
    return reverse("rounds:public-object", args=[notice.token])


def send(client, notice, **fields):
    told = {
        "kind": "should_not_be_in",
        "entry": "1",
        "content": "在县城有房",
        "request_id": str(uuid4()),
        **fields,
    }
    return client.post(form_of(notice), told)


def test_the_page_shows_the_list_as_it_was_posted(client, notice, nominated):
    page = client.get(page_of(notice) + "?lang=zh-hans").content.decode()

    for entry in notice.entries.all():
        assert entry.householder in page
    assert notice.fingerprint in page
    assert notice.complaint_phone in page


def test_the_page_shows_nothing_private(client, notice, nominated):
    page = client.get(page_of(notice)).content.decode()

    for case in nominated:
        household = case.household
        assert household.number not in page
        assert household.householder.id_number not in page
        assert household.phone not in page or not household.phone


def test_it_is_kept_nowhere_and_found_by_no_search_engine(client, notice):
    answer = client.get(page_of(notice))

    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "sessionid" not in answer.cookies
    assert client.get(form_of(notice))["Referrer-Policy"] == "same-origin"


def test_a_guessed_address_is_not_found(client, notice):
    assert client.get(reverse("rounds:public-notice", args=[uuid4()])).status_code == 404
    assert client.get("/public/notices/1/").status_code == 404


@pytest.mark.parametrize(
    ("day", "at", "said"),
    [
        (MAY_28, time(12), "6 days 12 hours left"),
        (JUNE_2, time(20), "1 day 4 hours left"),
        (JUNE_3, time(3), "21 hours left"),
        (JUNE_3, LATE, "1 minute left"),
    ],
)
def test_the_time_left_is_counted_by_the_server_to_midnight(
    day, at, said, client, notice, set_today
):
    set_today(day, at)

    assert said in client.get(page_of(notice) + "?lang=en").content.decode()


def test_after_the_last_day_the_list_is_withdrawn_without_a_name(client, notice, set_today):
    set_today(JUNE_4, time(0))

    for address in (page_of(notice), form_of(notice)):
        answer = client.get(address + "?lang=en")
        assert answer.status_code == 410
        page = answer.content.decode()
        assert "does not hang any more" in page
        assert notice.entries.first().householder not in page


def test_a_closed_list_is_withdrawn_at_once(client, notice, secretary, set_today):
    set_today(JUNE_3)
    publicity.close_in_village(notice, by=secretary)

    assert client.get(page_of(notice)).status_code == 410
    assert send(client, notice).status_code == 410
    assert not Objection.objects.exists()


def test_an_objection_needs_no_name_and_gets_a_number(client, notice, nominated):
    answer = send(client, notice)

    objection = Objection.objects.get()
    assert objection.channel == Channel.PUBLIC_PAGE
    assert (objection.recorded_by, objection.objector) == (None, "")
    assert objection.case == notice.entries.get(position=1).case
    assert objection.reference == "2015-001"
    assert objection.reply_by == working_days_after(JUNE_2, 5)
    assert "2015-001" in client.get(answer.url).content.decode()


def test_in_the_last_minute_it_counts(client, notice, set_today, secretary):
    set_today(JUNE_3, LATE)

    send(client, notice)
    set_today(JUNE_4)
    closed = publicity.close_in_village(notice, by=secretary)

    assert [case.pk for case in closed.held] == [Objection.objects.get().case_id]


def test_whoever_is_missed_gets_the_same_answer_on_file_or_not(client, notice, yunfeng):
    HouseholdFactory(village=yunfeng, file__name="赵在册")

    answers = [
        client.get(send(client, notice, kind="should_be_in", entry="", about_name=name).url)
        for name in ("赵在册", "钱无人")
    ]

    first, second = (a.content.decode().replace("2015-002", "2015-001") for a in answers)
    assert first.split("<main>")[1] == second.split("<main>")[1]
    assert [o.about_name for o in Objection.objects.order_by("pk")] == ["赵在册", "钱无人"]
    assert not Objection.objects.exclude(case=None).exists()


def test_the_same_form_sent_twice_counts_once(client, notice):
    again = str(uuid4())

    first, second = (send(client, notice, request_id=again) for _ in range(2))

    assert first.url == second.url
    assert Objection.objects.count() == 1


def test_a_flood_from_one_address_is_held_off_with_the_phone(client, notice):
    for _ in range(public_lists.AN_HOUR):
        assert send(client, notice).status_code == 302

    refused = send(client, notice)

    assert refused.status_code == 422
    assert notice.complaint_phone in refused.content.decode()
    assert Objection.objects.count() == public_lists.AN_HOUR


def test_a_flood_of_addresses_is_held_off_too(client, notice, monkeypatch):
    monkeypatch.setattr(public_lists, "A_DAY", 2)

    answers = [
        client.post(
            form_of(notice),
            {"kind": "data_wrong", "entry": "1", "content": "人口不对", "request_id": str(uuid4())},
            REMOTE_ADDR=f"10.0.0.{n}",
        ).status_code
        for n in range(3)
    ]

    assert answers == [302, 302, 422]


def test_the_address_of_the_sender_is_not_kept(client, notice):
    send(client, notice)

    sender = Objection.objects.get().sender
    assert "127.0.0.1" not in sender
    assert sender != public_lists.sender_of("127.0.0.1", JUNE_3)


def test_a_machine_that_fills_in_everything_is_thanked_and_forgotten(client, notice):
    assert send(client, notice, website="http://spam.example").status_code == 302
    assert not Objection.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": ""},
        {"content": ""},
        {"entry": ""},
        {"entry": "99"},
        {"kind": "should_be_in", "about_name": " "},
        {"contact": "not a phone"},
        {"request_id": "x"},
    ],
)
def test_what_is_missing_is_said_and_nothing_is_stored(fields, client, notice):
    answer = send(client, notice, **fields)

    assert answer.status_code == 422
    assert "在县城有房" in answer.content.decode() or not fields.get("content", "x")
    assert not Objection.objects.exists()


def test_what_is_written_is_never_markup(client, notice, clerk):
    send(client, notice, content="<script>alert(1)</script>", objector="<b>x</b>")
    client.force_login(clerk)

    page = client.get(reverse("rounds:objection-detail", args=[Objection.objects.get().pk]))

    assert "<script>alert" not in page.content.decode()


def test_the_phone_of_the_objector_is_masked_even_inside(client, notice, clerk):
    send(client, notice, contact="13987654321")
    client.force_login(clerk)

    page = client.get(reverse("rounds:objection-detail", args=[Objection.objects.get().pk]))

    assert "13987654321" not in page.content.decode()
    assert "139****4321" in page.content.decode()


def test_an_announcement_is_read_and_objected_to_by_phone(
    client, yunfeng, round_, county_staff, set_today
):
    set_today(MAY_28)
    classified = cases_at(Stage.CLASSIFIED, 2, yunfeng, round_)
    posted = publicity.announce(classified, complaint_phone="12317", by=county_staff)

    page = client.get(page_of(posted) + "?lang=en").content.decode()

    assert ">Object<" not in page
    assert client.get(form_of(posted)).status_code == 302


def test_the_page_asks_few_questions_however_long_the_list(
    client, yunfeng, round_, secretary, set_today, django_assert_max_num_queries
):
    set_today(MAY_28)
    posted = hanging(cases_at(Stage.NOMINATED, 60, yunfeng, round_), secretary)

    with django_assert_max_num_queries(6):
        client.get(page_of(posted))


def test_a_long_list_shows_its_first_lines_and_keeps_the_others_on_the_page(
    client, yunfeng, round_, secretary, set_today
):
    set_today(MAY_28)
    posted = hanging(cases_at(Stage.NOMINATED, 23, yunfeng, round_), secretary)

    page = client.get(page_of(posted) + "?lang=en").content.decode()

    assert "Show the other 3 households" in page
    assert page.count("data-name=") == 23
