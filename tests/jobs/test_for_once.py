"""A file for once: fetched by a press of the button, within a day, and then it is gone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now

from povertyreg import sealed
from povertyreg.audit.models import Entry
from povertyreg.jobs import handing_out, kinds, queue, sweeper, work
from povertyreg.jobs.models import Job


@pytest.fixture
def once(steered, clerk, monkeypatch) -> Job:
    kind = replace(kinds.import_string(""), once=lambda job: True)
    monkeypatch.setattr(kinds, "import_string", lambda path: kind)
    job = queue.ask("list", by=clerk, area="520521225")
    work.run_job.call(job.pk)
    job.refresh_from_db()
    return job


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def sweep(django_capture_on_commit_callbacks):
    def swept():
        with django_capture_on_commit_callbacks(execute=True):
            sweeper.sweep()

    return swept


def fetch(client, job):
    return client.post(f"/jobs/{job.pk}/download/")


def content(answer):
    return b"".join(answer.streaming_content)


def let_pass(job, **time):
    """Everything that happened to the job happened so much earlier."""
    times = {name: F(name) - timedelta(**time) for name in ("keep_until", "fetched_at")}
    Job.objects.filter(pk=job.pk).update(**times)


def stored(own_storage):
    return [path for path in own_storage.rglob("*") if path.is_file()]


def test_the_file_waits_for_a_day(once):
    left = Job.objects.annotate(left=F("keep_until") - Now()).get(pk=once.pk).left

    assert timedelta(hours=23, minutes=59) < left <= timedelta(hours=24)


def test_other_files_are_kept(job, as_clerk):
    work.run_job.call(job.pk)
    job.refresh_from_db()

    assert (job.keep_until, job.is_for_once) == (None, False)
    assert [content(as_clerk.get(f"/jobs/{job.pk}/download/")) for _ in range(2)] == [b"rows"] * 2


def test_a_press_of_the_button_hands_it_out_and_is_kept_in_the_trail(once, as_clerk):
    page = as_clerk.get(f"/jobs/{once.pk}/").content.decode()

    answer = fetch(as_clerk, once)

    assert "Can be fetched once, until" in page
    assert "masked" not in page
    assert content(answer) == b"rows"
    assert "no-store" in answer["Cache-Control"]
    once.refresh_from_db()
    assert once.fetched_at is not None
    assert Entry.objects.get(action="fetch_result").details == {"file": "list.xlsx"}


@pytest.mark.parametrize("method", ["get", "head"])
def test_what_only_looks_takes_nothing(method, once, as_clerk):
    answer = getattr(as_clerk, method)(f"/jobs/{once.pk}/download/")

    assert answer.url == f"/jobs/{once.pk}/"
    once.refresh_from_db()
    assert once.fetched_at is None
    assert not Entry.objects.filter(action="fetch_result").exists()


def test_a_broken_download_is_repeated_within_ten_minutes(once, as_clerk):
    fetch(as_clerk, once)
    let_pass(once, minutes=9)

    answer = fetch(as_clerk, once)

    assert content(answer) == b"rows"
    repeated = Entry.objects.filter(action="fetch_result").order_by("pk").last()
    assert repeated.details == {"file": "list.xlsx", "again": True}


def test_repeating_does_not_prolong_the_ten_minutes(once, as_clerk):
    fetch(as_clerk, once)
    let_pass(once, minutes=9)
    fetch(as_clerk, once)
    let_pass(once, minutes=2)

    assert fetch(as_clerk, once).status_code == 410


def test_a_second_fetch_is_told_when_the_first_was_and_what_to_do(once, as_clerk):
    fetch(as_clerk, once)
    let_pass(once, minutes=11)

    answer = fetch(as_clerk, once)

    page = answer.content.decode()
    assert answer.status_code == 410
    assert "This file was handed out once, on" in page
    assert "ask for it again" in page
    assert "Download</button>" not in page
    assert Entry.objects.filter(action="fetch_result").count() == 1


def test_after_a_day_nobody_gets_it_swept_or_not(once, as_clerk):
    let_pass(once, hours=24)

    answer = fetch(as_clerk, once)

    assert answer.status_code == 410
    assert "Nobody fetched this file within 24 hours" in answer.content.decode()
    assert not Entry.objects.filter(action="fetch_result").exists()


def test_a_fetch_in_the_last_minute_does_not_outlast_the_day(once, as_clerk):
    let_pass(once, hours=23, minutes=59)
    fetch(as_clerk, once)
    let_pass(once, minutes=1)

    assert fetch(as_clerk, once).status_code == 410


@pytest.mark.parametrize("is_fetched", [True, False])
def test_the_sweeper_deletes_what_has_had_its_time(is_fetched, once, as_clerk, sweep, own_storage):
    if is_fetched:
        fetch(as_clerk, once)
    sweep()
    assert len(stored(own_storage)) == 1

    let_pass(once, hours=24)
    sweep()

    assert stored(own_storage) == []
    once.refresh_from_db()
    assert once.result.name == ""
    assert fetch(as_clerk, once).status_code == 410
    assert as_clerk.get("/jobs/").status_code == 200


def test_the_sweeper_leaves_other_files_alone(job, sweep, own_storage):
    work.run_job.call(job.pk)
    Job.objects.update(finished_at=Now() - timedelta(days=400))

    sweep()

    assert len(stored(own_storage)) == 1


def test_nobody_else_fetches_it_nor_uses_it_up(once, client, leader):
    client.force_login(leader)

    assert fetch(client, once).status_code == 404
    once.refresh_from_db()
    assert once.fetched_at is None


def test_who_lost_the_right_does_not_fetch_it_nor_use_it_up(once, steered, as_clerk):
    steered.allowed = False

    assert fetch(as_clerk, once).status_code == 403
    once.refresh_from_db()
    assert once.fetched_at is None


def test_a_file_that_cannot_be_read_is_not_used_up(once, clerk, monkeypatch):
    def fail(file):
        raise ValueError("the key is not there")

    monkeypatch.setattr(sealed, "unseal", fail)

    with pytest.raises(ValueError, match="key"):
        handing_out.hand_out(once, by=clerk)

    once.refresh_from_db()
    assert once.fetched_at is None
