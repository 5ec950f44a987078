"""The clerk of the next township and the secretary of the next village learn nothing of Yunfeng."""

import io
import json
import zipfile

import pytest
from django.db import connection
from django.http import HttpResponse
from pypdf import PdfReader

from tests.test_permissions import HANGING, PAGES, address
from tests.world import MAY_30, NUMBER, World, made_world

STRANGERS = ("clerk2", "secretary2")
OF_A_TOWNSHIP = {  # what belongs to the whole township, and the secretary of each village may see
    "rounds:exit-propose",
    "rounds:exit-standard",
    "rounds:round-board",
    "rounds:round-detail",
    "rounds:round-scale",
    "rounds:round-results",
    "assistance:cadre-detail",
    "assistance:project-detail",
    "reports:figure-detail",
    "reports:report-detail",
    "api:report-detail",
}
OF_THE_COUNTY = {
    "rounds:exit-propose",
    "rounds:exit-standard",
    "rounds:round-board",
    "rounds:round-detail",
    "rounds:round-scale",
    "rounds:round-results",
    "rounds:round-workbook",
    "reports:figure-detail",
    "reports:report-detail",
    "api:report-detail",
}


@pytest.fixture(autouse=True)
def _in_may(set_today) -> None:
    set_today(MAY_30)


@pytest.fixture
def world(yunfeng, zongshu, baina, clerk, secretary, cadre_user) -> World:
    return made_world(yunfeng, clerk=clerk, secretary=secretary, cadre_user=cadre_user)


@pytest.fixture(params=STRANGERS)
def stranger(request, world, client):
    user = request.getfixturevalue(request.param)
    client.force_login(user)
    return user


def said(answer: HttpResponse) -> str:
    """All that can be read in an answer, inside a workbook or a PDF too."""
    content = b"".join(answer) if getattr(answer, "streaming", False) else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    text = content.decode()
    return json.dumps(json.loads(text), ensure_ascii=False) if text.startswith(("{", "[")) else text


def traces(answer: HttpResponse, world: World, *, asked: str = "") -> list[str]:
    """Words of the household that stand in the answer, but for what the stranger asked himself."""
    text = said(answer)
    return [word for word in (*world.words, NUMBER) if word != asked and word in text]


def test_the_people_of_the_place_do_find_it(client, world, clerk):
    client.force_login(clerk)

    for there in (
        "/households/?year=2015",
        f"/households/{NUMBER}/",
        f"/notices/{world.notice.pk}/",
        f"/households/import/{world.brought.pk}/",
        f"/households/import/{world.brought.pk}/rows/",
        f"/objections/{world.objection.pk}/",
        f"/assistance/households/{NUMBER}/help/",
        "/reports/members/?year=2015&format=xlsx",
        f"/print/households/{NUMBER}/card/?year=2015",
        f"/print/households/{NUMBER}/card.pdf?year=2015",
        f"/api/households/{NUMBER}/",
        f"/api/notices/{world.notice.pk}/",
    ):
        assert traces(client.get(there), world), there


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_opens_for_a_stranger(client, stranger, world, method):
    common = OF_THE_COUNTY if stranger.username == "clerk2" else OF_A_TOWNSHIP
    for name, page in PAGES.items():
        if name in HANGING:
            continue
        if name == "account_logout":
            continue
        answer = getattr(client, method)(address(name, world))

        opened = bool(page.keys) and name not in common
        assert not opened or answer.status_code in {403, 404, 405}, name
        asked = NUMBER if "number" in page.keys else ""
        assert traces(answer, world, asked=asked) == [], name


def test_what_a_stranger_sends_changes_nothing(client, stranger, world):
    def everything() -> list[tuple[str, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 'case', id::text, stage FROM households_case UNION ALL "
                "SELECT 'file', id::text, version::text FROM households_household UNION ALL "
                "SELECT 'pairing', id::text, ends_on::text FROM assistance_pairing UNION ALL "
                "SELECT 'objection', id::text, decision FROM households_objection UNION ALL "
                "SELECT 'job', id::text, state FROM jobs_job ORDER BY 1, 2"
            )
            return list(cursor.fetchall())

    before = everything()
    sent = {"step": "withdraw", "reason": "x", "because": "x", "decision": "upheld", "finding": "x"}

    for name, page in PAGES.items():
        if name in HANGING:
            continue
        if page.keys:
            client.post(address(name, world), {**sent, "round": world.round.pk})

    assert everything() == before


@pytest.mark.parametrize(
    "there",
    [
        "/households/?year=2015&village={v}",
        "/households/?year=2015&area={v}",
        "/households/?year=2015&area=520521",
        "/households/?year=2015&q=%E9%BE%99%E4%BA%91",
        "/households/?year=2015&q=Long",
        "/cases/?village={v}",
        "/cases/?area={v}&stage=village_publicity",
        "/notices/?village={v}",
        "/notices/?area={v}",
        "/objections/?village={v}",
        "/meetings/?area={v}",
        "/assistance/?area={v}",
        "/assistance/pairings/?area={v}",
        "/assistance/pairings/waiting/?area={v}&year=2015",
        "/assistance/projects/?area={v}",
        "/villages/?area={v}",
        "/reports/households-by-category/?area={v}&year=2015",
        "/reports/pairing-coverage/?area={v}&year=2015&format=json",
        "/reports/incidence/?area={v}&year=2015&format=xlsx",
        "/reports/households/?area={v}&year=2015&format=xlsx",
        "/reports/members/?village={v}&year=2015&format=xlsx",
        "/reports/members/?year=2015&format=xlsx",
        "/api/households/?area={v}",
        "/api/households/?village={v}&year=2015",
        "/api/households/?q=Long",
        "/api/cases/?village={v}",
        "/api/notices/?village={v}",
        "/api/villages/?township=520521225",
        "/api/reports/households-by-category/?area={v}&year=2015",
    ],
)
def test_no_list_export_or_api_can_be_turned_towards_it(client, stranger, world, there):
    for answer in (
        client.get(there.format(v=world.household.village_id)),
        client.get(there.format(v=world.household.village_id), headers={"HX-Request": "true"}),
    ):
        assert answer.status_code in {200, 403, 404}
        assert traces(answer, world) == []


@pytest.mark.parametrize("by", ["number", "serial", "name", "pinyin", "id_number", "last_four"])
def test_no_search_finds_it(client, stranger, world, by):
    asked = {
        "number": NUMBER,
        "serial": NUMBER[-4:],
        "name": "龙云峰人",
        "pinyin": "Long Yunfengren",
        "id_number": world.id_number,
        "last_four": world.id_number[-4:],
    }[by]

    answer = client.post("/households/search/?year=2015", {"q": asked}, follow=True)

    assert answer.status_code == 200
    assert traces(answer, world, asked=asked) == []


def test_an_id_number_typed_elsewhere_does_not_say_whose_it_is(client, world, clerk2):
    client.force_login(clerk2)

    answer = client.post(
        "/households/id-check/",
        {"id_number": world.id_number},
        headers={"HX-Request": "true", "HX-Trigger-Name": "id_number"},
    )

    assert answer.status_code == 200
    assert traces(answer, world, asked=world.id_number) == []


def test_the_start_page_and_the_menus_do_not_know_it(client, stranger, world):
    page = client.get("/")

    assert traces(page, world) == []
    assert "Yunfeng" not in said(page) or stranger.username == "secretary2"
