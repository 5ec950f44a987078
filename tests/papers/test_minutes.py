"""The minutes follow from the record, as PDF and as Word; the sheet has room for every name."""

import io
from datetime import date

import docx
import pytest

from households.choices import Stage
from households.models import Representative
from povertyreg.audit.models import Entry
from tests.factories import CaseFactory, HouseholdFactory
from tests.papers.conftest import pages_of


@pytest.fixture
def held(world):
    """36 voted for the household, one against it, and one did not vote: her own brother's."""
    ballot = world.meeting.ballots.get()
    ballot.abstained, ballot.recused, ballot.recused_who = 0, 1, "龙大妹"
    ballot.save()
    return world.meeting


def address(meeting, form):
    return f"/print/meetings/{meeting.pk}/minutes.{form}"


def in_word(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def in_pdf(content: bytes) -> str:
    return " ".join("\n".join(pages_of(content)).split())


def made(client, meeting, form):
    answer = client.get(address(meeting, form))
    assert answer.status_code == 200
    return (in_word if form == "docx" else in_pdf)(answer.content)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_minutes_say_who_came_how_they_voted_and_what_follows(form, held, as_clerk):
    said = made(as_clerk, held, form)

    for words in ("王兴才", "李华", "38 of 45", "龙大妹", "Long Yunfengren", "1 are carried"):
        assert words in said


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_minutes_are_chinese_for_a_chinese_reader(form, held, as_clerk):
    as_clerk.cookies["django_language"] = "zh-hans"

    said = made(as_clerk, held, form)

    assert "龙云峰人" in said
    assert "大方县" in said


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_minutes_hold_nothing_private(form, world, held, as_clerk):
    said = made(as_clerk, held, form)

    for private in (world.id_number, "13987654321", world.objection.content):
        assert private not in said


def test_word_uses_a_chinese_font_for_chinese_letters(held, as_clerk):
    content = as_clerk.get(address(held, "docx")).content

    fonts = docx.Document(io.BytesIO(content)).styles["Normal"].element.rPr.rFonts
    assert [v for k, v in fonts.attrib.items() if k.endswith("eastAsia")] == ["宋体"]


def test_why_the_scale_was_passed_stands_in_the_minutes(held, as_clerk):
    held.over_scale_because = "a flood in April"
    held.save()

    assert "a flood in April" in made(as_clerk, held, "docx")


def test_who_printed_minutes_is_kept(held, as_clerk, clerk):
    made(as_clerk, held, "docx")

    entry = Entry.objects.get(action="print_minutes")
    assert (entry.by, entry.subject_id, entry.details) == (clerk, held.pk, {"form": "docx"})


def test_the_minutes_have_two_forms_and_no_other(held, as_clerk):
    assert as_clerk.get(address(held, "exe")).status_code == 404


def test_a_stranger_gets_no_minutes(held, client, secretary2):
    client.force_login(secretary2)

    assert client.get(address(held, "pdf")).status_code == 404
    assert not Entry.objects.filter(action="print_minutes").exists()


def test_the_sheet_names_those_in_office_and_the_households_that_wait(world, yunfeng, as_clerk):
    since, gone = date(2015, 1, 1), date(2015, 4, 30)
    Representative.objects.create(village=yunfeng, name="王在任", group_number=2, since=since)
    Representative.objects.create(village=yunfeng, name="李离任", since=since, until=gone)
    waiting = HouseholdFactory(village=yunfeng, file__name="赵待评", file__pinyin="Zhao Daiping")
    CaseFactory(household=waiting, round=world.round, stage=Stage.SURVEYED)

    answer = as_clerk.get(f"/print/meetings/sheet/{yunfeng.pk}/{world.round.pk}/")

    said = in_pdf(answer.content)
    assert "王在任" in said
    assert "李离任" not in said
    assert "Zhao Daiping" in said
    assert "Long Yunfengren" not in said  # its vote is behind it
