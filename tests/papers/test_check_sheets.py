"""The sheet of a spot-check: the seed, those drawn, and nobody else's."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from households import publicity, spot_checks
from households.choices import Level, Stage
from households.models import Case
from povertyreg.audit.models import Entry
from tests.factories import RoundFactory
from tests.households.lists import JUNE_3, MAY_28, cases_at, hanging


@pytest.fixture
def passed(yunfeng, secretary, set_today) -> list[Case]:
    set_today(MAY_28)
    round_ = RoundFactory()
    cases = cases_at(Stage.NOMINATED, 6, yunfeng, round_)
    cases += cases_at(Stage.NOMINATED, 2, yunfeng, round_, file__proposed_category="03")
    notice = hanging(cases, secretary)
    set_today(JUNE_3)
    publicity.close_in_village(notice, by=secretary)
    return list(Case.objects.order_by("pk"))


def _url(case, level="township"):
    return reverse("papers:check-sheet", args=[case.village_id, case.round_id, level])


def test_the_sheet_prints_the_seed_and_whom_it_drew(client, leader, passed):
    client.force_login(leader)

    made = client.get(_url(passed[0])).content

    text = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    (one,) = spot_checks.draws(passed, passed[0].round, Level.TOWNSHIP)
    assert one.seed in text.replace("\n", "")
    assert "2 of 8 households" in text
    assert {"General poor", "Five-guarantee"} <= set(text.replace(" household", "").splitlines())
    assert Entry.objects.filter(action="print_check_sheet", by=leader).count() == 1
    for case in passed:
        assert case.household.householder.id_number not in text


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 403), ("clerk", 403), ("county_staff", 403), ("clerk2", 404)]
)
def test_only_whoever_decides_on_the_list_prints_it(who, status, client, passed, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(_url(passed[0])).status_code == status
    assert not Entry.objects.filter(action="print_check_sheet").exists()


@pytest.mark.parametrize("level", ["village", "county", "x"])
def test_another_level_has_no_sheet_here(level, client, leader, passed):
    client.force_login(leader)

    assert client.get(_url(passed[0], level)).status_code in (403, 404)
