"""Exit standards come with the register; the county makes its own, until it is used."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import exit_facts, exit_standards
from households.models import ExitItem, ExitStandard
from households.refusals import StaleVersion
from tests.households.leaving import MAY_28, assessed, exit_round, leaving

pytestmark = pytest.mark.django_db


def own(area="520521", year=2015) -> ExitStandard:
    return ExitStandard(year=year, area_code=area, name_zh="县标准", name_en="Own", source="县")


@pytest.fixture
def standard(county_staff) -> ExitStandard:
    return exit_standards.copy(own(), by=county_staff)


@pytest.mark.parametrize(
    ("village", "year", "water", "items"),
    [
        ("520521225201", 2015, False, 6),
        ("520521225201", 2016, False, 6),
        ("520521225201", 2020, True, 7),
        ("451002101201", 2017, True, 12),
    ],
)
def test_the_nearest_standard_holds(village, year, water, items):
    standard = ExitStandard.objects.for_area(village, year)

    codes = set(standard.items.values_list("code", flat=True))
    assert (len(codes), "water" in codes, "income" in codes) == (items, water, True)


def test_before_the_first_one_there_is_none():
    assert ExitStandard.objects.for_area("520521225201", 2010) is None


def test_every_fact_that_a_shipped_item_names_is_known():
    named = set(ExitItem.objects.exclude(fact="").values_list("fact", flat=True))

    assert named <= set(dict(exit_facts.NAMES))


def test_the_county_begins_with_what_held_until_now(standard):
    assert ExitStandard.objects.for_area("520521225201", 2015) == standard
    assert standard.items.count() == 6


def test_or_with_the_standard_of_another_province(county_staff):
    guangxi = ExitStandard.objects.get(area_code="45")

    made = exit_standards.copy(own(), by=county_staff, pattern=guangxi)

    assert made.items.count() == guangxi.items.count() == 12


def test_one_a_year(standard, county_staff):
    with pytest.raises(ValidationError, match="has an exit standard for the year already"):
        exit_standards.copy(own(), by=county_staff)


@pytest.mark.parametrize("area", ["", "52", "5205", "520522", "451002"])
def test_standards_of_others_are_not_the_countys(area, county_staff):
    with pytest.raises(PermissionDenied):
        exit_standards.copy(own(area), by=county_staff)


@pytest.mark.parametrize("who", ["clerk", "leader", "auditor", "secretary"])
def test_nobody_else_makes_one(who, request):
    with pytest.raises(PermissionDenied):
        exit_standards.copy(own(), by=request.getfixturevalue(who))


def test_items_are_changed_struck_out_and_added(standard, county_staff):
    items = list(standard.items.all())[:3]
    items[0].threshold = Decimal(4000)
    items.append(ExitItem(code="tv", name_zh="电视", name_en="Television", kind="yes_no"))

    exit_standards.change(standard, items, by=county_staff, seen=exit_standards.state(standard))

    assert list(standard.items.values_list("code", "threshold")) == [
        ("income", 4000),
        ("food", None),
        ("clothing", None),
        ("tv", None),
    ]


@pytest.mark.parametrize(
    ("items", "word"),
    [
        ([], "at least one item"),
        ([("a", True), ("a", True)], "same code"),
        ([("a", False)], "without which nobody exits"),
    ],
)
def test_a_checklist_makes_sense(standard, county_staff, items, word):
    made = [
        ExitItem(code=code, name_zh="一", name_en="One", kind="yes_no", is_veto=veto)
        for code, veto in items
    ]

    with pytest.raises(ValidationError, match=word):
        exit_standards.change(standard, made, by=county_staff, seen=exit_standards.state(standard))

    assert standard.items.count() == 6


def test_a_number_without_a_threshold_is_refused(standard, county_staff):
    item = ExitItem(code="area", name_zh="一", name_en="One", kind="at_least")

    with pytest.raises(ValidationError, match="held against a threshold"):
        exit_standards.change(
            standard, [item], by=county_staff, seen=exit_standards.state(standard)
        )


def test_what_somebody_changed_meanwhile_is_not_written_over(standard, county_staff):
    seen = exit_standards.state(standard)
    standard.items.filter(code="food").update(is_veto=False)

    with pytest.raises(StaleVersion):
        exit_standards.change(standard, list(standard.items.all()), by=county_staff, seen=seen)


def test_a_standard_that_was_used_stays(standard, county_staff, clerk, yunfeng, set_today):
    set_today(MAY_28)
    assessed(leaving(yunfeng, exit_round()), clerk)

    with pytest.raises(ValidationError, match="have been assessed by this standard"):
        exit_standards.change(
            standard,
            list(standard.items.all()),
            by=county_staff,
            seen=exit_standards.state(standard),
        )


def test_the_page_makes_one_and_changes_it(client, county_staff):
    client.force_login(county_staff)
    sent = {"year": 2015, "area_code": "520521", "name_zh": "县", "name_en": "X", "source": "县"}
    made = client.post(reverse("rounds:exit-standard-create"), sent)
    standard = ExitStandard.objects.get(area_code="520521")
    assert made["Location"] == reverse("rounds:exit-standard", args=[standard.pk])
    page = client.get(made["Location"])
    form, items = page.context["form"], page.context["items"]
    sent = {field.html_name: field.value() for field in form}
    sent |= {field.html_name: field.value() for field in items.management_form}
    for one in items:
        sent |= {f.html_name: f.value() for f in one if f.value() not in (None, False)}
    sent |= {"form-0-threshold": "4000", "form-1-DELETE": "on"}

    answer = client.post(made["Location"], sent)

    assert answer.status_code == 302
    assert list(standard.items.values_list("code", "threshold"))[:2] == [
        ("income", 4000),
        ("clothing", None),
    ]
