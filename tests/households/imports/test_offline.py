"""A list that is edited without the network: only what was changed in it speaks."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from households.importing import entries, services
from households.models import Household, HouseholdYear, MemberYear
from povertyreg.exchange.models import ImportEntry
from tests.households.imports.taken_out import brought_in, changed, counted, held, taken_out
from tests.reports.register import GENERAL, household, village_file

HOMES, PEOPLE = "户 Households", "成员 Members"


@pytest.fixture(autouse=True)
def home(set_today, yunfeng):
    set_today(date(2015, 11, 24))
    village_file(yunfeng, 2015)
    first = household(yunfeng, GENERAL, 2, name="陈大银", cultivated_land=Decimal(3))
    first.phone = "13800001234"
    first.save()
    household(yunfeng, GENERAL, 1, name="刘安秀")
    return first


@pytest.fixture
def homes(clerk):
    return taken_out("households", clerk, offline=True)


def cells(import_):
    """What would be changed, of all households."""
    return [
        change
        for entry in ImportEntry.objects.filter(of_import=import_).exclude(fate="ignored")
        for change in entries.changes_of(entry)
    ]


def test_exactly_the_changed_cell_is_taken(homes, home, clerk):
    import_ = brought_in(changed(homes, HOMES, {(2, "耕地（亩）"): 4.5}), clerk)

    assert held(import_) == []
    assert counted(import_) == {"updated": 1, "unchanged": 1}
    assert cells(import_) == [("", "year.cultivated_land", Decimal(3), Decimal("4.5"))]
    services.confirm(import_, "good", by=clerk)
    assert home.years.get().cultivated_land == Decimal("4.5")


def test_what_the_register_changed_meanwhile_elsewhere_is_kept(homes, home, clerk):
    HouseholdYear.objects.filter(household=home).update(housing_area=Decimal(120))
    Household.objects.filter(pk=home.pk).update(phone="13900005678")

    import_ = brought_in(changed(homes, HOMES, {(2, "耕地（亩）"): 4.5}), clerk)

    assert held(import_) == []
    services.confirm(import_, "good", by=clerk)
    record = home.years.get()
    assert (record.cultivated_land, record.housing_area) == (Decimal("4.5"), Decimal(120))
    home.refresh_from_db()
    assert home.phone == "13900005678"


@pytest.mark.parametrize(("side", "land"), [("mine", Decimal("4.5")), ("theirs", Decimal(7))])
def test_what_both_changed_is_held_until_somebody_chooses(side, land, homes, home, clerk):
    HouseholdYear.objects.filter(household=home).update(cultivated_land=Decimal(7))
    content = changed(homes, HOMES, {(2, "耕地（亩）"): 4.5, (2, "住房面积（平方米）"): 100})
    import_ = brought_in(content, clerk)
    entry = ImportEntry.objects.get(of_import=import_, fate="held")
    (problem,) = entries.problems_of(entry)
    assert (problem.code, problem.column.split(" ")[0]) == ("conflict", "耕地（亩）")
    assert problem.value == '{"mine": "4.5", "theirs": "7.00"}'

    services.resolve(import_, entry, field="year.cultivated_land", take=side, by=clerk)

    import_.refresh_from_db()
    assert counted(import_) == {"updated": 1, "unchanged": 1}
    services.confirm(import_, "good", by=clerk)
    record = home.years.get()
    assert (record.cultivated_land, record.housing_area) == (land, Decimal(100))


def test_both_say_the_same_by_now(homes, home, clerk):
    HouseholdYear.objects.filter(household=home).update(cultivated_land=Decimal("4.5"))

    import_ = brought_in(changed(homes, HOMES, {(2, "耕地（亩）"): 4.5}), clerk)

    assert (held(import_), cells(import_)) == ([], [])


def test_an_emptied_cell_empties_the_fact(homes, home, clerk):
    import_ = brought_in(changed(homes, HOMES, {(2, "其他致贫原因"): None}), clerk)
    assert cells(import_) == []

    import_ = brought_in(changed(homes, HOMES, {(2, "联系电话"): None}), clerk)

    assert held(import_) == []
    services.confirm(import_, "good", by=clerk)
    home.refresh_from_db()
    assert home.phone == ""


def test_a_person_is_found_by_the_token_whatever_the_name(home, clerk):
    content = taken_out("members", clerk, offline=True)
    born = changed(content, PEOPLE, {(2, "姓名"): "陈大金", (3, "文化程度"): "初中"})

    import_ = brought_in(born, clerk)

    assert held(import_) == []
    assert [(key, after) for _whose, key, _before, after in cells(import_)] == [
        ("member.name", "陈大金"),
        ("row.education", "03"),
    ]
    services.confirm(import_, "good", by=clerk)
    assert home.members.get(position=1).name == "陈大金"
    assert MemberYear.objects.get(member__household=home, member__position=2).education == "03"


def test_rows_may_be_sorted_anew(homes, home, clerk):
    book = openpyxl.load_workbook(io.BytesIO(homes))
    page = book[HOMES]
    first, second = ([cell.value for cell in page[row]] for row in (2, 3))
    for row, values in ((2, second), (3, first)):
        for place, value in enumerate(values, start=1):
            page.cell(row, place).value = value
    file = io.BytesIO()
    book.save(file)

    import_ = brought_in(changed(file.getvalue(), HOMES, {(3, "耕地（亩）"): 4.5}), clerk)

    assert counted(import_) == {"updated": 1, "unchanged": 1}
    assert ImportEntry.objects.get(of_import=import_, fate="updated").key == home.number


def test_a_token_that_was_touched_is_held(homes, clerk):
    touched = changed(
        homes, HOMES, {(2, "令牌"): "5205212252010001/2015/1/:x", (2, "耕地（亩）"): 9}
    )

    import_ = brought_in(touched, clerk)

    assert "forged_token" in held(import_)[0]


def test_an_emptied_amount_is_nought_and_not_the_end_of_the_import(home, clerk):
    HouseholdYear.objects.update(wage=Decimal("1234.50"))
    homes = taken_out("households", clerk, offline=True, columns=("number", "wage", "year"))

    import_ = brought_in(changed(homes, HOMES, {(2, "务工工资"): None}), clerk)

    assert cells(import_) == [("", "year.wage", Decimal("1234.50"), Decimal(0))]
    services.confirm(import_, "good", by=clerk)
    assert home.years.get().wage == 0


@pytest.mark.parametrize("heading", ["民族", "入户日期", "姓名", "与户主关系"])
def test_what_cannot_be_empty_is_held_at_its_cell(home, clerk, heading):
    people = taken_out("members", clerk, offline=True)

    import_ = brought_in(changed(people, PEOPLE, {(2, heading): None}), clerk)

    assert counted(import_)["held"] == 2
    (said,) = [
        one for entry in import_.entries.filter(fate="held") for one in entries.problems_of(entry)
    ]
    assert (said.code, said.row) == ("not_empty", 2)
    assert said.column.startswith(heading)
