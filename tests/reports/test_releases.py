"""Long lists with whole numbers: one asks, a second person decides, nobody else, and once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import translation

from povertyreg import clock
from povertyreg.audit.models import Entry
from povertyreg.exchange.requests import ExportRequest
from povertyreg.jobs import queue, work
from povertyreg.jobs.models import Job
from povertyreg.reports import releases
from tests.factories import UserFactory
from tests.reports.drawing import TOWNSHIP
from tests.reports.listing import exported, opened, rows
from tests.reports.register import household
from tests.reports.releasing import REASON, asked_whole, decide, page_of
from villages.models import Jurisdiction
from villages.roles import Role

PHONE = "13800001234"
State = ExportRequest.State


@pytest.fixture(autouse=True)
def second(yunfeng):
    """The second person of the county."""
    return UserFactory.holding(
        Role.COUNTY, "520521", username="county2", name_en="Song Jie", name_zh="宋洁"
    )


@pytest.fixture
def as_county(client, county_staff):
    client.force_login(county_staff)
    return client


@pytest.fixture
def as_second(second):
    client = Client()
    client.force_login(second)
    return client


@pytest.fixture
def three_are_many(monkeypatch):
    monkeypatch.setattr(releases, "SECOND_PERSON_FROM", 3)


@pytest.fixture
def asked(listed, three_are_many, as_county) -> ExportRequest:
    asked_whole(as_county)
    return ExportRequest.objects.get()


def run(asked):
    asked.refresh_from_db()
    work.run_job.call(asked.job_id)
    asked.job.refresh_from_db()
    return asked.job


def age(asked, **time):
    ExportRequest.objects.filter(pk=asked.pk).update(requested_at=clock.now() - timedelta(**time))


@pytest.mark.parametrize(("number", "is_asked"), [(49, False), (50, True)])
def test_fifty_rows_need_a_second_person_and_forty_nine_do_not(
    number, is_asked, yunfeng, as_county
):
    for _ in range(number):
        household(yunfeng)

    answer = asked_whole(as_county)

    assert ExportRequest.objects.exists() == is_asked
    assert Entry.objects.filter(action="export_list").exists() != is_asked
    if not is_asked:
        assert len(rows(opened(answer)["户 Households"])) == 49
    assert not Job.objects.exists()


def test_a_request_is_kept_with_all_that_is_wanted(asked, county_staff, as_county):
    assert (asked.requested_by, asked.slug, asked.area_code, asked.year, asked.rows) == (
        county_staff, "households", TOWNSHIP, 2015, 3,
    )  # fmt: skip
    assert (asked.reason, asked.state, asked.choices) == (REASON, State.ASKED, {})
    entry = Entry.objects.get(action="ask_export")
    assert (entry.by, entry.reason, entry.details["rows"]) == (county_staff, REASON, 3)
    assert not Job.objects.exists()
    assert not Entry.objects.filter(action="export_list").exists()


def test_the_address_with_unmasked_in_it_still_gives_a_masked_list(asked, as_county):
    sent = as_county.get(
        f"/reports/households/?area={TOWNSHIP}&year=2015&format=xlsx&unmasked=on&because=x"
    )

    assert PHONE not in str(rows(opened(sent)["户 Households"]))


def test_asking_twice_is_one_request(asked, as_county):
    assert asked_whole(as_county).url == asked.get_absolute_url()
    asked_whole(as_county, year=2014)

    assert ExportRequest.objects.count() == 1


def test_a_declined_list_can_be_asked_for_again(asked, as_county, as_second):
    decide(as_second, asked, "decline", "太多")

    asked_whole(as_county)

    assert ExportRequest.objects.count() == 2


def test_without_a_reason_nothing_is_asked(listed, three_are_many, as_county):
    assert exported(as_county, unmasked="on", because=" ").status_code == 422
    assert not ExportRequest.objects.exists()


def test_a_search_by_id_number_is_kept_nowhere(listed, three_are_many, as_county, monkeypatch):
    monkeypatch.setattr(releases, "SECOND_PERSON_FROM", 1)
    number = listed.householder.id_number

    answer = asked_whole(as_county, q=number)

    assert answer.status_code == 422
    assert "searched for by an ID number" in answer.content.decode()
    assert not ExportRequest.objects.exists()
    assert not Entry.objects.filter(details__icontains=number[-4:]).exists()


def test_alone_in_the_county_one_is_told_whom_to_ask(listed, three_are_many, as_county, second):
    second.is_active = False
    second.save()

    answer = asked_whole(as_county)

    assert answer.status_code == 422
    assert "Nobody else in the county may approve" in answer.content.decode()
    assert not ExportRequest.objects.exists()


def test_the_second_person_sees_who_what_how_many_why_and_five_masked_rows(
    asked, as_second, listed, yunfeng
):
    for _ in range(4):
        household(yunfeng)

    page = page_of(as_second, asked)

    for words in ("Yang Min", "Xingxiu Township", REASON, "Householder&#x27;s ID number"):
        assert words in page
    assert "The first 5 rows, masked" in page
    assert "(7 now)" in page
    assert page.count('<td class="nw">5205212') == 10  # five household numbers, five villages
    assert "138****1234" in page
    assert PHONE not in page
    assert listed.householder.id_number not in page


def test_it_waits_on_the_start_page_of_the_second_person_only(asked, as_second, as_county, client):
    assert "Lists with whole numbers to approve" in (page := as_second.get("/").content.decode())
    assert f"/reports/requests/{asked.pk}/" in page
    assert f"Yang Min · 3 rows · {REASON}" in page
    assert "Lists with whole numbers to approve" not in as_county.get("/").content.decode()


def test_approved_it_is_made_in_the_name_of_who_asked(asked, as_second, as_county, county_staff):
    answer = decide(as_second, asked)

    job = run(asked)
    assert answer.url == asked.get_absolute_url()
    assert (job.requested_by, job.state, job.is_for_once) == (county_staff, Job.State.DONE, True)
    assert as_second.get(f"/jobs/{job.pk}/").status_code == 404
    assert as_second.post(f"/jobs/{job.pk}/download/").status_code == 404
    book = opened(as_county.post(f"/jobs/{job.pk}/download/"))
    assert PHONE in str(rows(book["户 Households"]))
    acts = ["ask_export", "approve_export", "export_list", "fetch_result"]
    assert [entry.action for entry in Entry.objects.order_by("pk")] == acts
    exported_ = Entry.objects.get(action="export_list")
    assert (exported_.by, exported_.details["unmasked"]) == (county_staff, True)


def test_it_is_written_in_the_language_of_who_asked(asked, second):
    with translation.override("zh-hans"):
        job = releases.approve(asked, by=second)

    assert job.params["language"] == "en"


def test_declined_nothing_is_made_and_who_asked_reads_why(asked, as_second, as_county):
    decide(as_second, asked, "decline", "下乡核对即可")

    start = as_county.get("/").content.decode()
    page = page_of(as_county, asked)
    assert "Answers to my requests" in start
    assert "下乡核对即可" in start
    assert "Song Jie declined this request" in page
    assert "下乡核对即可" in page
    assert not Job.objects.exists()
    assert "Answers to my requests" not in as_county.get("/").content.decode()


@pytest.mark.parametrize("because", ["", "  ", "x" * 201])
def test_declining_takes_a_reason_of_some_words(because, asked, as_second):
    assert decide(as_second, asked, "decline", because).status_code == 422
    asked.refresh_from_db()
    assert asked.state == State.ASKED


@pytest.mark.parametrize("how", ["approve", "decline"])
def test_nobody_decides_on_her_own_request(how, asked, as_county):
    answer = decide(as_county, asked, how, "x")

    assert answer.status_code == 422
    assert "You asked for this list yourself" in answer.content.decode()
    assert "Your decision" not in page_of(as_county, asked)
    assert not Job.objects.exists()


def test_the_database_refuses_ones_own_decision_too(asked, county_staff):
    rows_ = ExportRequest.objects.filter(pk=asked.pk)

    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        rows_.update(state=State.APPROVED, decided_by=county_staff, decided_at=clock.now())


def test_the_database_wants_a_decision_whole(asked, second):
    rows_ = ExportRequest.objects.filter(pk=asked.pk)

    for change in (
        {"state": State.APPROVED},
        {"state": State.DECLINED, "decided_by": second, "decided_at": clock.now()},
        {"state": State.LAPSED},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows_.update(**change)


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [
        (Role.COUNTY, "520522", 404),
        (Role.CLERK, TOWNSHIP, 403),
        (Role.LEADER, TOWNSHIP, 403),
        (Role.LEADER, "520521", 403),
        (Role.CLERK, "520521223", 404),
        (Role.CADRE, TOWNSHIP, 404),
        (Role.ADMIN, "520521", 404),
    ],
)
def test_nobody_else_sees_or_decides_it(role, area, status, asked):
    client = Client()
    client.force_login(UserFactory.holding(role, area, username="stranger"))

    assert client.get(asked.get_absolute_url()).status_code == status
    assert decide(client, asked).status_code == status
    assert decide(client, asked, "decline", "x").status_code == status
    asked.refresh_from_db()
    assert asked.state == State.ASKED
    assert not Job.objects.exists()


def test_the_auditor_looks_and_decides_nothing(asked, auditor):
    client = Client()
    client.force_login(auditor)

    page = page_of(client, asked)

    assert REASON in page
    assert "masked</h2>" not in page
    assert decide(client, asked).status_code == 403
    assert client.get("/reports/requests/").status_code == 403


def test_county_staff_of_one_township_decide_nothing_of_the_county(
    listed, three_are_many, as_county
):
    asked_whole(as_county, area="520521")
    asked = ExportRequest.objects.get()
    client = Client()
    client.force_login(UserFactory.holding(Role.COUNTY, TOWNSHIP, username="part"))

    assert decide(client, asked).status_code == 404


def test_the_list_of_requests_shows_ones_own_and_those_to_decide(asked, as_county, as_second):
    for client in (as_county, as_second):
        assert REASON in client.get("/reports/requests/").content.decode()
    other = Client()
    other.force_login(UserFactory.holding(Role.COUNTY, "520522", username="next"))
    assert REASON not in other.get("/reports/requests/").content.decode()


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("approve", "approve", "Song Jie approved this request on"),
        ("approve", "decline", "Song Jie approved this request on"),
        ("decline", "approve", "Song Jie declined this request on"),
    ],
)
def test_a_page_that_was_overtaken_says_by_whom(first, then, said, asked, as_second):
    third = Client()
    third.force_login(UserFactory.holding(Role.COUNTY, "520521", username="county3"))
    decide(as_second, asked, first, "x")

    answer = decide(third, asked, then, "y")

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Job.objects.count() == (first == "approve")
    asked.refresh_from_db()
    assert asked.because == "x"


@pytest.mark.parametrize(
    ("days", "is_open"), [({"days": 6, "hours": 23}, True), ({"days": 7}, False)]
)
def test_a_request_that_nobody_decided_lapses_after_seven_days(
    days, is_open, asked, as_second, as_county
):
    age(asked, **days)

    start, answer = as_second.get("/").content.decode(), decide(as_second, asked)

    assert ("Lists with whole numbers to approve" in start) == is_open
    assert answer.status_code == (302 if is_open else 422)
    assert Job.objects.exists() == is_open
    if not is_open:
        assert "has lapsed" in answer.content.decode()
        assert "lapsed" in as_county.get("/").content.decode()
        assert "has lapsed" in page_of(as_county, asked)


@pytest.mark.parametrize(
    "lost", [{"role": Role.LEADER}, {"area_code": "520522"}, {"ends_on": "2015-01-01"}]
)
def test_who_lost_the_right_before_the_decision_gets_nothing(lost, asked, as_second, county_staff):
    Jurisdiction.objects.filter(user=county_staff).update(**lost)

    answer = decide(as_second, asked)

    assert answer.status_code == 422
    assert "Yang Min may no longer take out this list" in answer.content.decode()
    assert not Job.objects.exists()
    assert decide(as_second, asked, "decline", "x").status_code == 302


def test_who_lost_the_right_after_the_decision_gets_nothing(asked, as_second, county_staff):
    decide(as_second, asked)
    Jurisdiction.objects.filter(user=county_staff).update(role=Role.LEADER)

    assert run(asked).state == Job.State.FAILED


def test_who_lost_the_right_after_it_was_made_fetches_nothing(
    asked, as_second, as_county, county_staff
):
    decide(as_second, asked)
    job = run(asked)
    Jurisdiction.objects.filter(user=county_staff).update(role=Role.LEADER)

    assert as_county.post(f"/jobs/{job.pk}/download/").status_code == 403


def test_a_list_that_grew_is_another_list(asked, as_second, yunfeng):
    household(yunfeng)
    household(yunfeng)

    answer = decide(as_second, asked)

    assert answer.status_code == 422
    assert "much longer than what was asked for" in answer.content.decode()


def test_a_list_that_grew_after_the_decision_is_not_made(asked, as_second, yunfeng):
    decide(as_second, asked)
    for _ in range(2):
        household(yunfeng)

    job = run(asked)

    assert (job.state, job.result.name) == (Job.State.FAILED, "")
    assert "much longer than what was approved" in job.message


def test_a_job_with_whole_numbers_that_nobody_approved_is_not_done(listed, county_staff):
    job = queue.ask(
        "list", by=county_staff, area=TOWNSHIP, list="households", year=2015, choices={},
        columns=[], because=REASON,
    )  # fmt: skip

    work.run_job.call(job.pk)

    job.refresh_from_db()
    assert job.state == Job.State.FAILED


def test_a_decision_is_a_post(asked, as_second):
    for how in ("approve", "decline"):
        assert as_second.get(f"/reports/requests/{asked.pk}/{how}/").status_code == 405


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told(asked, second):
    third = UserFactory.holding(Role.COUNTY, "520521", username="county3")
    gate, answers = Barrier(4), []

    def press(by, act):
        gate.wait()
        try:
            answers.append(act(ExportRequest.objects.get(pk=asked.pk), "x", by=by))
        except ValidationError as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [
        Thread(target=press, args=(by, act))
        for by in (second, third)
        for act in (releases.approve, releases.decline)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(isinstance(answer, ValidationError) for answer in answers) == 3
    asked.refresh_from_db()
    assert Job.objects.count() == (asked.state == State.APPROVED)
    decided = Entry.objects.filter(action__in=["approve_export", "decline_export"])
    assert decided.count() == 1
