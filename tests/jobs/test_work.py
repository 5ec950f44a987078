"""What becomes of a job: done, failed with a remedy, cancelled, cut off and begun again."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import get_language
from django_tasks_db.models import DBTaskResult

from povertyreg import sealed
from povertyreg.jobs import lease, queue, sweeper, work
from povertyreg.jobs.models import MAX_ATTEMPTS, Job


def run(job):
    work.run_job.call(job.pk)
    job.refresh_from_db()
    return job


def woken():
    return DBTaskResult.objects.ready().count()


def let_the_lease_run_out(job, by=timedelta(seconds=1)):
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - by)


def test_asking_writes_the_row_and_wakes_a_worker(job, clerk):
    assert (job.state, job.requested_by, job.params) == (
        Job.State.WAITING,
        clerk,
        {"language": "en"},
    )
    assert woken() == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_rolled_back_wakes_nobody(steered, clerk):
    with transaction.atomic():
        queue.ask("list", by=clerk, area="520521225")
        transaction.set_rollback(True)

    assert (Job.objects.count(), woken()) == (0, 0)


def test_the_file_of_a_result_is_not_read_from_the_disk(job, own_storage):
    run(job)

    kept = [path.read_bytes() for path in own_storage.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert b"rows" not in kept[0]


def test_a_finished_job_has_its_file_and_its_fingerprint(job):
    run(job)

    assert (job.state, job.result_name) == (Job.State.DONE, "list.xlsx")
    assert sealed.unseal(job.result) == b"rows"
    assert job.sha256 == hashlib.sha256(b"rows").hexdigest()
    assert job.finished_at >= job.started_at
    assert job.lease_until is None


def test_a_job_runs_once_however_often_it_is_woken(job, steered):
    queue.wake(job)
    queue.wake(job)

    for _ in range(3):
        run(job)

    assert steered.runs == [1]


def test_a_job_speaks_the_language_in_which_it_was_asked_for(steered, clerk):
    spoken = []
    steered.act = lambda job, tell: spoken.append(get_language())
    with translation.override("zh-hans"):
        job = queue.ask("list", by=clerk, area="520521225")

    run(job)

    assert spoken == ["zh-hans"]


def test_progress_is_written_down_and_keeps_the_lease(job, steered):
    seen = []

    def act(running, tell):
        let_the_lease_run_out(running)
        tell(500, 1604)
        found = Job.objects.annotate(now=Now()).get(pk=running.pk)
        seen.append((found.done, found.total, found.lease_until > found.now))

    steered.act = act
    run(job)

    assert seen == [(500, 1604, True)]


def test_a_refusal_is_told_in_its_own_words(job, steered):
    def refuse(running, tell):
        raise ValidationError("The year is locked.")

    steered.act = refuse

    assert (run(job).state, job.message) == (Job.State.FAILED, "The year is locked.")


def test_without_the_right_nothing_is_begun(job, steered):
    steered.allowed = False

    assert run(job).state == Job.State.FAILED
    assert steered.runs == []
    assert "may no longer" in job.message


def test_a_fault_says_what_to_do_and_keeps_no_file(job, steered, caplog):
    def stumble(running, tell):
        raise ZeroDivisionError

    steered.act = stumble

    assert run(job).state == Job.State.FAILED
    assert "Ask for it again" in job.message
    assert not job.result
    assert f"job {job.pk} failed" in caplog.text


def test_without_a_database_the_job_is_left_to_the_sweeper(job, steered):
    def lose_the_line(running, tell):
        raise OperationalError("server closed the connection")

    steered.act = lose_the_line

    with pytest.raises(OperationalError):
        run(job)

    job.refresh_from_db()
    assert job.state == Job.State.RUNNING


def test_a_cancelled_job_stops_at_its_next_step_and_keeps_no_file(job, steered, own_storage):
    steered.act = lambda running, tell: (lease.cancel(running), tell(1, 2))

    assert run(job).state == Job.State.CANCELLED
    assert not job.result
    assert not own_storage.exists()


def test_a_job_cancelled_while_its_file_is_stored_keeps_no_file(job, own_storage, monkeypatch):
    seal = sealed.seal

    def cancelling(file, content):
        lease.cancel(job)
        seal(file, content)

    monkeypatch.setattr(sealed, "seal", cancelling)

    assert run(job).state == Job.State.CANCELLED
    assert [path for path in Path(own_storage).rglob("*") if path.is_file()] == []


def test_a_job_that_is_over_is_not_cancelled(job):
    run(job)

    assert not lease.cancel(job)
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_a_job_whose_worker_was_killed_is_begun_again(job, steered):
    lease.take(job.pk)
    let_the_lease_run_out(job)

    assert sweeper.sweep() == 1

    job.refresh_from_db()
    assert (job.state, woken()) == (Job.State.WAITING, 2)
    assert run(job).state == Job.State.DONE
    assert steered.runs == [2]


def test_a_job_that_is_at_work_is_left_alone(job):
    lease.take(job.pk)

    assert sweeper.sweep() == 0


def test_a_job_that_is_cut_off_again_and_again_is_given_up_loudly(job, steered):
    for _ in range(MAX_ATTEMPTS):
        lease.take(job.pk)
        let_the_lease_run_out(job)
        sweeper.sweep()

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, MAX_ATTEMPTS)
    assert "cut off 3 times" in job.message
    assert "smaller area" in job.message
    assert sweeper.sweep() == 0
    assert run(job).state == Job.State.FAILED


def test_a_worker_that_comes_back_from_the_dead_changes_nothing(job):
    dead = lease.take(job.pk)
    let_the_lease_run_out(job)
    sweeper.sweep()
    lease.take(job.pk)

    for act in (
        lambda: lease.renew(dead, 1, 2),
        lambda: lease.finish(dead),
        lambda: lease.fail(dead, "late"),
    ):
        with pytest.raises(lease.LostLease):
            act()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.message) == (Job.State.RUNNING, 2, "")


def test_the_failure_of_a_job_nobody_wants_is_no_failure(job, steered):
    def cancelled_and_broken(running, tell):
        lease.cancel(running)
        raise ZeroDivisionError

    steered.act = cancelled_and_broken

    assert run(job).state == Job.State.CANCELLED


def test_a_job_whose_call_was_lost_is_called_again(job):
    DBTaskResult.objects.all().delete()
    assert sweeper.sweep() == 0

    let_the_lease_run_out(job, timedelta(hours=1))

    assert (sweeper.sweep(), woken()) == (1, 1)
    assert sweeper.sweep() == 0
