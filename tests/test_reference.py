"""The tests find what the migrations load, whatever ran before them."""

import pytest

from households.models import ExitItem, PovertyLine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("turn", [1, 2])
def test_what_the_migrations_load_outlives_a_flush(turn):
    """Each turn ends in a flush; the second one finds the tables as the first did."""
    assert PovertyLine.objects.exists()
    assert ExitItem.objects.exists()
