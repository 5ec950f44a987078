"""Two clerks change one file: both changes are kept, and where they clash one is chosen."""

from datetime import date
from typing import Any

import pytest

from households import files, snapshots
from households.models import Household, MemberYear
from tests.factories import id_number
from tests.households.entry import person, sent
from tests.households.test_files import new_file
from tests.households.test_files import person as somebody

pytestmark = pytest.mark.django_db(transaction=True)

NOV_24 = date(2015, 11, 24)


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(NOV_24)


@pytest.fixture
def household(yunfeng, clerk) -> Household:
    """Two people, and wages of 7,200 yuan."""
    people = somebody(), somebody("王开珍", "02", id_number=id_number(sex="2"))
    return files.create(new_file(yunfeng, *people, wage=7200), by=clerk)


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def form_of(household: Household, **facts: Any) -> dict[str, Any]:
    """The form as it is opened now and sent unchanged, but for the facts."""
    record = household.years.get()
    people = [
        person(
            row.member.name,
            row.relation,
            member=row.member.pk,
            id_number=row.member.masked_id_number,
            ethnic_group=row.member.ethnic_group,
            **{name: getattr(row, name) or "" for name in KEPT},
        )
        for row in record.members.select_related("member").order_by("member__position")
    ]
    household.refresh_from_db()
    facts = {"wage": f"{record.wage:,}", "crops": "", "business_expenditure": "", **facts}
    return sent(people, version=household.version, **facts)


KEPT = ("education", "school", "health", "labour", "work_months")


def save(desk, household: Household, data: dict[str, Any]):
    data = {name: value for name, value in data.items() if name != "village"}
    return desk.post(f"/households/{household.number}/edit/?year=2015", data)


def saved_by_another(household: Household, clerk, **changes: Any) -> None:
    """Somebody else saves the year's record, or with `row__` the second member's."""
    file = files.opened(Household.objects.get(pk=household.pk), 2015)
    for name, value in changes.items():
        if name.startswith("row__"):
            setattr(file.people[1].year, name.removeprefix("row__"), value)
        elif name == "member":
            file.people[1].member.name = value
        else:
            setattr(file.year, name, value)
    files.update(file, version=file.household.version, by=clerk)


def record_of(household: Household):
    return household.years.get()


def test_what_does_not_clash_is_put_together(desk, household, clerk):
    mine = form_of(household, wage="8000")
    saved_by_another(household, clerk, crops=500, row__work_months=3)

    page = save(desk, household, mine)

    assert page.status_code == 409
    conflict = page.context["conflict"]
    assert conflict.clashes == []
    assert {(one.where, one.label) for one in conflict.taken} == {
        ("", "Crops"),
        ("Wang Kaizhen", "Months of work"),
    }
    assert save(desk, household, conflict.data.dict()).status_code == 302
    record = record_of(household)
    assert (record.wage, record.crops) == (8000, 500)
    assert MemberYear.objects.get(member__name="王开珍").work_months == 3


def test_a_clash_is_asked_with_all_three_versions(desk, household, clerk):
    mine = form_of(household, wage="8000")
    saved_by_another(household, clerk, wage=9000)

    page = save(desk, household, mine)

    (clash,) = page.context["conflict"].clashes
    assert (clash.base, clash.theirs, clash.mine) == ("7,200.00", "9,000.00", "8000")
    assert record_of(household).wage == 9000
    text = page.content.decode()
    assert 'name="choose-wage" value="theirs"' in text
    assert 'name="choose-wage" value="mine"' in text


@pytest.mark.parametrize(("choice", "wage"), [("mine", 8000), ("theirs", 9000)])
def test_the_chosen_side_is_saved(desk, household, clerk, choice, wage):
    mine = form_of(household, wage="8000")
    saved_by_another(household, clerk, wage=9000)
    conflict = save(desk, household, mine).context["conflict"]

    answered = {**conflict.data.dict(), "theirs-wage": "9,000.00", "choose-wage": choice}

    assert save(desk, household, answered).status_code == 302
    assert record_of(household).wage == wage
    assert Household.objects.get().version == 3


def test_without_a_choice_it_is_asked_again_and_nothing_written(desk, household, clerk):
    mine = form_of(household, wage="8000")
    saved_by_another(household, clerk, wage=9000)
    conflict = save(desk, household, mine).context["conflict"]

    again = save(desk, household, {**conflict.data.dict(), "theirs-wage": "9,000.00"})

    assert again.status_code == 409
    (clash,) = again.context["conflict"].clashes
    assert (clash.base, clash.theirs, clash.mine) == ("7,200.00", "9,000.00", "8000")
    assert record_of(household).wage == 9000


