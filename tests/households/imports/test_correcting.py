"""Held cells put right on the screen, conflicts decided, columns named."""

import json
import re

import pytest

from households import importing
from households.views.imports import correcting
from povertyreg.exchange.models import Fate, Import
from tests.imports import READING, ImportEntryFactory, page_of, problem, words

State = Import.State


def test_a_held_row_says_where_and_what_to_do(client, with_held):
    said = words(page_of(client, with_held))

    assert "3 households held" in said
    assert "18 证件号码 · 陈大银 Digit 18 does not fit. Check the ID card. Correct" in said
    assert "Returned workbook" in said


def test_its_cell_opens_in_place_and_shows_no_private_number_to_type_over(client, with_held):
    page = page_of(client, with_held, open="2.0.18.1").content.decode()

    field = re.search(r'<input[^>]*name="text"[^>]*>', page)
    assert field
    assert 'value=""' in field[0]
    assert "autofocus" in field[0]
    assert "522422********0317" in page


def test_a_correction_opens_the_next_cell(client, with_held, monkeypatch, clerk):
    calls = []

    def corrected(import_, corrections, *, by):
        calls.append(("correct", corrections, by))
        import_.entries.filter(position=2).update(fate=Fate.UPDATED)
        Import.objects.filter(pk=import_.pk).update(
            held=2, updated=2, households={"updated": 2, "held": 2}
        )

    monkeypatch.setattr(importing, "correct", corrected)
    answer = client.post(
        f"/households/import/{with_held.pk}/correct/",
        {"spot": "2.0.18.1", "text": "522422197001010017"},
        headers={"HX-Request": "true"},
    )

    page = answer.content.decode()
    assert calls == [("correct", [("户表", 18, 1, "522422197001010017")], clerk)]
    assert 'name="spot" value="3.0.41.1"' in page
    assert "2 households held" in words(answer)
    assert "<html" not in page


def test_after_the_last_one_the_first_that_is_left_opens(client, with_held, called):
    called("correct")

    answer = client.post(
        f"/households/import/{with_held.pk}/correct/",
        {"spot": "9.0.99.1", "text": "x"},
        headers={"HX-Request": "true"},
    )

    assert 'name="spot" value="2.0.18.1"' in answer.content.decode()


def test_without_a_script_the_page_is_opened_again_at_the_same_place(client, with_held, called):
    called("correct")

    answer = client.post(
        f"/households/import/{with_held.pk}/correct/?fate=held&after=2",
        {"spot": "2.0.18.1", "text": "x"},
    )

    assert answer.status_code == 302
    assert answer["Location"].endswith("/?fate=held&after=2&open=2.0.18.1")


@pytest.mark.parametrize("spot", ["", "x", "2.0.18", "2.7.18.1", "0.0.0.0", "9" * 60])
def test_a_cell_that_is_not_there_is_not_corrected(client, with_held, called, spot):
    calls = called("correct")

    answer = client.post(f"/households/import/{with_held.pk}/correct/", {"spot": spot, "text": "x"})

    assert answer.status_code == 422
    assert calls == []


def test_a_refused_correction_says_why(client, with_held, called):
    called("correct", refuses="This import is written already.")

    answer = client.post(
        f"/households/import/{with_held.pk}/correct/", {"spot": "2.0.18.1", "text": "x"}
    )

    assert answer.status_code == 422
    assert "This import is written already." in words(answer)


def test_a_cell_changed_on_both_sides_shows_both(client, mine, called, clerk):
    import_, calls = mine(updated=1), called("resolve")
    both = json.dumps({"mine": "13987654402", "theirs": "13900000001"})
    told = problem(18, 4, code="conflict", en="Changed on both sides.", value=both)
    entry = ImportEntryFactory(of_import=import_, notes=[told])

    said = words(page_of(client, import_))
    client.post(
        f"/households/import/{import_.pk}/entries/{entry.position}/resolve/",
        {"field": "household.phone", "take": "theirs"},
    )

    assert "the workbook's 139****4402" in said
    assert "the register's 139****0001" in said
    assert calls == [("resolve", import_.pk, entry, "household.phone", "theirs", clerk)]


@pytest.fixture
def unknown(mine):
    reading = json.loads(json.dumps(READING))
    columns = reading["sheets"][0]["columns"]
    columns[3] |= {"key": ""}
    columns.append({"place": 5, "heading": "备注", "key": "", "label": ""})
    return mine(state=State.MAPPING, reading=reading)


