"""However often it is brought, clicked or begun, it is written once."""

from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from households.importing import queueing, services
from households.models import Household
from povertyreg.audit.models import Entry
from povertyreg.exchange.models import Import
from tests.households.importing.books import (
    brought,
    counts,
    events,
    people_of,
    person_list,
    problems,
    written,
)

State = Import.State


def test_the_same_list_brought_by_two_people_is_entered_once(clerk):
    content = person_list(people_of(2))
    first, second = brought(content, clerk), brought(content, clerk)

    services.confirm(first, "good", by=clerk)
    services.confirm(second, "good", by=clerk)

    second.refresh_from_db()
    assert Household.objects.count() == 2
    assert counts(second) == {"held": 4}
    assert all(one.zh and one.en and one.zh != one.en for one in problems(second))


def test_a_second_click_writes_nothing(clerk):
    import_ = written(person_list(people_of(1)), clerk)
    before = events()

    with pytest.raises(ValidationError, match="has been written"):
        services.confirm(Import.objects.get(pk=import_.pk), "good", by=clerk)

    assert events() == before


def test_a_job_that_is_run_again_writes_nothing(clerk):
    import_ = written(person_list(people_of(1)), clerk)
    before, noted = events(), Entry.objects.count()

    queueing.write(Import.objects.get(pk=import_.pk))

    assert events() == before
    assert Entry.objects.count() == noted


@pytest.mark.django_db(transaction=True)
def test_two_people_who_confirm_together_write_once(clerk):
    import_ = brought(person_list(people_of(3)), clerk)
    refused = []

    def press():
        try:
            services.confirm(Import.objects.get(pk=import_.pk), "good", by=clerk)
        except ValidationError as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    import_.refresh_from_db()
    assert (import_.state, len(refused)) == (State.WRITTEN, 1)
    assert Household.objects.count() == 3
    assert Entry.objects.filter(action="import_file").count() == 3
    connection.close()
