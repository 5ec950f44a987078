"""A whole village is printed by a worker, for whoever may have it then and when it is fetched."""

import io

import pytest
from pypdf import PdfReader

from households.models import Household
from povertyreg.audit.models import Entry
from povertyreg.jobs import lease, work
from povertyreg.jobs.models import Job
from povertyreg.jobs.sweeper import sweep
from povertyreg.papers import batches
from tests.factories import HouseholdFactory
from tests.reports.drawing import YUNFENG
from villages.models import Jurisdiction

VILLAGE = f"/print/villages/{YUNFENG}/"
NEVER = "\U000323af"


@pytest.fixture
def three(yunfeng, zongshu):
    """Two poor households and one with dibao; and one of the next village."""
    made = [
        HouseholdFactory(village=yunfeng, file__people=2, file__category=category)
        for category in ("01", "01", "02")
    ]
    HouseholdFactory(village=zongshu, file__category="01")
    return made


def asked(client, **chosen):
    answer = client.post(VILLAGE, {"papers": ["card"], "year": "2015", **chosen})
    assert answer.status_code == 302, answer.context["form"].errors
    return Job.objects.latest("pk")


def done(job):
    work.run_job.call(job.pk)
    job.refresh_from_db()
    return job


def pages(client, job):
    content = b"".join(client.get(f"/jobs/{job.pk}/download/"))
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_the_cards_of_a_village_are_one_file(three, as_clerk):
    job = done(asked(as_clerk))

    assert (job.state, job.done, job.total, job.message) == (Job.State.DONE, 3, 3, "")
    found = pages(as_clerk, job)
    assert len(found) == 6
    for household, page in zip(sorted(three, key=lambda h: h.number), found[::2], strict=True):
        assert f"{household.number[:12]} {household.number[12:]}" in page
    assert [e.action for e in Entry.objects.order_by("pk")] == ["print_village", "fetch_result"]


def test_one_category_and_both_papers_can_be_chosen(three, as_clerk):
    job = done(asked(as_clerk, papers=["card", "booklet"], category="02"))

    assert (job.done, job.result_name) == (1, f"{YUNFENG}-2015-card-booklet-02.pdf")
    assert "Household booklet" in pages(as_clerk, job)[2]


def test_numbers_stay_masked(three, as_clerk):
    Household.objects.update(phone="13987654321")
    said = "".join(pages(as_clerk, done(asked(as_clerk))))

    assert "139****4321" in said
    assert "13987654321" not in said
    assert not any(h.householder.id_number in said for h in three)


def test_what_the_font_lacks_is_said_and_listed_on_the_last_page(three, as_clerk):
    Household.objects.filter(pk=three[0].pk).update(bank=f"银行{NEVER}")

    job = done(asked(as_clerk))

    number = f"{three[0].number[:12]} {three[0].number[12:]}"
    last = pages(as_clerk, job)[-1]
    assert f"1 household has characters that the font lacks: {number}." in job.message
    assert number in last
    assert "U+323AF" in last
    assert job.message in as_clerk.get(f"/jobs/{job.pk}/").content.decode()


def test_nobody_with_this_choice_is_a_plain_answer(three, as_clerk):
    job = done(asked(as_clerk, category="03"))

    assert (job.state, job.result.name) == (Job.State.FAILED, "")
    assert "No household of the village is on file with this choice" in job.message


@pytest.mark.parametrize("wrong", [{"papers": []}, {"year": "1890"}, {"category": "x'"}])
def test_a_wrong_choice_is_answered_in_its_place(three, as_clerk, wrong):
    answer = as_clerk.post(VILLAGE, {"papers": ["card"], "year": "2015", **wrong})

    assert answer.status_code == 422
    assert not Job.objects.exists()


def test_who_lost_the_area_meanwhile_gets_nothing(three, as_clerk, clerk):
    job = asked(as_clerk)
    Jurisdiction.objects.filter(user=clerk).update(area_code="520521223")

    assert done(job).state == Job.State.FAILED
    assert "may no longer see this area" in job.message
    assert as_clerk.get(f"/jobs/{job.pk}/").status_code == 200
    assert not Entry.objects.filter(action="print_village").exists()


def test_who_lost_it_after_the_printing_cannot_fetch_it(three, as_clerk, clerk):
    job = done(asked(as_clerk))
    Jurisdiction.objects.filter(user=clerk).update(area_code="520521223")

    assert as_clerk.get(f"/jobs/{job.pk}/download/").status_code == 403


def test_a_village_elsewhere_is_not_found(three, client, secretary2):
    client.force_login(secretary2)

    assert client.get(VILLAGE).status_code == 404
    assert client.post(VILLAGE, {"papers": ["card"], "year": "2015"}).status_code == 404
    assert not Job.objects.exists()


def test_cancelling_ends_the_work_between_two_households(three, as_clerk, monkeypatch):
    job = asked(as_clerk)
    drawn = batches.drawn

    def cancelled_meanwhile(*args):
        lease.cancel(Job.objects.get(pk=job.pk))
        return drawn(*args)

    monkeypatch.setattr(batches, "drawn", cancelled_meanwhile)

    done(job)

    assert (job.state, job.done, job.result.name) == (Job.State.CANCELLED, 0, "")
    assert not Entry.objects.filter(action="print_village").exists()


def test_the_work_of_a_killed_worker_is_begun_again(three, as_clerk, monkeypatch):
    job = asked(as_clerk)
    taken = lease.take(job.pk)
    lease.renew(taken, 2, 3)
    Job.objects.filter(pk=job.pk).update(lease_until="2000-01-01T00:00Z")

    sweep()

    assert done(job).state == Job.State.DONE
    assert (job.attempts, job.done) == (2, 3)
