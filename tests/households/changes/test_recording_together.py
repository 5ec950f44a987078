"""The same death from eight desks at once: one records it, the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from households.changes import members
from households.choices import ChangeKind
from households.models import Change, Household, Member
from households.refusals import StaleVersion
from tests.households.changes.families import MAY_30, family, one, relations, said

DESKS = 8

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_eight_records_the_death_and_seven_are_told(yunfeng, clerk, set_today):
    set_today(MAY_30)
    home = family(yunfeng, "02", "03")
    son, form, gate = one(home, "03"), said(home, clerk), Barrier(DESKS)

    def record(_desk: int) -> str:
        household, member = Household.objects.get(pk=home.pk), Member.objects.get(pk=son.pk)
        gate.wait()
        try:
            members.leave(household, member, ChangeKind.DIED, form)
        except StaleVersion:
            return "told"
        finally:
            connection.close()
        return "recorded"

    with ThreadPoolExecutor(DESKS) as desks:
        answers = list(desks.map(record, range(DESKS)))

    assert sorted(answers) == ["recorded"] + ["told"] * (DESKS - 1)
    assert Change.objects.count() == 1
    assert relations(home).keys() == {"王大明", "李秀英"}
    home.refresh_from_db()
    assert home.version == form.version + 1
