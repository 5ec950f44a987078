"""What was taken out and comes back as it is changes nothing."""

from datetime import date
from decimal import Decimal

import pytest

from households.models import MemberYear
from povertyreg.reports.catalogue import LISTS
from tests.households.imports.taken_out import brought_in, counted, held, taken_out
from tests.reports.register import DIBAO, EXITED, GENERAL, household, village_file


@pytest.fixture(autouse=True)
def register(set_today, yunfeng, zongshu):
    """Three households, one of them out of poverty, one with the number of the other system."""
    set_today(date(2015, 11, 24))
    village_file(yunfeng, 2015)
    village_file(zongshu, 2015)
    first = household(yunfeng, GENERAL, 3, wage=Decimal("6000.50"), water_is_difficult=False)
    first.phone, first.bank, first.bank_account = "13800001234", "农商行", "6217001234567890123"
    first.save()
    second = household(yunfeng, DIBAO, 2, name="熊小芬", main_cause="02")
    second.national_number = "5205212252010007"[:12]
    second.save()
    household(zongshu, GENERAL, 2, state=EXITED, state_since=date(2015, 9, 1), name="刘安秀")
    MemberYear.objects.filter(member__name="熊小芬").update(
        phone="13900005678", work_region="03", work_months=7
    )


@pytest.mark.parametrize(("layout", "people"), [("2016", 7), ("2018", 7), ("2022", 2)])
@pytest.mark.parametrize("because", ["", "for the audit"])
def test_the_person_list_changes_nothing(layout, people, because, county_staff):
    content = taken_out("person-list", county_staff, because, layout=layout)

    import_ = brought_in(content, county_staff)

    assert held(import_) == []
    assert (import_.layout, counted(import_)) == (f"persons-{layout}", {"unchanged": people})


@pytest.mark.parametrize(("slug", "rows"), [("households", 3), ("members", 7)])
@pytest.mark.parametrize("because", ["", "for the audit"])
@pytest.mark.parametrize("offline", [True, False])
def test_our_own_lists_change_nothing(slug, rows, because, offline, county_staff):
    content = taken_out(slug, county_staff, because, offline=offline)

    import_ = brought_in(content, county_staff)

    assert held(import_) == []
    assert counted(import_) == {"unchanged": rows}


def test_nor_do_they_with_every_column_there_is(county_staff):
    for slug, rows in (("households", 3), ("members", 7)):
        offered = tuple(LISTS[slug].resource.offered())
        content = taken_out(slug, county_staff, "for the audit", columns=offered)

        import_ = brought_in(content, county_staff)

        assert held(import_) == []
        assert counted(import_) == {"unchanged": rows}


@pytest.mark.parametrize("slug", ["households", "members"])
def test_every_column_of_our_lists_is_known(slug, county_staff):
    content = taken_out(slug, county_staff, columns=tuple(LISTS[slug].resource.offered()))

    (sheet,) = (
        one for one in brought_in(content, county_staff).reading["sheets"] if one["is_read"]
    )

    assert [one["heading"] for one in sheet["columns"] if not one["key"]] == []


@pytest.mark.parametrize("layout", ["2016", "2018", "2022"])
def test_every_column_of_the_person_list_is_known(layout, county_staff):
    content = taken_out("person-list", county_staff, layout=layout)

    (sheet,) = (
        one for one in brought_in(content, county_staff).reading["sheets"] if one["is_read"]
    )

    assert [one["heading"] for one in sheet["columns"] if not one["key"]] == []
