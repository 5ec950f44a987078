"""The poster: what it says by kind and level, how it fills its sheets, and what it never shows."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from households import exit_guards, mastheads, posters, publicity
from households.choices import Outcome, RoundKind, Stage
from households.models import Case
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory
from tests.households.lists import PHONE, cases_at, hanging


def _pages(pdf):
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def _made(notice, paper=posters.A4, language="zh-hans"):
    with translation.override(language):
        return _pages(posters.pdf(paper, posters.poster(notice, "https://example.org")))


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (40, 1), (41, 2), (126, 4), (200, 5)])
def test_forty_lines_fill_a_page_and_the_last_ones_are_followed_by_the_foot(
    count, pages, yunfeng, round_, secretary
):
    notice = hanging(cases_at(Stage.NOMINATED, count, yunfeng, round_), secretary)

    made = _made(notice)

    assert len(made) == pages
    assert "".join(made).count("王大明") == count
    assert PHONE in made[-1]
    for page in made:
        assert notice.fingerprint.replace(" ", "") in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_full_sheet_is_one_page_in_both_languages_and_sizes(language, yunfeng, round_, secretary):
    notice = hanging(cases_at(Stage.NOMINATED, 40, yunfeng, round_), secretary)

    assert len(_made(notice, language=language)) == 1
    assert len(_made(notice, posters.A3, language)) == 1


def test_a3_is_larger_and_says_the_same(nominated, secretary):
    notice = hanging(nominated, secretary)
    sizes = []
    for paper in (posters.A4, posters.A3):
        made = posters.pdf(paper, posters.poster(notice, "https://example.org"))
        sizes.append(PdfReader(io.BytesIO(made)).pages[0].mediabox.height)

    assert sizes[1] > sizes[0] * 1.4
    assert _made(notice, posters.A3) == _made(notice)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (RoundKind.IDENTIFICATION, "proposed as poor"),
        (RoundKind.LOOK_BACK, "looked at again"),
        (RoundKind.EXIT, "exit from poverty"),
        (RoundKind.RETURN, "returned to poverty"),
        (RoundKind.REMOVAL, "removal"),
    ],
)
def test_each_kind_of_round_has_its_title_and_sentence(kind, says, yunfeng, secretary, monkeypatch):
    monkeypatch.setattr(exit_guards, "before_the_list", lambda cases: None)  # tested elsewhere
    round_ = RoundFactory(kind=kind)
    listed = cases_at(Stage.NOMINATED, 1, yunfeng, round_, file__category="01")

    made = posters.poster(hanging(listed, secretary), "")

    assert says in made.title
    assert says in made.runs[0].text
    assert ("Outcome" in made.heads) == (kind == RoundKind.LOOK_BACK)


def test_a_look_back_shows_what_is_proposed_for_each(yunfeng, secretary):
    listed = cases_at(
        Stage.NOMINATED, 1, yunfeng, RoundFactory(kind=RoundKind.LOOK_BACK), file__category="01"
    )
    Case.objects.update(proposed_outcome=Outcome.KEPT)

    assert posters.poster(hanging(listed, secretary), "").sheets[0][0][0][-1] == "kept"


def test_the_cause_stands_only_where_nobody_has_a_category(yunfeng, round_, secretary):
    listed = cases_at(Stage.NOMINATED, 1, yunfeng, round_, file__proposed_category="")

    made = posters.poster(hanging(listed, secretary), "")

    assert made.heads[-1] == "Cause"
    assert "Illness" in made.sheets[0][0][0]


def test_the_number_names_issuer_year_and_village(yunfeng, round_, secretary, leader):
    village = hanging(cases_at(Stage.NOMINATED, 1, yunfeng, round_), secretary)
    township = publicity.post_in_township(
        cases_at(Stage.TOWNSHIP_ACCEPTED, 1, yunfeng, round_), complaint_phone=PHONE, by=leader
    )

    assert mastheads.number(village) == "Yunfeng notice 2015 no. 1"
    assert mastheads.number(township) == "Xingxiu Township notice 2015, Yunfeng no. 1"


def test_numbers_are_counted_through_the_rounds_of_a_year(yunfeng, round_, secretary):
    first = hanging(cases_at(Stage.NOMINATED, 1, yunfeng, round_), secretary)
    exits = RoundFactory(kind=RoundKind.LOOK_BACK)
    second = hanging(cases_at(Stage.NOMINATED, 1, yunfeng, exits, file__category="01"), secretary)

    assert (first.serial, second.serial) == (1, 2)


def test_the_pdf_shows_nothing_private(client, yunfeng, round_, secretary):
    household = HouseholdFactory(village=yunfeng, phone="13800001234")
    listed = CaseFactory(household=household, round=round_, stage=Stage.NOMINATED)
    notice = hanging([listed], secretary)
    client.force_login(secretary)

    answer = client.get(reverse("rounds:notice-poster-pdf", args=[notice.pk]))

    assert answer["Content-Type"] == "application/pdf"
    (page,) = _pages(answer.content)
    for private in ("13800001234", household.number, household.householder.id_number, "Illness"):
        assert private not in page


def test_a_name_gives_the_typesetter_no_orders(yunfeng, round_, secretary):
    hostile = cases_at(Stage.NOMINATED, 1, yunfeng, round_, file__name="#read(1)*$")

    assert "#read(1)*$" in "".join(_made(hanging(hostile, secretary)))


def test_a_character_that_the_font_lacks_is_told_before_it_is_printed(
    client, yunfeng, round_, secretary
):
    rare = cases_at(Stage.NOMINATED, 1, yunfeng, round_, file__name="王\U0002cef0", file__pinyin="")
    notice = hanging(rare, secretary)
    client.force_login(secretary)
    url = reverse("rounds:notice-poster-pdf", args=[notice.pk])

    refused = client.get(url)
    marked = client.get(url, {"marked": 1})

    assert refused.status_code == 422
    assert "U+2CEF0" in refused.content.decode()
    assert f"{url}?paper=a4&amp;marked=1" in refused.content.decode()
    assert "王〓" in _pages(marked.content)[0]


@pytest.mark.parametrize("count", [2, 60])
def test_a_longer_poster_takes_no_more_queries(
    count, yunfeng, round_, secretary, client, django_assert_max_num_queries
):
    notice = hanging(cases_at(Stage.NOMINATED, count, yunfeng, round_), secretary)
    client.force_login(secretary)

    with django_assert_max_num_queries(10):
        client.get(reverse("rounds:notice-poster-pdf", args=[notice.pk]))
