"""The list of representatives: pasted whole or not at all, ended with a day, kept by its place."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import representatives
from households.models import Representative
from households.representatives import Newcomer
from tests.households.lists import MAY_18, MAY_26


@pytest.fixture(autouse=True)
def _in_may(set_today):
    set_today(MAY_26)


def pasted(client, village, lines, since=MAY_18):
    there = reverse("rounds:representative-list", args=[village.pk])
    return client.post(there, {"lines": lines, "since": since.isoformat()})


def test_lines_are_read_as_people_and_spreadsheets_write_them():
    text = "王大明, 3, 村干部\r\n\n李二\t第4组\r\n张三，cadre\n赵四"

    assert representatives.read_lines(text) == [
        Newcomer("王大明", 3, True),
        Newcomer("李二", 4),
        Newcomer("张三", None, True),
        Newcomer("赵四"),
    ]


def test_many_are_pasted_at_once_and_shown(client, yunfeng, secretary):
    client.force_login(secretary)

    assert pasted(client, yunfeng, "王大明, 3\n李二, 4").status_code == 302

    page = client.get(reverse("rounds:representative-list", args=[yunfeng.pk])).content.decode()
    assert "王大明" in page
    assert Representative.objects.filter(village=yunfeng, since=MAY_18).count() == 2


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("王大明, 3\n李二, chairman", "Line 2"),
        ("王大明, 3\n王大明, 3", "in the list already"),
        (" \n ", "This field is required"),
        ("王" * 41, "at most 40 characters"),
    ],
)
def test_a_line_that_is_not_understood_stops_them_all(lines, said, client, yunfeng, secretary):
    client.force_login(secretary)

    answer = pasted(client, yunfeng, lines)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Representative.objects.exists()


def test_who_has_left_office_is_not_in_the_list_and_may_come_again(yunfeng, secretary):
    [one] = representatives.add(yunfeng, [Newcomer("王大明", 3)], since=MAY_18, by=secretary)

    representatives.end(one, date(2015, 5, 25), by=secretary)
    representatives.add(yunfeng, [Newcomer("王大明", 3)], since=MAY_26, by=secretary)

    assert Representative.objects.current(date(2015, 5, 25)).get() == one
    assert Representative.objects.current(MAY_26).get() != one
    with pytest.raises(ValidationError, match="left office already"):
        representatives.end(one, MAY_26, by=secretary)


@pytest.mark.parametrize("until", ["2015-05-17", "2015-05-27", "2015-13-01", "yesterday", ""])
def test_an_office_ends_between_its_first_day_and_today(until, client, yunfeng, secretary):
    [one] = representatives.add(yunfeng, [Newcomer("王大明")], since=MAY_18, by=secretary)
    client.force_login(secretary)

    client.post(reverse("rounds:representative-end", args=[one.pk]), {"until": until})

    one.refresh_from_db()
    assert one.until is None


@pytest.mark.parametrize("who", ["secretary2", "leader", "county_staff", "auditor"])
def test_only_the_village_and_its_clerk_keep_the_list(who, request, yunfeng, zongshu):
    with pytest.raises(PermissionDenied):
        representatives.add(
            yunfeng, [Newcomer("王大明")], since=MAY_18, by=request.getfixturevalue(who)
        )
