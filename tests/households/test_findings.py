"""What the checks found is kept: found, seen again, explained, corrected."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import checks, findings
from households.checks import stored
from households.choices import FindingState, Severity
from households.models import Finding, Household
from povertyreg.audit.models import Entry
from tests.factories import HouseholdFactory

MAY_1, MAY_9 = date(2015, 5, 1), date(2015, 5, 9)


@pytest.fixture(autouse=True)
def _in_may(set_today):
    set_today(MAY_1)


@pytest.fixture
def household(yunfeng):
    """Two healthy men, of whom the file says that they are poor by illness; nobody has a phone."""
    household = HouseholdFactory(village=yunfeng, phone="", file__people=2, file__crops=1000)
    household.members.filter(position=2).update(name="王小明")
    return household


def checked(household):
    file = stored.files([household.pk], [2015])[household.pk, 2015]
    return file, checks.run(file, today=MAY_1)


def kept(household, by, reasons=None):
    file, found = checked(household)
    findings.keep(file, found, reasons or {}, by=by)
    return {row.rule: row for row in Finding.objects.filter(household=household)}


def test_what_is_found_is_kept_with_its_value_and_day(household, clerk):
    rows = kept(household, clerk)

    assert set(rows) == {"C-02", "R-19"}
    cause = rows["C-02"]
    assert (cause.value, cause.severity, cause.state) == ("01", "W", "open")
    assert (cause.found_on, cause.last_seen_on, cause.member) == (MAY_1, MAY_1, None)
    assert cause.county_code == "520521"


def test_keeping_asks_four_questions_however_much_is_found(
    household, clerk, django_assert_max_num_queries
):
    kept(household, clerk)
    household.years.update(water_is_safe=None, has_domestic_power=False, main_cause="02")
    file, found = checked(household)
    file.people[0].year.labour = file.people[1].year.health = ""
    found = checks.run(file, today=MAY_1)
    assert len(found) > 5

    with django_assert_max_num_queries(3):  # the day is asked of the test
        findings.keep(file, found, by=clerk)


def test_what_is_found_again_keeps_its_first_day(household, clerk, set_today):
    kept(household, clerk)
    set_today(MAY_9)

    rows = kept(household, clerk)

    assert (rows["C-02"].found_on, rows["C-02"].last_seen_on) == (MAY_1, MAY_9)
    assert Finding.objects.count() == 2


def test_what_is_gone_is_corrected_and_opens_again_when_it_comes_back(household, clerk, set_today):
    kept(household, clerk)
    household.years.update(main_cause="07")
    assert kept(household, clerk)["C-02"].state == FindingState.CORRECTED

    household.years.update(main_cause="01")
    set_today(MAY_9)
    again = kept(household, clerk)["C-02"]

    assert (again.state, again.found_on) == (FindingState.OPEN, MAY_9)


def test_a_reason_given_with_the_save_explains_a_warning(household, clerk):
    rows = kept(household, clerk, {("R-19", None): " 村民小组长代为联系 "})

    phone = rows["R-19"]
    assert (phone.state, phone.reason, phone.decided_by) == (
        FindingState.EXPLAINED,
        "村民小组长代为联系",
        clerk,
    )
    assert phone.decided_at is not None
    assert rows["C-02"].state == FindingState.OPEN


def test_an_explanation_holds_for_the_same_value_only(household, clerk):
    kept(household, clerk, {("R-19", None): "无电话", ("C-02", None): "住院后痊愈"})
    assert kept(household, clerk)["R-19"].state == FindingState.EXPLAINED

    Household.objects.filter(pk=household.pk).update(phone="12")
    rows = kept(household, clerk)

    assert (rows["R-19"].state, rows["C-02"].state) == ("open", "explained")


def test_an_error_is_not_explained_away(household, clerk):
    household.years.update(water_is_safe=None)

    rows = kept(household, clerk, {("V-01", None): "不知道"})

    assert (rows["V-01"].state, rows["V-01"].reason) == (FindingState.OPEN, "")
    assert rows["V-01"].value == "water_is_safe"


def test_empty_fields_of_one_rule_are_one_row(household, clerk):
    household.years.update(water_is_safe=None, access_road="")

    assert kept(household, clerk)["V-01"].value == "water_is_safe, access_road"


def test_people_who_were_just_saved_have_their_own_rows(household, clerk):
    file, _found = checked(household)
    for person in file.people:
        person.year.health = ""
    found = [one for one in checks.run(file, today=MAY_1) if one.rule == "H-01"]

    findings.keep(file, found, by=clerk)

    members = {row.member_id for row in Finding.objects.filter(rule="H-01")}
    assert members == {person.member.pk for person in file.people}


def test_unexplained_are_the_warnings_that_still_need_a_reason(household, clerk):
    household.years.update(water_is_safe=None)
    file, found = checked(household)
    assert [one.rule for one in findings.unexplained(household, 2015, found)] == ["R-19", "C-02"]

    findings.keep(file, found, {("R-19", None): "无电话"}, by=clerk)

    assert [one.rule for one in findings.unexplained(household, 2015, found)] == ["C-02"]


def test_a_new_file_has_all_its_warnings_unexplained(household):
    _file, found = checked(household)

    assert len(findings.unexplained(Household(village_id="520521225201"), 2015, found)) == 2


def test_explaining_later_is_noted_in_the_trail(household, clerk):
    ((row, _same), *_rest) = findings.standing(*checked(household))

    findings.explain(row, "无电话", by=clerk)

    entry = Entry.objects.get(action="explain_finding")
    assert (entry.reason, entry.details) == ("无电话", {"rule": "R-19", "year": 2015})
    assert Finding.objects.get().state == FindingState.EXPLAINED
    assert entry.subject_id == household.pk


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201])
def test_a_reason_is_said_in_up_to_200_characters(household, clerk, reason):
    ((row, _same), *_rest) = findings.standing(*checked(household))

    with pytest.raises(ValidationError):
        findings.explain(row, reason, by=clerk)

    assert not Finding.objects.exists()


def test_too_long_a_reason_keeps_the_whole_save_back(household, clerk):
    with pytest.raises(ValidationError, match="200 characters"):
        kept(household, clerk, {("R-19", None): "长" * 201})


def test_only_the_clerk_of_the_place_explains(household, clerk2, secretary):
    ((row, _same), *_rest) = findings.standing(*checked(household))

    for somebody in (clerk2, secretary):
        with pytest.raises(PermissionDenied):
            findings.explain(row, "x", by=somebody)


def test_neither_an_error_nor_a_closed_file_is_explained(household, clerk):
    ((row, _same), *_rest) = findings.standing(*checked(household))
    row.severity = Severity.ERROR
    with pytest.raises(ValidationError, match="corrected"):
        findings.explain(row, "x", by=clerk)

    row.severity, row.household.closed_on = Severity.WARNING, MAY_1
    with pytest.raises(ValidationError, match="closed"):
        findings.explain(row, "x", by=clerk)
