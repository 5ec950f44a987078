"""The preview: the equation, what differs in words, fifty households at a time."""

import json
import re

import pytest

from households.checks import RULES
from povertyreg.exchange.models import Fate
from tests.imports import ImportEntryFactory, page_of, problem, words


def test_the_equation_stands_first_and_balances(client, mine):
    import_ = mine(created=38, updated=57, unchanged=305, held=12)

    said = words(page_of(client, import_))

    assert "Rows read 412 = new 38 + changed 57 + unchanged 305 + held 12 + ignored 0" in said
    assert "balanced" in said
    assert "Write 95 households" in said
    assert "nothing has been written yet" in said


def test_only_differing_cells_are_listed_in_words(client, mine):
    import_ = mine(updated=1)
    cells = [
        ["", "household.phone", None, "13987654402"],
        ["彭学忠", "row.health", "01", "02"],
        ["", "year.wage", "5400.00", "12600.00"],
        ["", "year.has_domestic_power", False, True],
    ]
    ImportEntryFactory(of_import=import_, cells=cells)

    said = words(page_of(client, import_))

    assert "4 differences" in said
    assert "Phone empty → 139****4402" in said
    assert "13987654402" not in said
    assert re.search(r"彭学忠 Health 01 \w+ → 02 \w+", said)
    assert "5,400.00 → 12,600.00" in said
    assert "no → yes" in said


def test_where_the_mask_hides_what_differs_that_is_said(client, mine):
    import_ = mine(updated=1)
    cells = [["", "household.phone", "13987654402", "13911114402"]]
    ImportEntryFactory(of_import=import_, cells=cells)

    assert "139****4402 → 139****4402 (another number)" in words(page_of(client, import_))


def test_an_odd_jump_is_noted_beside_its_cell(client, mine):
    import_ = mine(updated=1)
    jump = problem(18, 3, code="jump", en="133 % more than last year: please check.", value="")
    cells = [["", "year.wage", "5400.00", "12600.00"]]
    ImportEntryFactory(of_import=import_, cells=cells, notes=[jump])

    said = words(page_of(client, import_))

    assert "12,600.00 133 % more than last year: please check." in said
    assert said.count("133 %") == 1


def test_fifty_households_stand_on_a_page_and_the_next_begins_behind_them(client, mine):
    import_ = mine(unchanged=60)
    for _ in range(60):
        ImportEntryFactory(of_import=import_, fate=Fate.UNCHANGED)

    first = page_of(client, import_, fate="unchanged")
    last = page_of(client, import_, fate="unchanged", after="50")

    assert first.content.count(b"diff-head") == 50
    assert b"after=50" in first.content
    assert last.content.count(b"diff-head") == 10
    assert "To the beginning" in words(last)


@pytest.mark.parametrize("nonsense", ["-1", "x", "9" * 30, "²"])
def test_a_page_that_cannot_be_is_the_first(client, mine, nonsense):
    import_ = mine(updated=1)
    ImportEntryFactory(of_import=import_)

    answer = page_of(client, import_, after=nonsense, fate=nonsense, open=nonsense)

    assert answer.status_code == 200
    assert "彭学忠" in words(answer)


@pytest.mark.parametrize("households", [1, 50])
def test_the_preview_asks_few_questions(client, mine, households, django_assert_max_num_queries):
    import_ = mine(updated=households, held=households)
    for _ in range(households):
        ImportEntryFactory(of_import=import_, cells=[["", "household.phone", None, "13987654402"]])
        ImportEntryFactory(of_import=import_, fate=Fate.HELD, problems=[problem()])
    there = f"/households/import/{import_.pk}/"
    client.get(there)

    with django_assert_max_num_queries(12):
        client.get(there, headers={"HX-Request": "true"})


def test_a_file_that_was_written_before_is_noticed(client, mine):
    before = mine(is_written=True, unchanged=3, sha256="ab" * 32)
    again = mine(unchanged=3, sha256="ab" * 32)

    answer = page_of(client, again)

    assert "Importing it again changes nothing that is the same." in words(answer)
    assert before.get_absolute_url() in answer.content.decode()
    assert "Nothing to write" in words(answer)


def test_the_fate_of_a_row_is_one_click_away(client, mine):
    import_ = mine(is_written=True, updated=1, unchanged=1)
    ImportEntryFactory(of_import=import_, rows=[["户表", 17, "updated"], ["户表", 18, "unchanged"]])
    ImportEntryFactory(of_import=import_, rows=[["户表", 180, "updated"]], name="刘德珍")

    one = words(client.get(f"/households/import/{import_.pk}/rows/", {"row": "18"}))
    every = words(client.get(f"/households/import/{import_.pk}/rows/"))
    none = words(client.get(f"/households/import/{import_.pk}/rows/", {"row": "2"}))

    assert "户表 18 unchanged 0001 彭学忠" in one
    assert "刘德珍" not in one
    assert "户表 180 updated" in every or "户表 180 changed" in every
    assert "This row was not read" in none


def test_a_household_of_an_import_shows_every_cell(client, mine):
    import_ = mine(created=1)
    cells = [["", "year.wage", None, str(n)] for n in range(30)]
    entry = ImportEntryFactory(of_import=import_, cells=cells, fate=Fate.CREATED)

    listed = page_of(client, import_)
    alone = client.get(f"/households/import/{import_.pk}/entries/{entry.position}/")

    assert "30 facts" in words(listed)
    assert "29.00" not in words(listed)
    assert "29.00" in words(alone)


def test_remarks_and_findings_of_the_rules_are_told(client, mine):
    import_ = mine(updated=1)
    notes = json.dumps(
        {
            "told": [problem(18, 0, code="spaces", en="Spaces were taken out.", value="彭 学忠")],
            "rules": [[RULES[0].id, "W", None, "phone", ""], ["gone", "W", None, "", ""]],
        }
    )
    ImportEntryFactory(
        of_import=import_, cells=[["0:7:彭学忠", "row.health", "01", "02"]], notes=notes
    )

    said = words(page_of(client, import_))

    assert "彭学忠 Health 01" in said
    assert "0:7:" not in said
    assert "Spaces were taken out." in said
    assert f"{RULES[0].id} · " in said
