"""The list of projects, one project, and its form."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from assistance.models import Project
from tests.assistance.conftest import TODAY
from tests.assistance.rows import project_fields
from tests.factories import (
    BenefitFactory,
    FundFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


def test_a_new_project_is_written_with_villages_and_money(send):
    answer = send("project-create", **project_fields(fund__02__planned="100.50"))

    project = Project.objects.get()
    assert answer["Location"] == reverse("assistance:project-detail", args=[project.pk])
    assert dict(project.funds.values_list("source", "planned")) == {
        "01": Decimal(400_000),
        "02": Decimal("100.50"),
    }


def test_a_project_with_wrong_money_keeps_everything_typed(send):
    answer = send("project-create", **project_fields(fund__01__arrived="10", fund__01__paid="20"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "More is paid than has arrived" in page
    assert 'value="400000"' in page
    assert "Pomegranates" in page
    assert not Project.objects.exists()


@pytest.mark.parametrize("amount", ["-1", "1.234", "abc", "1e20"])
def test_an_amount_that_is_none_is_refused(send, amount):
    answer = send("project-create", **project_fields(fund__01__planned=amount))

    assert answer.status_code == 422
    assert not Project.objects.exists()


def test_a_project_without_a_village_is_refused(send):
    answer = send("project-create", **project_fields(villages=[]))

    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()


def test_a_village_of_the_next_township_cannot_be_smuggled_in(send, baina):
    answer = send("project-create", **project_fields(villages=[baina.code]))

    assert answer.status_code == 422
    assert not Project.objects.exists()


def test_a_stale_project_form_answers_409_and_shows_both_versions(send, geese):
    fields = project_fields(geese, name_zh=geese.name_zh, fund__01__planned="5000")
    send("project-update", geese.pk, **fields | {"progress_note": "theirs"})

    answer = send("project-update", geese.pk, **fields | {"progress_note": "mine"})

    page = answer.content.decode()
    geese.refresh_from_db()
    assert answer.status_code == 409
    assert "Somebody saved this project while you were typing" in page
    assert "theirs" in page
    assert "mine" in page
    assert geese.progress_note == "theirs"
    assert f'name="version" value="{geese.version}"' in page


def test_after_comparing_the_second_save_is_written(send, geese):
    fields = project_fields(geese, name_zh=geese.name_zh, fund__01__planned="5000")
    send("project-update", geese.pk, **fields)
    stale = send("project-update", geese.pk, **fields | {"progress_note": "mine"})

    geese.refresh_from_db()
    answer = send(
        "project-update",
        geese.pk,
        **fields | {"progress_note": "mine", "version": geese.version},
    )

    geese.refresh_from_db()
    assert (stale.status_code, answer.status_code) == (409, 302)
    assert geese.progress_note == "mine"


def test_a_form_without_its_version_writes_nothing(send, geese):
    fields = project_fields(name_zh=geese.name_zh)

    answer = send("project-update", geese.pk, **fields)

    assert answer.status_code == 409


def test_the_township_does_not_change_a_project_of_the_county(send, yunfeng):
    project = ProjectFactory(area_code="520521", villages=[yunfeng])

    assert send("project-update", project.pk, **project_fields(project)).status_code == 403


def test_projects_are_summed_up_by_programme_and_in_all(read, clerk, yunfeng):
    inside = ProjectFactory(villages=[yunfeng])
    FundFactory(project=inside, planned=1000, arrived=800, paid=600)
    FundFactory(project=inside, source="02", planned=500)
    outside = ProjectFactory(villages=[yunfeng], is_in_programme=False, status="completed")
    FundFactory(project=outside, planned=200)
    FundFactory(project=ProjectFactory(villages=[yunfeng], year=2014), planned=9999)

    page = read(clerk, "project-list")

    assert '1,500.00</div> <div class="d">1 projects in the year' in page
    assert '1,700.00</div> <div class="d">2 projects in all' in page
    assert "47.1 % of the plan" in page
    assert "9,999" not in page


def test_the_total_under_the_list_is_that_of_what_is_shown(read, clerk, yunfeng):
    FundFactory(project=ProjectFactory(villages=[yunfeng]), planned=1000)
    FundFactory(project=ProjectFactory(villages=[yunfeng], type="6"), planned=70)

    part = read(clerk, "project-list", type="6", part=True)

    assert part.count("70.00") == 2
    assert "1,000.00" not in part


def test_a_list_without_projects_has_no_shares(read, clerk):
    assert "—" in read(clerk, "project-list")


def test_a_project_is_narrowed_by_status_and_name(read, clerk, yunfeng):
    ProjectFactory(villages=[yunfeng], name_en="Road", status="accepted")
    ProjectFactory(villages=[yunfeng], name_en="School")

    page = read(clerk, "project-list", status="accepted", q="roa")

    assert "Road" in page
    assert "School" not in page


def test_the_page_of_a_project_has_the_four_specifics_and_the_money(read, clerk, yunfeng):
    project = ProjectFactory(
        villages=[yunfeng],
        objective=Decimal("4.70"),
        done=Decimal("2.35"),
        unit_en="km",
        measures="Pave it",
        responsible_person="Ann",
        due_on=date(2015, 12, 1),
        planned_households=60,
    )
    FundFactory(project=project, planned=1000, arrived=500, paid=250)
    FundFactory(project=project, source="02", planned=11)
    BenefitFactory(project=project, yuan=70)
    BenefitFactory(project=project, yuan=30, received_on=TODAY, signed_by="王大明", quantity=3)

    page = read(clerk, "project-detail", project.pk)

    assert "4.7<small>km</small>" in page
    assert '<progress value="2.35" max="4.70"' in page
    assert "50.0 %" in page
    assert "Pave it" in page
    assert "1,011.00" in page
    assert "30.00 yuan" in page
    assert "70.00 yuan" in page
    assert "2 / 60" in page
    assert "Signed 2015-07-01" in page


def test_the_form_has_a_row_for_each_source_of_money(ask, geese):
    page = ask("project-update", geese.pk)

    for source in ("Special fiscal fund", "Credit", "Donations"):
        assert source in page
    assert 'name="fund-01-planned" value="5000"' in page


def test_the_county_chooses_villages_by_township(client, county_staff, yunfeng, baina):
    client.force_login(county_staff)

    page = client.get(reverse("assistance:project-create")).content.decode()

    assert "Xingxiu Township" in page
    assert "Baina Township" in page
    assert page.index("Baina Township") < page.index('value="520521223201"')


def test_a_stale_form_of_the_county_names_villages_in_words(client, county_staff, yunfeng, baina):
    project = ProjectFactory(area_code="520521", villages=[yunfeng])
    client.force_login(county_staff)
    fields = project_fields(project, area_code="520521", name_zh=project.name_zh)
    url = reverse("assistance:project-update", args=[project.pk])
    client.post(url, fields)

    answer = client.post(url, fields | {"villages": [yunfeng.code, baina.code]})

    assert answer.status_code == 409
    assert "<td>Baina, Yunfeng</td>" in answer.content.decode()


def test_a_year_without_projects_leads_to_the_last_one_that_has_some(read, clerk, yunfeng):
    ProjectFactory(villages=[yunfeng], year=2013)
    ProjectFactory(villages=[yunfeng], year=2014)

    page = read(clerk, "project-list")

    assert "No project of 2015 is entered for this area yet." in page
    assert '<a href="?year=2014">See the projects of 2014</a>' in page
