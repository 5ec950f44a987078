"""The tests find what the migrations load, whatever ran before them."""

import pytest
from django.core.management import CommandError
from django.test import testcases

from households.models import ExitItem, PovertyLine
from tests import reference

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("turn", [1, 2])
def test_what_the_migrations_load_outlives_a_flush(turn):
    """Each turn ends in a flush; the second one finds the tables as the first did."""
    assert PovertyLine.objects.exists()
    assert ExitItem.objects.exists()


def test_a_flush_that_the_database_ended_is_done_once_more(monkeypatch):
    asked = []

    def flush(*command, **options):
        asked.append(command)
        if len(asked) == 1:
            raise CommandError("deadlock detected")

    monkeypatch.setattr(reference, "call_command", flush)
    testcases.call_command("flush")

    assert asked == [("flush",), ("flush",)]
