"""A sealed list: what it shows, its fingerprint, and that nobody changes it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import InternalError
from django.utils import translation

from households import notices, publicity
from households.choices import Category, Stage
from households.models import Notice, NoticeEntry
from tests.factories import CaseFactory, HouseholdFactory, VillageGroupFactory
from tests.households.lists import PHONE, cases_at, hanging


def test_the_fingerprint_is_that_of_the_lines_as_they_are_stored(nominated, secretary):
    notice = hanging(nominated, secretary)

    stored = Notice.objects.get(pk=notice.pk)
    assert notices.fingerprint(stored, stored.entries.all()) == stored.sha256
    assert stored.fingerprint == " ".join(
        stored.sha256[start : start + 4].upper() for start in range(0, 24, 4)
    )


@pytest.mark.parametrize(
    ("field", "value"), [("householder", "赵六"), ("size", 9), ("category", "02"), ("cause", "03")]
)
def test_a_changed_line_breaks_the_fingerprint(field, value, nominated, secretary):
    notice = hanging(nominated, secretary)
    entries = list(notice.entries.all())
    setattr(entries[2], field, value)

    assert notices.fingerprint(notice, entries) != notice.sha256


def test_a_line_left_out_breaks_the_fingerprint(nominated, secretary):
    notice = hanging(nominated, secretary)

    assert notices.fingerprint(notice, list(notice.entries.all())[1:]) != notice.sha256


def test_the_order_in_which_lines_are_read_does_not_matter(nominated, secretary):
    notice = hanging(nominated, secretary)

    assert notices.fingerprint(notice, notice.entries.order_by("-position")) == notice.sha256


def test_each_notice_of_a_village_names_the_one_before_it(nominated, zongshu, round_, secretary,
                                                           secretary2):  # fmt: skip
    first = hanging(nominated[:2], secretary)
    elsewhere = hanging(cases_at(Stage.NOMINATED, 1, zongshu, round_), secretary2)
    second = hanging(nominated[2:], secretary)

    assert (first.previous_sha256, elsewhere.previous_sha256) == ("", "")
    assert second.previous_sha256 == first.sha256
    assert (first.serial, second.serial, elsewhere.serial) == (1, 2, 1)


def test_lines_stand_by_group_and_number(yunfeng, round_, secretary):
    groups = [VillageGroupFactory(village=yunfeng, number=number) for number in (2, 1)]
    households = [HouseholdFactory(village=yunfeng, group=group) for group in (*groups, None)]
    listed = [CaseFactory(household=h, round=round_, stage=Stage.NOMINATED) for h in households]

    notice = hanging(listed, secretary)

    assert [entry.group_number for entry in notice.entries.all()] == [None, 1, 2]
    assert [entry.position for entry in notice.entries.all()] == [1, 2, 3]


def test_a_village_shows_what_was_applied_for_and_the_county_what_it_gave(
    yunfeng, round_, secretary, county_staff
):
    (case,) = cases_at(Stage.NOMINATED, 1, yunfeng, round_, file__proposed_category="04")
    in_village = hanging([case], secretary)
    (other,) = cases_at(Stage.CLASSIFIED, 1, yunfeng, round_, file__proposed_category="04")

    announced = publicity.announce([other], complaint_phone=PHONE, by=county_staff)

    assert in_village.entries.get().category == Category.DIBAO_POOR
    assert announced.entries.get().category == Category.GENERAL_POOR


def test_what_hangs_shows_nothing_private(nominated, secretary):
    notice = hanging(nominated, secretary)

    shown = notices.canonical(notice, notice.entries.all())

    for case in nominated:
        member = case.household.householder
        assert member.id_number not in shown
        assert case.household.number not in shown


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE households_notice SET days = 1, ends_on = starts_on",
        "DELETE FROM households_notice",
        "UPDATE households_noticeentry SET householder = '赵六'",
        "DELETE FROM households_noticeentry",
    ],
)
def test_the_database_refuses_to_change_a_sealed_notice(sql, nominated, secretary):
    hanging(nominated, secretary)

    with (
        pytest.raises(InternalError, match="sealed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert NoticeEntry.objects.filter(householder="王大明").count() == 5


def test_a_line_is_named_in_the_language_of_the_page(nominated, secretary):
    line = hanging(nominated, secretary).entries.get(position=1)

    assert line.shown_name == "Wang Daming"
    with translation.override("zh-hans"):
        assert line.shown_name == "王大明"


def test_a_household_without_a_householder_is_named_and_not_posted(nominated, secretary):
    household = nominated[1].household
    household.householder = None
    household.save()

    with pytest.raises(ValidationError, match=f"{household.number} has no householder"):
        hanging(nominated, secretary)

    assert not Notice.objects.exists()
