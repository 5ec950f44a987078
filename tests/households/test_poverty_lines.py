"""Poverty lines: given by nation and province, set by the county for itself."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import poverty_lines
from households.choices import RoundKind
from households.models import PovertyLine
from households.refusals import StaleVersion
from povertyreg.audit.models import Entry

pytestmark = pytest.mark.django_db


def line(area="520521", amount=3000, **kwargs):
    facts = {"year": 2015, "purpose": "identification", "source": "大府发〔2015〕1号", **kwargs}
    return PovertyLine(area_code=area, amount=Decimal(amount), **facts)


def test_the_county_sets_its_own_and_it_holds_there(county_staff):
    assert poverty_lines.proposed("520521225201", 2015) == 2855

    poverty_lines.set_line(line(), by=county_staff)

    assert poverty_lines.proposed("520521225201", 2015) == 3000
    assert poverty_lines.proposed("520522", 2015) == 2855
    assert Entry.objects.get().details["amount"] == "3000"


def test_a_change_notes_what_it_was_before(county_staff):
    own = poverty_lines.set_line(line(), by=county_staff)
    own.amount = Decimal(3100)

    poverty_lines.set_line(own, by=county_staff, seen=Decimal(3000))

    assert PovertyLine.objects.get(pk=own.pk).amount == 3100
    assert Entry.objects.first().details["amount_before"] == "3000.00"


def test_what_somebody_set_meanwhile_is_not_written_over(county_staff):
    own = poverty_lines.set_line(line(), by=county_staff)
    PovertyLine.objects.filter(pk=own.pk).update(amount=3050)

    with pytest.raises(StaleVersion, match="3050"):
        poverty_lines.set_line(own, by=county_staff, seen=Decimal(3000))


@pytest.mark.parametrize("area", ["", "52", "5205", "520522"])
def test_lines_of_others_are_not_the_countys(area, county_staff):
    with pytest.raises(PermissionDenied):
        poverty_lines.set_line(line(area), by=county_staff)


@pytest.mark.parametrize("who", ["clerk", "leader", "auditor", "secretary", "admin"])
def test_nobody_else_sets_one(who, request):
    with pytest.raises(PermissionDenied):
        poverty_lines.set_line(line("520521225"), by=request.getfixturevalue(who))


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"amount": 0}, "amount"), ({"year": 1900}, "year"), ({"source": ""}, "source")],
)
def test_a_line_that_cannot_be_is_refused_at_its_field(facts, field, county_staff):
    with pytest.raises(ValidationError) as refused:
        poverty_lines.set_line(line(**facts), by=county_staff)

    assert field in refused.value.message_dict


def test_there_is_one_line_a_year_area_and_purpose(county_staff):
    poverty_lines.set_line(line(), by=county_staff)

    with pytest.raises(ValidationError, match="Change that one"):
        poverty_lines.set_line(line(), by=county_staff)


def test_an_exit_is_measured_by_the_line_of_exits(county_staff):
    assert poverty_lines.proposed("520521", 2016, RoundKind.EXIT) == 3146
    assert poverty_lines.proposed("520521", 2016, RoundKind.IDENTIFICATION) == 2952
    assert poverty_lines.proposed("520521", 1999) is None


def test_everybody_reads_the_lines_around_him_and_nobody_elses(clerk, client, county_staff):
    poverty_lines.set_line(line("520521225", 3200), by=county_staff)
    line("520522", 9999).save()
    client.force_login(clerk)

    page = client.get("/households/poverty-lines/").content.decode()

    for there in ("2,855.00", "2,968.00", "3,200.00", "Xingxiu Township", "the whole nation"):
        assert there in page
    assert "9,999" not in page
    assert "Add a line" not in page


def sent(**kwargs):
    facts = {"year": "2016", "area_code": "520521", "purpose": "exit", "amount": "3300"}
    return {**facts, "source": "大府发", **kwargs}


def test_the_county_adds_and_changes_a_line_on_its_page(client, county_staff):
    client.force_login(county_staff)
    assert client.post("/households/poverty-lines/new/", sent()).status_code == 302
    own = PovertyLine.objects.get(area_code="520521")
    there = f"/households/poverty-lines/{own.pk}/"

    client.post(there, sent(amount="3400", seen="3300.00", year="2099", area_code="520522"))

    own.refresh_from_db()
    assert own.amount == 3400
    assert (own.year, own.area_code) == (2016, "520521")
    late = client.post(there, sent(amount="3500", seen="3300.00"))
    assert late.status_code == 422
    assert "meanwhile" in late.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"area_code": "520522"}, {"amount": "-1"}, {"amount": "x"}, {"year": "1"}]
)
def test_a_wrong_value_stays_on_the_form(client, county_staff, wrong):
    client.force_login(county_staff)

    assert client.post("/households/poverty-lines/new/", sent(**wrong)).status_code == 422


def test_the_lines_of_the_nation_are_not_changed_here(client, county_staff):
    nations = PovertyLine.objects.get(area_code="", year=2015)
    client.force_login(county_staff)

    assert client.get(f"/households/poverty-lines/{nations.pk}/").status_code == 403


def test_the_round_form_proposes_the_line_of_its_year(client, county_staff):
    client.force_login(county_staff)

    page = client.get("/rounds/new/?year=2015").content.decode()

    assert 'value="2855.00"' in page
