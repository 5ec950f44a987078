"""The pages of jobs: mine only, with numbers that add up, asking again until the end."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from povertyreg.audit.models import Entry
from povertyreg.jobs import lease, queue, work
from povertyreg.jobs.models import Job
from povertyreg.jobs.views import minutes, time_left


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def page(client, job, **headers):
    return client.get(f"/jobs/{job.pk}/", headers=headers).content.decode()


def fetched(client, job):
    sent = client.get(f"/jobs/{job.pk}/download/")
    return b"".join(sent.streaming_content), sent["Content-Disposition"]


def half_done(job):
    lease.take(job.pk)
    Job.objects.filter(pk=job.pk).update(
        done=500, total=1604, started_at=Now() - timedelta(seconds=60)
    )


def test_a_waiting_job_asks_again_every_two_seconds(job, as_clerk):
    shown = page(as_clerk, job)

    assert 'hx-trigger="every 2s"' in shown
    assert "as soon as one is free" in shown
    assert "Cancel this job" in shown


def test_a_running_job_says_how_far_it_is_and_how_long_it_takes(job, as_clerk):
    half_done(job)

    shown = page(as_clerk, job)

    assert "500 / 1,604" in shown
    assert "01:00 so far" in shown
    assert "about 02:12 left" in shown
    assert 'aria-live="polite"' in shown


def test_only_the_part_is_sent_to_a_page_that_asks_again(job, as_clerk):
    part = page(as_clerk, job, hx_request="true")

    assert part.strip().startswith("<section")
    assert "<html" not in part


def test_a_finished_job_asks_no_more_and_hands_out_its_file(job, as_clerk):
    work.run_job.call(job.pk)

    shown = page(as_clerk, job)
    content, disposition = fetched(as_clerk, job)

    assert "hx-trigger" not in shown
    assert f"/jobs/{job.pk}/download/" in shown
    assert content == b"rows"
    assert 'filename="list.xlsx"' in disposition


def test_fetching_the_file_is_kept_in_the_trail(job, as_clerk, clerk):
    work.run_job.call(job.pk)

    fetched(as_clerk, job)

    entry = Entry.objects.get(action="fetch_result")
    assert (entry.by, entry.subject_id, entry.area_code) == (clerk, job.pk, "520521225")


def test_the_file_is_refused_when_the_right_is_gone(job, steered, as_clerk):
    work.run_job.call(job.pk)
    steered.allowed = False

    assert as_clerk.get(f"/jobs/{job.pk}/download/").status_code == 403


def test_a_job_without_a_file_has_none_to_fetch(job, as_clerk):
    assert as_clerk.get(f"/jobs/{job.pk}/download/").status_code == 404


def test_a_failed_job_says_why(job, as_clerk):
    lease.fail(lease.take(job.pk), "The year is locked.")

    shown = page(as_clerk, job)

    assert "The year is locked." in shown
    assert "hx-trigger" not in shown


def test_cancelling_ends_the_job(job, as_clerk):
    assert as_clerk.post(f"/jobs/{job.pk}/cancel/").url == f"/jobs/{job.pk}/"

    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert "Cancelled by you" in page(as_clerk, job)


def test_a_job_is_cancelled_only_by_a_post(job, as_clerk):
    assert as_clerk.get(f"/jobs/{job.pk}/cancel/").status_code == 405


def test_the_bell_counts_what_is_over_until_it_is_looked_at(job, clerk, as_clerk):
    assert Job.objects.of(clerk).unseen().count() == 0
    work.run_job.call(job.pk)
    assert Job.objects.of(clerk).unseen().count() == 1

    page(as_clerk, job)

    assert Job.objects.of(clerk).unseen().count() == 0


def test_the_list_shows_ones_own_jobs_only(job, as_clerk, leader, client):
    queue.ask("list", by=leader, area="520521225")

    shown = as_clerk.get("/jobs/")

    assert [row["job"].pk for row in shown.context["rows"]] == [job.pk]
    assert "A list" in shown.content.decode()


def test_without_a_job_the_page_says_when_there_will_be_one(as_clerk):
    assert "No job yet" in as_clerk.get("/jobs/").content.decode()


def test_a_visitor_sees_no_job(job, client):
    assert client.get(f"/jobs/{job.pk}/").status_code == 302


@pytest.mark.parametrize(
    ("seconds", "text"), [(None, ""), (0, "00:00"), (65.9, "01:05"), (6000, "100:00")]
)
def test_minutes_and_seconds(seconds, text):
    assert minutes(None if seconds is None else timedelta(seconds=seconds)) == text


def test_before_the_first_rows_nobody_knows_how_long_it_takes(job):
    assert time_left(job) is None
    running = lease.take(job.pk)
    assert time_left(running) is None
