"""A long list is made by a worker, for whoever may have it then and when it is fetched."""

import pytest

from households.models import HouseholdYear
from households.resources import HouseholdResource
from povertyreg.audit.models import Entry
from povertyreg.jobs import work
from povertyreg.jobs.models import Job
from povertyreg.reports import lists
from tests.reports.drawing import TOWNSHIP, ZONGSHU
from tests.reports.listing import exported, opened, rows
from villages.models import Jurisdiction
from villages.roles import Role


@pytest.fixture
def long_lists(monkeypatch):
    monkeypatch.setattr(lists, "AT_ONCE", 1)


def test_a_long_list_is_made_as_a_job(listed, long_lists, as_clerk, clerk):
    answer = exported(as_clerk, state="poor")

    job = Job.objects.get()
    assert answer.url == f"/jobs/{job.pk}/"
    assert (job.requested_by, job.area_code, job.state) == (clerk, TOWNSHIP, Job.State.WAITING)
    assert job.params == {
        "list": "households",
        "year": 2015,
        "choices": {"state": "poor"},
        "columns": list(HouseholdResource.usual()),
        "because": "",
        "language": "en",
    }


def test_a_long_list_is_not_fetched_by_its_address(listed, long_lists, as_clerk):
    page = as_clerk.get(f"/reports/households/?area={TOWNSHIP}&year=2015&format=xlsx")

    assert "3 rows and is made as a job" in page.content.decode()
    assert not Job.objects.exists()


def test_the_job_makes_the_same_list(listed, long_lists, as_clerk):
    exported(as_clerk)
    job = Job.objects.get()

    work.run_job.call(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (Job.State.DONE, 3, 3)
    book = opened(as_clerk.get(f"/jobs/{job.pk}/download/"))
    assert [row["Village"] for row in rows(book["户 Households"])] == [
        "Yunfeng",
        "Yunfeng",
        "Zongshu",
    ]
    assert [e.action for e in Entry.objects.order_by("pk")] == ["export_list", "fetch_result"]


def test_the_job_counts_the_rows_that_are_there_when_it_runs(listed, long_lists, as_clerk):
    exported(as_clerk)
    HouseholdYear.objects.filter(village=ZONGSHU).update(year=2012)

    work.run_job.call(Job.objects.get().pk)

    assert Job.objects.get().done == 2


def test_who_lost_the_area_meanwhile_gets_nothing(listed, long_lists, as_clerk, clerk):
    exported(as_clerk)
    Jurisdiction.objects.filter(user=clerk).update(area_code="520521223")

    work.run_job.call(Job.objects.get().pk)

    job = Job.objects.get()
    assert (job.state, job.result.name) == (Job.State.FAILED, "")
    assert "may no longer see this area" in job.message


def test_who_lost_the_right_after_it_ran_cannot_fetch_it(listed, long_lists, as_clerk, clerk):
    exported(as_clerk)
    job = Job.objects.get()
    work.run_job.call(job.pk)
    Jurisdiction.objects.filter(user=clerk).update(role=Role.AUDITOR)

    assert as_clerk.get(f"/jobs/{job.pk}/download/").status_code == 403


def test_nobody_else_sees_or_fetches_it(listed, long_lists, as_clerk, client, leader):
    exported(as_clerk)
    job = Job.objects.get()
    work.run_job.call(job.pk)
    client.force_login(leader)

    assert client.get(f"/jobs/{job.pk}/").status_code == 404
    assert client.get(f"/jobs/{job.pk}/download/").status_code == 404
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 404


def test_a_search_by_id_number_is_exported_and_nowhere_kept(listed, long_lists, as_clerk):
    number = listed.householder.id_number
    found = as_clerk.get("/households/", {"q": number, "area": TOWNSHIP, "year": 2015}, follow=True)
    kept = found.redirect_chain[-1][0].split("?")[1]

    book = opened(as_clerk.get(f"/reports/households/?{kept}&format=xlsx"))

    assert len(rows(book["户 Households"])) == 1
    entry = Entry.objects.get(action="export_list")
    assert entry.details["choices"] == {"q": "*"}
    assert number not in str([list(sheet.values) for sheet in book])
    assert not Job.objects.exists()
