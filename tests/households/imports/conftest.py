"""A clerk at the page of imports, and the acting modules replaced by what only notes its calls."""

import pytest
from django.core.exceptions import ValidationError

from households import importing
from povertyreg.exchange.models import Fate
from tests.imports import ImportEntryFactory, ImportFactory, problem


@pytest.fixture
def mine(client, clerk):
    """Makes imports of the clerk, who is signed in."""
    client.force_login(clerk)

    def made(**more):
        return ImportFactory(requested_by=clerk, **more)

    return made


@pytest.fixture
def called(monkeypatch):
    """`called("confirm")`: the calls of an act that is not carried out, or refused."""
    calls = []

    def stand_in(*names, refuses=None):
        for name in names:
            monkeypatch.setattr(importing, name, _noting(calls, name, refuses))
        return calls

    return stand_in


def _noting(calls, name, refuses):
    def act(import_, *args, by=None):
        calls.append((name, import_.pk, *args, by))
        if refuses:
            raise ValidationError(refuses)

    return act


@pytest.fixture
def with_held(mine):
    """One changed household and three that are held."""
    import_ = mine(updated=1, held=3)
    ImportEntryFactory(of_import=import_)
    for row, name in ((18, "陈大银"), (41, "熊小芬"), (77, "刘安")):
        ImportEntryFactory(of_import=import_, fate=Fate.HELD, name=name, problems=[problem(row)])
    return import_