def test_a_third_one_who_saves_meanwhile_is_asked_about_too(desk, household, clerk):
    mine = form_of(household, wage="8000")
    saved_by_another(household, clerk, crops=500)
    together = save(desk, household, mine).context["conflict"].data.dict()
    saved_by_another(household, clerk, wage=9000)

    page = save(desk, household, together)

    assert page.status_code == 409
    (clash,) = page.context["conflict"].clashes
    assert (clash.base, clash.theirs, clash.mine) == ("7,200.00", "9,000.00", "8000")


def test_the_same_change_on_both_sides_is_no_clash(desk, household, clerk):
    mine = form_of(household, wage="8000")
    saved_by_another(household, clerk, wage=8000)

    assert save(desk, household, mine).context["conflict"].clashes == []


def test_who_was_added_by_the_other_comes_into_the_form(desk, household, clerk):
    mine = form_of(household, wage="8000")
    file = files.opened(Household.objects.get(), 2015)
    file.people.append(somebody("杨正秀", "04", id_number=id_number(sex="2")))
    files.update(file, version=1, by=clerk)

    conflict = save(desk, household, mine).context["conflict"]

    assert conflict.added == ["Yang Zhengxiu"]
    assert save(desk, household, conflict.data.dict()).status_code == 302
    assert household.members.count() == 3


def test_who_was_taken_out_by_the_other_is_told_and_leaves_the_form(desk, household, clerk):
    mine = form_of(household, wage="8000")
    file = files.opened(Household.objects.get(), 2015)
    gone = file.people.pop(1).member
    gone.left_on, gone.left_because = NOV_24, "married out"
    file.left.append(gone)
    files.update(file, version=1, by=clerk)

    conflict = save(desk, household, mine).context["conflict"]

    assert conflict.gone == ["Wang Kaizhen"]
    assert save(desk, household, conflict.data.dict()).status_code == 302
    assert household.members.filter(left_on=None).count() == 1


def test_whom_i_added_stays_in_my_form(desk, household, clerk):
    mine = form_of(household)
    mine |= {f"members-2-{name}": value for name, value in person("杨正武", "03").items()}
    mine["members-TOTAL_FORMS"] = "3"
    saved_by_another(household, clerk, crops=500)

    conflict = save(desk, household, mine).context["conflict"]

    assert conflict.clashes == []
    assert save(desk, household, conflict.data.dict()).status_code == 302
    assert {m.name for m in household.members.all()} == {"杨昌明", "王开珍", "杨正武"}


def test_a_number_is_compared_by_its_value_and_never_shown(desk, household, clerk):
    mine, new = form_of(household), id_number(date(1971, 11, 2), sex="2")
    mine["members-1-id_number"] = new
    other = id_number(date(1972, 12, 3), sex="2")
    file = files.opened(Household.objects.get(), 2015)
    file.people[1].member.id_number = other
    member: Any = file.people[1].member
    member.birth_date = member.sex = None
    files.update(file, version=1, by=clerk)

    page = save(desk, household, mine)

    numbers = [c for c in page.context["conflict"].clashes if c.label == "ID number"]
    assert [(c.theirs[-4:], c.mine[-4:]) for c in numbers] == [(other[-4:], new[-4:])]
    assert "*" in numbers[0].mine
    assert other not in page.content.decode()


def test_an_unknown_version_asks_about_every_difference(desk, household, clerk):
    mine = {**form_of(household, wage="8000"), "version": "77"}

    page = save(desk, household, mine)

    assert page.status_code == 409
    assert [clash.label for clash in page.context["conflict"].clashes] == ["Wages"]


class TestTheFileOfAPastMoment:
    def test_is_what_the_version_left(self, household, clerk):
        saved_by_another(household, clerk, wage=9000, member="王开针")

        first = snapshots.at_version(household, 1)
        second = snapshots.at_version(household, 2)

        assert [s.years[2015].wage for s in (first, second)] == [7200, 9000]
        assert [s.file(2015).people[1].member.name for s in (first, second)] == ["王开珍", "王开针"]
        assert first.years[2015].net_income_per_head == 3600

    def test_is_nothing_before_the_file_existed(self, household):
        moment = household.entered_at.replace(year=2001)

        assert snapshots.at(household, moment) is None
        assert snapshots.at_version(household, 9) is None

    def test_asks_four_questions(self, household, django_assert_num_queries):
        with django_assert_num_queries(5):
            snapshots.at_version(household, 1)
