"""A file that a worker reads: only the reading asked for last counts, and never too late."""

import pytest

from households.importing import queueing, services
from povertyreg.exchange.models import Import
from povertyreg.jobs import work
from povertyreg.jobs.models import Job
from tests.households.importing.books import TOWNSHIP, YEAR, people_of, person_list


@pytest.fixture
def asked(clerk):
    import_ = services.receive(
        person_list(people_of(2)), "a.xlsx", kind="households", area=TOWNSHIP, year=YEAR, by=clerk
    )
    return import_, queueing.ask("rehearse_import", import_, by=clerk)


def state_of(job):
    return Job.objects.get(pk=job.pk).state


def test_a_reading_asked_for_again_takes_the_place_of_the_one_before(asked, clerk):
    import_, first = asked

    second = queueing.ask("rehearse_import", import_, by=clerk)
    for job in (first, second):
        work.run_job.call(job.pk)

    assert (state_of(first), state_of(second)) == (Job.State.CANCELLED, Job.State.DONE)
    import_.refresh_from_db()
    assert (import_.state, import_.created) == (Import.State.READY, 4)


def test_a_reading_that_comes_too_late_leaves_what_is_being_written(asked, clerk):
    import_, job = asked
    queueing.rehearse(import_)
    services.mark_confirmed(import_, "good", by=clerk)

    work.run_job.call(job.pk)

    import_.refresh_from_db()
    assert (state_of(job), import_.state) == (Job.State.DONE, Import.State.WRITING)
    assert import_.entries.count() == 2
    queueing.write(import_)
    import_.refresh_from_db()
    assert import_.state == Import.State.WRITTEN