def test_an_unknown_column_is_shown_with_examples(client, unknown, monkeypatch):
    of_the_column = {("户表", 3): ("3", "4", "5")}
    monkeypatch.setattr(correcting, "examples", lambda one: of_the_column)

    answer = client.get(f"/households/import/{unknown.pk}/columns/")
    said = words(answer)

    assert "2 columns that are not known" in said
    assert "工资性收入 3, 4, 5" in said
    assert "4 columns that are known" in said
    assert len(re.findall("<select", answer.content.decode())) == 2


def test_what_each_column_is_must_be_said_or_left_out(client, unknown, called, clerk):
    calls, there = called("name_columns"), f"/households/import/{unknown.pk}/columns/"

    refused = client.post(there, {"column-0-3": "year.wage"})
    assert refused.status_code == 422
    assert calls == []

    client.post(there, {"column-0-3": "year.wage", "column-0-5": "-"})
    named = {"户表": {"工资性收入": "year.wage", "备注": "-"}}
    assert calls == [("name_columns", unknown.pk, named, clerk)]


def test_two_columns_of_a_sheet_are_not_the_same_fact(client, unknown, called):
    calls = called("name_columns")

    answer = client.post(
        f"/households/import/{unknown.pk}/columns/",
        {"column-0-3": "year.wage", "column-0-5": "year.wage"},
    )

    assert "Another column of this sheet is this already." in words(answer)
    assert calls == []


def test_a_known_column_is_opened_and_what_was_chosen_so_far_stays(client, unknown, called):
    calls, there = called("name_columns"), f"/households/import/{unknown.pk}/columns/"

    answer = client.post(there, {"column-0-3": "year.wage", "change": "column-0-4"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<option value="year.wage" selected>' in page
    assert '<option value="household.phone" selected>' in page
    assert 'name="column-0-4"' in page
    assert "Choose what this column is" not in page
    assert calls == []


def test_a_column_recognised_wrongly_is_another_fact(client, unknown, called, clerk):
    calls, there = called("name_columns"), f"/households/import/{unknown.pk}/columns/"

    client.post(
        there,
        {
            "column-0-3": "-",
            "column-0-5": "household.phone",
            "column-0-4": "household.bank_account",
        },
    )

    named = {"工资性收入": "-", "备注": "household.phone", "联系电话": "household.bank_account"}
    assert calls == [("name_columns", unknown.pk, {"户表": named}, clerk)]


def test_what_was_named_before_is_not_forgotten(client, mine, called, clerk):
    import_, calls = (
        mine(updated=1, mapping={"户表": {"工资性收入": "year.wage"}}),
        called("name_columns"),
    )
    there = f"/households/import/{import_.pk}/columns/"

    client.post(there, {"column-0-4": "row.phone"})

    named = {"工资性收入": "year.wage", "联系电话": "row.phone"}
    assert calls == [("name_columns", import_.pk, {"户表": named}, clerk)]


def test_a_known_column_cannot_take_the_fact_of_another(client, unknown, called):
    calls = called("name_columns")

    answer = client.post(
        f"/households/import/{unknown.pk}/columns/",
        {"column-0-3": "-", "column-0-5": "-", "column-0-4": "row.relation"},
    )

    assert answer.status_code == 422
    assert "Another column of this sheet is this already." in words(answer)
    assert calls == []


def test_two_columns_change_places(client, unknown, called):
    calls = called("name_columns")

    client.post(
        f"/households/import/{unknown.pk}/columns/",
        {"column-0-3": "-", "column-0-5": "-", "column-0-4": "row.relation",
         "column-0-2": "household.phone"},
    )  # fmt: skip

    assert calls[0][2]["户表"]["与户主关系"] == "household.phone"


def test_a_sheet_keeps_a_column_that_says_whose_its_rows_are(client, unknown, called):
    calls = called("name_columns")

    answer = client.post(
        f"/households/import/{unknown.pk}/columns/",
        {f"column-0-{place}": "-" for place in range(6)},
    )

    assert "No column of the sheet “户表” is left that says whose its rows are." in words(answer)
    assert calls == []


def test_the_preview_leads_to_the_columns_though_all_are_known(client, mine):
    import_ = mine(updated=1)
    ImportEntryFactory(of_import=import_)

    assert f"/households/import/{import_.pk}/columns/" in page_of(client, import_).content.decode()
