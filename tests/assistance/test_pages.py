"""Every page of this floor: for whom it is there, what it costs, in both languages."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistance.models import RankQuota
from tests.assistance.rows import benefit_fields, cadre_fields, project_fields
from tests.factories import (
    BenefitFactory,
    CadreFactory,
    FundFactory,
    HelpingUnitFactory,
    HouseholdFactory,
    PairingFactory,
    ProjectFactory,
    WorkTeamFactory,
)

pytestmark = pytest.mark.django_db

LISTS = ["pairing-list", "waiting-list", "cadre-list", "unit-list", "team-list", "project-list"]
OWN_QUERIES, SHELL_QUERIES = 8, 10


@pytest.fixture
def help_given(yunfeng):
    """One of everything, in Yunfeng."""
    return make_one(yunfeng)


def make_one(village):
    cadre = CadreFactory(post="副科长")
    household = HouseholdFactory(village=village, file__category="01", file__people=3)
    project = ProjectFactory(
        villages=[village], responsible_unit=cadre.unit, measures="统一供苗", done=11660
    )
    WorkTeamFactory(villages=[village], members=[cadre])
    FundFactory(project=project, arrived=40_000, paid=30_000)
    return {
        "cadre": cadre,
        "unit": cadre.unit,
        "household": household,
        "project": project,
        "pairing": PairingFactory(household=household, cadre=cadre),
        "waiting": HouseholdFactory(village=village, file__category="04"),
        "benefit": BenefitFactory(project=project, household=household),
    }


def pages(one) -> dict[str, str]:
    """Every address of the floor, about the one of everything."""
    number = one["household"].number
    about = {
        "overview": [],
        **{name: [] for name in LISTS},
        "pairing-create": [number],
        "pairing-change": [one["pairing"].pk],
        "pairing-end": [one["pairing"].pk],
        "household-help": [number],
        "benefit-create": [number],
        "benefit-sign": [one["benefit"].pk],
        "benefit-find": [one["project"].pk],
        "cadre-create": [],
        "cadre-detail": [one["cadre"].pk],
        "cadre-update": [one["cadre"].pk],
        "cadre-hand-over": [one["cadre"].pk],
        "unit-create": [],
        "unit-update": [one["unit"].pk],
        "project-create": [],
        "project-detail": [one["project"].pk],
        "project-update": [one["project"].pk],
    }
    return {name: reverse(f"assistance:{name}", args=args) for name, args in about.items()}


ABOUT_ONE = [
    "pairing-create",
    "pairing-change",
    "pairing-end",
    "household-help",
    "benefit-create",
    "benefit-sign",
    "benefit-find",
    "cadre-detail",
    "cadre-update",
    "cadre-hand-over",
    "unit-update",
    "project-detail",
    "project-update",
]
READ = ["overview", *LISTS, "household-help", "cadre-detail", "project-detail"]
PAIR = [
    "pairing-create",
    "pairing-change",
    "pairing-end",
    "cadre-create",
    "cadre-update",
    "cadre-hand-over",
    "unit-create",
    "unit-update",
]
RUN = ["project-create", "project-update"]
RECORD = ["benefit-create", "benefit-sign", "benefit-find"]
EVERY = [*READ, *PAIR, *RUN, *RECORD]

MAY = {
    "clerk": EVERY,
    "leader": [*READ, *PAIR, *RUN],
    "county_staff": [*READ, *PAIR, *RUN],
    "secretary": READ,
    "auditor": READ,
    "admin": [],
}


@pytest.mark.parametrize("person", MAY)
def test_each_role_opens_its_pages_and_no_other(person, help_given, client, request):
    client.force_login(request.getfixturevalue(person))

    answers = {name: client.get(url).status_code for name, url in pages(help_given).items()}

    expected = {name: 200 if name in MAY[person] else 403 for name in EVERY}
    assert answers == expected


@pytest.mark.parametrize("name", EVERY)
def test_nobody_opens_a_page_without_signing_in(name, help_given, client):
    answer = client.get(pages(help_given)[name])

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_the_neighbours_clerk_finds_nothing_of_it(name, help_given, client, clerk2):
    client.force_login(clerk2)

    assert client.get(pages(help_given)[name]).status_code == 404


@pytest.mark.parametrize("name", ["overview", *LISTS])
def test_the_neighbours_clerk_has_empty_lists(name, help_given, client, clerk2):
    client.force_login(clerk2)

    page = client.get(pages(help_given)[name]).content.decode()

    for secret in ("Wang Daming", "王大明", "Wei Guoping", "Geese", "520521225", "Yunfeng"):
        assert secret not in page


def test_the_neighbours_clerk_cannot_ask_for_our_area(help_given, client, clerk2):
    client.force_login(clerk2)

    for name in ("pairing-list", "cadre-list", "project-list"):
        page = client.get(reverse(f"assistance:{name}"), {"area": "520521225"}).content.decode()
        assert "Wei Guoping" not in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", EVERY)
def test_a_page_shows_words_and_no_codes(name, language, help_given, client, clerk):
    clerk.language = language
    clerk.save()
    client.force_login(clerk)

    page = client.get(pages(help_given)[name]).content.decode()

    visible = " ".join(re.sub(r"<(script|template).*?</\1>|<[^>]+>", " ", page, flags=re.S).split())
    for code in ("None", "ongoing", "planned_", "{{", "{%", "%(", "520521225201 None"):
        assert code not in visible
    assert ("王大明" in visible) <= (language == "zh-hans")
    assert ("Wang Daming" in visible) <= (language == "en")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_with_many_rows(name, help_given, client, clerk, yunfeng):
    client.force_login(clerk)
    url = reverse(f"assistance:{name}")

    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(5):
        make_one(yunfeng)
    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(few)
    assert len(many) <= OWN_QUERIES + SHELL_QUERIES


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asked_for_as_a_part_costs_few_queries(
    name, help_given, client, clerk, django_assert_max_num_queries
):
    client.force_login(clerk)

    with django_assert_max_num_queries(OWN_QUERIES):
        answer = client.get(reverse(f"assistance:{name}"), headers={"HX-Request": "true"})

    assert answer.content.decode().strip().startswith('<div class="list"')


@pytest.mark.parametrize("name", READ)
def test_a_page_costs_the_same_with_many_rows(name, help_given, client, clerk, yunfeng):
    client.force_login(clerk)
    url = pages(help_given)[name]

    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(4):
        other = make_one(yunfeng)
        PairingFactory(cadre=help_given["cadre"], household=other["household"])
        BenefitFactory(project=help_given["project"], household=other["household"])
        BenefitFactory(project=other["project"], household=help_given["household"])
    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(few)
    assert len(many) <= 12 + SHELL_QUERIES


def test_the_quota_of_the_rank_stands_beside_the_households(help_given, client, clerk, yunfeng):
    RankQuota.objects.create(county_code="520521", year=2015, rank="5", households=1)
    PairingFactory(cadre=help_given["cadre"], household=HouseholdFactory(village=yunfeng))
    client.force_login(clerk)

    page = client.get(reverse("assistance:cadre-list"), {"year": 2015}).content.decode()

    assert "Above the quota" in page


def test_units_of_the_county_are_seen_but_not_edited_by_the_township(client, clerk):
    unit = HelpingUnitFactory(area_code="520521", name_en="County Hospital")
    client.force_login(clerk)

    page = client.get(reverse("assistance:unit-list")).content.decode()
    edit = reverse("assistance:unit-update", args=[unit.pk])

    assert "County Hospital" in page
    assert edit not in page
    assert client.get(edit).status_code == 403


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


@pytest.mark.parametrize(
    ("name", "door"),
    [
        ("cadre-detail", "overview"),
        ("pairing-list", "overview"),
        ("project-detail", "project-list"),
    ],
)
def test_a_page_stands_in_the_menu_under_the_nearest_door(name, door, help_given, client, clerk):
    client.force_login(clerk)

    page = client.get(pages(help_given)[name]).content.decode()

    lines = re.findall(r'<a class="nav-i on" href="([^"]+)"', page)
    assert lines == [reverse(f"assistance:{door}")]
