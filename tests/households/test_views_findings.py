"""The card of the checks on a household's page, and the rules of the county."""

import pytest
from django.urls import reverse

from households.checks import strictness
from households.checks.rulebook import BY_ID
from households.models import Finding, RuleSetting
from povertyreg.audit.models import Entry
from tests.factories import HouseholdFactory

PART = {"HX-Request": "true"}
RULES = reverse("households:rule-list") + "?year=2015"


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng, phone="", file__crops=1000)


def card_of(household):
    return reverse("households:household-findings", args=[household.number]) + "?year=2015"


def explain(client, household, finding, reason, **kwargs):
    address = reverse("households:finding-explain", args=[household.number]) + "?year=2015"
    return client.post(address, {"finding": finding, "reason": reason}, **kwargs)


def test_the_card_shows_what_is_found_now_and_writes_nothing(client, household, clerk):
    household.years.update(water_is_safe=None)
    client.force_login(clerk)

    page = client.get(card_of(household), headers=PART).content.decode()

    assert "<html" not in page
    assert "Drinking water safe" in page
    assert "no step can be taken" in page
    assert not Finding.objects.exists()


def test_a_warning_is_explained_from_the_card(client, household, clerk):
    client.force_login(clerk)

    page = explain(client, household, "R-19.", "由组长联系", headers=PART).content.decode()

    assert "1 warning explained" in page
    assert "由组长联系" in page
    assert Finding.objects.get(rule="R-19").reason == "由组长联系"


def test_without_scripts_the_page_comes_back(client, household, clerk):
    client.force_login(clerk)

    answer = explain(client, household, "R-19.", "由组长联系")

    assert (answer.status_code, answer["Location"]) == (302, card_of(household))
    assert "由组长联系" in client.get(card_of(household)).content.decode()


def test_an_empty_reason_is_refused_where_it_was_asked_for(client, household, clerk):
    client.force_login(clerk)

    answer = explain(client, household, "R-19.", " ", headers=PART)

    assert answer.status_code == 422
    assert "Say in a few words" in answer.content.decode()
    assert not Finding.objects.exists()


def test_hostile_text_is_shown_as_text(client, household, clerk):
    client.force_login(clerk)

    page = explain(client, household, "R-19.", "<b>x</b>", headers=PART).content.decode()

    assert "&lt;b&gt;x&lt;/b&gt;" in page


@pytest.mark.parametrize("finding", ["", "X-99.", "R-19.999999", "R-01.", "R-19"])
def test_what_is_not_found_is_not_explained(client, household, clerk, finding):
    client.force_login(clerk)

    assert explain(client, household, finding, "x").status_code == 404


def test_strangers_find_no_card_and_readers_no_form(client, household, clerk2, secretary):
    client.force_login(clerk2)
    assert client.get(card_of(household)).status_code == 404
    assert explain(client, household, "R-19.", "x").status_code == 404

    client.force_login(secretary)
    assert 'name="reason"' not in client.get(card_of(household)).content.decode()
    assert explain(client, household, "R-19.", "x").status_code == 403


def test_a_card_asks_few_questions(client, household, clerk, django_assert_max_num_queries):
    client.force_login(clerk)
    client.get(card_of(household), headers=PART)

    with django_assert_max_num_queries(14):
        client.get(card_of(household), headers=PART)


def form_of(page):
    """All fields as the browser would send them back."""
    form = page.context["form"]
    sent = {}
    for name, field in form.fields.items():
        if name.startswith("severity") or field.initial:
            sent[name] = "on" if name.startswith("on-") else field.initial
    return sent


def test_the_county_sets_a_rule_and_the_trail_knows(client, household, county_staff):
    client.force_login(county_staff)
    sent = form_of(client.get(RULES)) | {"severity-R-19": "E"}
    del sent["on-V-09"]

    answer = client.post(RULES, sent, follow=True)

    assert "2 rules changed." in answer.content.decode()
    rows = {(r.rule, r.severity, r.is_on, r.year) for r in RuleSetting.objects.all()}
    assert rows == {("R-19", "E", True, 2015), ("V-09", "W", False, 2015)}
    assert Entry.objects.filter(action="set_rule", area_code="520521").count() == 2
    page = client.get(card_of(household)).content.decode()
    assert "no step can be taken" in page


def test_a_setting_holds_in_later_years_until_it_is_set_again(county_staff):
    for year, severity in ((2013, "I"), (2015, "E"), (2017, "W")):
        RuleSetting.objects.create(
            county_code="520521", year=year, rule="R-19", severity=severity, is_on=True
        )
    rule = BY_ID["R-19"]

    held = {year: strictness.of("520521", year).of(rule) for year in (2012, 2014, 2016, 2018)}

    assert not held[2012].is_own
    assert [held[year].severity for year in (2014, 2016, 2018)] == ["I", "E", "W"]


def test_sending_the_same_again_changes_nothing(client, county_staff):
    client.force_login(county_staff)
    sent = form_of(client.get(RULES))

    assert "0 rules changed." in client.post(RULES, sent, follow=True).content.decode()
    assert not RuleSetting.objects.exists()


def test_an_enforced_rule_has_no_field_and_cannot_be_sent(client, county_staff):
    client.force_login(county_staff)
    page = client.get(RULES)
    assert "severity-R-02" not in page.content.decode()

    client.post(RULES, form_of(page) | {"severity-R-02": "I"})

    assert not RuleSetting.objects.exists()


def test_an_unknown_severity_is_refused(client, county_staff):
    client.force_login(county_staff)
    sent = form_of(client.get(RULES)) | {"severity-R-19": "Z"}

    assert client.post(RULES, sent).status_code == 422
    assert not RuleSetting.objects.exists()


def test_everybody_else_only_reads_the_rules(client, clerk):
    client.force_login(clerk)

    assert "severity-R-19" not in client.get(RULES).content.decode()
    assert client.post(RULES, {}).status_code == 403


def test_rules_of_later_years_stand_there_only_then(client, clerk):
    client.force_login(clerk)

    assert "M-06" not in client.get(RULES).content.decode()
    assert "M-06" in client.get(RULES.replace("2015", "2022")).content.decode()
