"""What the forms of this floor do when they are sent, and what they answer to bad input."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from assistance.models import Benefit, Cadre, HelpingUnit, Pairing, Project
from tests.factories import (
    BenefitFactory,
    CadreFactory,
    FundFactory,
    HelpingUnitFactory,
    HouseholdFactory,
    PairingFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2015, 7, 1)


@pytest.fixture(autouse=True)
def _summer(set_today):
    set_today(TODAY)


@pytest.fixture
def send(client, clerk):
    """Send a form as the clerk."""
    client.force_login(clerk)

    def sent(page, /, *args, query="", **fields):
        return client.post(reverse(f"assistance:{page}", args=args) + query, fields)

    return sent


@pytest.fixture
def ask(client, clerk):
    """Ask for a page as the clerk."""
    client.force_login(clerk)

    def asked(page, /, *args, part=False, **query):
        headers = {"HX-Request": "true"} if part else {}
        answer = client.get(reverse(f"assistance:{page}", args=args), query, headers=headers)
        return answer.content.decode()

    return asked


@pytest.fixture
def geese(yunfeng):
    project = ProjectFactory(villages=[yunfeng], name_en="Geese for all")
    FundFactory(project=project, planned=Decimal(5_000))
    return project


def project_fields(project: Project | None = None, **changed):
    """What a browser sends for a project."""
    fields = {
        "name_zh": "石榴",
        "name_en": "Pomegranates",
        "area_code": "520521225",
        "year": "2015",
        "type": "2",
        "status": "ongoing",
        "objective": "800",
        "done": "0",
        "unit_zh": "亩",
        "unit_en": "mu",
        "villages": ["520521225201"],
        "version": project.version if project else "",
        "fund-01-planned": "400000",
    }
    return fields | {name.replace("__", "-"): value for name, value in changed.items()}


def test_the_clerk_pairs_a_household_and_is_led_back_to_it(send, client):
    household, cadre = HouseholdFactory(), CadreFactory()

    answer = send("pairing-create", household.number, cadre=cadre.pk, on="2015-06-01")

    assert answer.status_code == 302
    assert household.number in answer["Location"]
    assert household.pairings.get().cadre == cadre


def test_a_second_click_is_refused_with_the_sentence(send):
    household, cadre = HouseholdFactory(), CadreFactory()
    send("pairing-create", household.number, cadre=cadre.pk, on="2015-06-01")

    answer = send("pairing-create", household.number, cadre=cadre.pk, on="2015-06-01")

    assert answer.status_code == 422
    assert "already paired with the household" in answer.content.decode()
    assert household.pairings.count() == 1


def test_pairing_without_a_choice_keeps_the_day_and_says_what_is_missing(send):
    household = HouseholdFactory()

    answer = send("pairing-create", household.number, on="2015-06-01")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a cadre from the list." in page
    assert 'value="2015-06-01"' in page


def test_a_cadre_of_the_next_township_cannot_be_smuggled_in(send, baina):
    household = HouseholdFactory()
    stranger = CadreFactory(area_code="520521223", unit__area_code="520521223")

    answer = send("pairing-create", household.number, cadre=stranger.pk, on="2015-06-01")

    assert answer.status_code == 422
    assert not Pairing.objects.exists()


def test_those_with_the_fewest_households_are_offered_first(ask):
    busy, idle = CadreFactory(pinyin="A Busy"), CadreFactory(pinyin="Z Idle")
    PairingFactory(cadre=busy)

    page = ask("pairing-create", HouseholdFactory().number)

    assert page.index("Z Idle") < page.index("A Busy")
    assert idle.pk != busy.pk


def test_the_search_for_a_cadre_answers_with_the_choice_alone(ask):
    CadreFactory(name="李明", pinyin="Li Ming")
    CadreFactory(name="张三", pinyin="Zhang San")

    page = ask("pairing-create", HouseholdFactory().number, part=True, q="zhang")

    assert page.strip().startswith('<div id="candidates"')
    assert "Zhang San" in page
    assert "Li Ming" not in page


def test_a_choice_stays_in_sight_when_another_field_was_wrong(send):
    household, chosen = HouseholdFactory(), CadreFactory(pinyin="Zz Chosen")
    for _ in range(13):
        CadreFactory()

    answer = send("pairing-create", household.number, cadre=chosen.pk, on="2016-01-01")

    page = answer.content.decode()
    assert "The date lies ahead" in page
    assert f'value="{chosen.pk}" id="cadre-{chosen.pk}" checked' in page


def test_change_closes_the_old_pairing_and_opens_the_new(send):
    old, successor = PairingFactory(), CadreFactory()

    answer = send(
        "pairing-change", old.pk, cadre=successor.pk, on="2015-06-02", because="transferred"
    )

    assert answer.status_code == 302
    assert list(old.household.pairings.current(TODAY)) == [
        old.household.pairings.get(cadre=successor)
    ]


def test_change_of_an_ended_pairing_is_refused_in_the_form(send):
    old = PairingFactory(ends_on=date(2015, 6, 1), ended_because="retired")

    answer = send("pairing-change", old.pk, cadre=CadreFactory().pk, on="2015-06-02", because="x")

    assert answer.status_code == 422
    assert "has ended already" in answer.content.decode()


def test_end_without_a_successor(send):
    old = PairingFactory()

    answer = send("pairing-end", old.pk, on="2015-06-30", because="moved to the county")

    old.refresh_from_db()
    assert answer.status_code == 302
    assert (old.ends_on, old.ended_because) == (date(2015, 6, 30), "moved to the county")


def test_end_before_the_first_day_says_so(send):
    old = PairingFactory()

    answer = send("pairing-end", old.pk, on="2014-06-30", because="moved")

    assert answer.status_code == 422
    assert "began on 2015-03-01" in answer.content.decode()


def test_hand_over_from_the_page_of_the_cadre(send):
    leaving, successor = CadreFactory(), CadreFactory()
    PairingFactory(cadre=leaving)
    PairingFactory(cadre=leaving)

    answer = send(
        "cadre-hand-over", leaving.pk, cadre=successor.pk, on="2015-07-01", because="retired"
    )

    assert answer.status_code == 302
    assert successor.pairings.current(TODAY).count() == 2


def test_hand_over_does_not_offer_the_one_who_leaves(ask):
    leaving = PairingFactory(cadre__pinyin="Le Aving").cadre

    page = ask("cadre-hand-over", leaving.pk, part=True)

    assert "Le Aving" not in page


def test_hand_over_without_a_successor_is_refused_while_there_are_households(send):
    leaving = PairingFactory().cadre

    answer = send("cadre-hand-over", leaving.pk, on="2015-07-01", because="retired")

    assert answer.status_code == 422
    assert "Choose a cadre from the list." in answer.content.decode()


def test_hand_over_before_a_pairing_began_is_refused_in_the_form(send):
    leaving = PairingFactory().cadre

    answer = send(
        "cadre-hand-over", leaving.pk, cadre=CadreFactory().pk, on="2015-01-01", because="retired"
    )

    assert answer.status_code == 422
    assert "began on 2015-03-01" in answer.content.decode()


def test_a_cadre_without_households_leaves_without_a_successor(send):
    cadre = CadreFactory()

    answer = send("cadre-hand-over", cadre.pk, on="2015-07-01", because="retired")

    cadre.refresh_from_db()
    assert answer.status_code == 302
    assert cadre.left_on == TODAY


def cadre_fields(unit: HelpingUnit, **changed):
    fields = {
        "name": "欧阳明",
        "area_code": "520521225",
        "unit": unit.pk,
        "affiliation": "60",
        "rank": "5",
        "post": "办事员",
        "phone": "13800006217",
    }
    return fields | changed


def test_a_new_cadre_gets_a_name_in_pinyin(send):
    answer = send("cadre-create", **cadre_fields(HelpingUnitFactory()))

    cadre = Cadre.objects.get()
    assert answer["Location"] == reverse("assistance:cadre-detail", args=[cadre.pk])
    assert cadre.pinyin
    assert cadre.phone == "13800006217"


@pytest.mark.parametrize("phone", ["1380000621", "abc", "23800006217"])
def test_a_phone_that_cannot_be_one_is_refused(send, phone):
    answer = send("cadre-create", **cadre_fields(HelpingUnitFactory(), phone=phone))

    assert answer.status_code == 422
    assert "A mobile number has 11 digits" in answer.content.decode()


def test_the_phone_is_never_shown_and_kept_when_left_empty(send, ask):
    cadre = CadreFactory(phone="13800006217")

    page = ask("cadre-update", cadre.pk)
    send("cadre-update", cadre.pk, **cadre_fields(cadre.unit, phone=""))

    cadre.refresh_from_db()
    assert "13800006217" not in page
    assert "138****6217" in page
    assert (cadre.phone, cadre.name) == ("13800006217", "欧阳明")


def test_a_cadre_of_a_villages_unit_does_not_help_the_whole_township(send, yunfeng):
    unit = HelpingUnitFactory(area_code=yunfeng.code, name_en="Yunfeng school")

    answer = send("cadre-create", query=f"?area={yunfeng.code}", **cadre_fields(unit))

    assert answer.status_code == 422


def test_a_new_unit_stands_on_the_list(send, ask):
    answer = send(
        "unit-create",
        name_zh="县医院",
        name_en="County Hospital",
        area_code="520521225",
        affiliation="50",
    )

    assert answer["Location"] == reverse("assistance:unit-list")
    assert "County Hospital" in ask("unit-list")


def test_a_unit_of_the_same_name_is_refused(send):
    unit = HelpingUnitFactory()

    answer = send("unit-create", name_zh=unit.name_zh, area_code="520521225", affiliation="50")

    assert answer.status_code == 422
    assert "A helping unit of this name is already on the list." in answer.content.decode()


def test_a_unit_is_corrected(send):
    unit = HelpingUnitFactory()

    send("unit-update", unit.pk, name_zh="县农业局", area_code="520521225", affiliation="50")

    unit.refresh_from_db()
    assert unit.name_zh == "县农业局"


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


def benefit_fields(project: Project, **changed):
    fields = {
        "project": project.pk,
        "what_zh": "鹅苗",
        "what_en": "Goslings",
        "quantity": "30",
        "unit_zh": "只",
        "yuan": "1200",
        "year": "2015",
    }
    return fields | changed


def test_a_benefit_is_recorded_for_the_household(send, geese):
    household = HouseholdFactory()

    answer = send("benefit-create", household.number, **benefit_fields(geese))

    assert answer.status_code == 302
    assert household.benefits.get().yuan == 1200


def test_a_benefit_above_the_funds_is_refused_with_both_amounts(send, geese):
    answer = send("benefit-create", HouseholdFactory().number, **benefit_fields(geese, yuan="5001"))

    assert answer.status_code == 422
    assert "5,001.00 yuan, but only 5,000.00 yuan" in answer.content.decode()
    assert not Benefit.objects.exists()


def test_a_benefit_signed_without_a_name_is_refused(send, geese):
    fields = benefit_fields(geese, received_on="2015-06-01")

    answer = send("benefit-create", HouseholdFactory().number, **fields)

    assert answer.status_code == 422
    assert "give both the date and the name" in answer.content.decode()


def test_a_benefit_in_kind_needs_no_amount(send, geese):
    household = HouseholdFactory()

    send("benefit-create", household.number, **benefit_fields(geese, yuan=""))

    assert household.benefits.get().yuan == 0


def test_the_project_from_which_one_came_is_chosen(ask, geese):
    page = ask("benefit-create", HouseholdFactory().number, project=geese.pk)

    assert f'<option value="{geese.pk}" selected>Geese for all</option>' in page


def test_the_household_is_found_by_the_end_of_its_number(client, clerk, geese):
    household = HouseholdFactory(number="5205212252010017")
    client.force_login(clerk)

    answer = client.get(reverse("assistance:benefit-find", args=[geese.pk]), {"number": "17"})

    assert answer["Location"].startswith(f"/assistance/households/{household.number}/")


def test_two_households_of_one_number_are_told_apart(ask, geese, zongshu):
    geese.villages.add(zongshu)
    HouseholdFactory(number="5205212252010017")
    HouseholdFactory(number="5205212252020017", village=zongshu)

    page = ask("benefit-find", geese.pk, number="0017")

    assert "Type all 16 digits" in page


def test_a_household_that_the_project_does_not_reach_is_not_found(ask, geese, zongshu):
    HouseholdFactory(number="5205212252020017", village=zongshu)

    assert "No household of the project" in ask("benefit-find", geese.pk, number="0017")


def test_the_signature_is_noted(send, geese):
    benefit = BenefitFactory(project=geese)

    answer = send("benefit-sign", benefit.pk, signed_by="王大明", on="2015-06-01")

    benefit.refresh_from_db()
    assert answer.status_code == 302
    assert (benefit.signed_by, benefit.received_on) == ("王大明", date(2015, 6, 1))


def test_a_second_signature_is_refused(send, geese):
    benefit = BenefitFactory(project=geese)
    send("benefit-sign", benefit.pk, signed_by="王大明", on="2015-06-01")

    answer = send("benefit-sign", benefit.pk, signed_by="李四", on="2015-06-01")

    assert answer.status_code == 422
    assert "signed for already" in answer.content.decode()


@pytest.mark.parametrize("person", ["auditor", "secretary", "admin"])
def test_who_only_reads_changes_nothing(person, geese, client, request):
    benefit, pairing = BenefitFactory(project=geese), PairingFactory()
    cadre = pairing.cadre
    client.force_login(request.getfixturevalue(person))
    targets = [
        ("pairing-create", pairing.household.number, {"cadre": cadre.pk, "on": "2015-06-01"}),
        ("pairing-change", pairing.pk, {"cadre": cadre.pk, "on": "2015-06-01", "because": "x"}),
        ("pairing-end", pairing.pk, {"on": "2015-06-01", "because": "x"}),
        ("cadre-hand-over", cadre.pk, {"cadre": cadre.pk, "on": "2015-06-01", "because": "x"}),
        ("cadre-update", cadre.pk, cadre_fields(cadre.unit)),
        ("unit-update", cadre.unit_id, {"name_zh": "甲"}),
        ("project-update", geese.pk, project_fields(geese)),
        ("benefit-create", pairing.household.number, benefit_fields(geese)),
        ("benefit-sign", benefit.pk, {"signed_by": "x", "on": "2015-06-01"}),
    ]

    answers = {
        name: client.post(reverse(f"assistance:{name}", args=[about]), fields).status_code
        for name, about, fields in targets
    }

    assert set(answers.values()) == {403}
    pairing.refresh_from_db()
    benefit.refresh_from_db()
    assert (pairing.ends_on, benefit.received_on) == (None, None)


def test_the_township_does_not_change_a_project_of_the_county(send, yunfeng):
    project = ProjectFactory(area_code="520521", villages=[yunfeng])

    assert send("project-update", project.pk, **project_fields(project)).status_code == 403
