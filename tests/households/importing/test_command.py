"""`manage.py import_workbook`: the import of the pages, for scripts."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from households.models import Household
from tests.households.importing.books import people_of, person_list

KEYS = [
    *("file", "sha256", "layout", "rows_read"),
    *("created", "updated", "unchanged", "held", "ignored"),
    *("households", "errors", "returned_workbook"),
]


@pytest.fixture
def run(tmp_path, clerk):
    def command(content, *options, user="clerk", name="list.xlsx"):
        """The exit code and what was said."""
        (tmp_path / name).write_bytes(content)
        out = StringIO()
        try:
            call_command(
                "import_workbook",
                *(str(tmp_path / name), "--user", user, "--year", "2015", *options),
                stdout=out,
                stderr=StringIO(),
            )
        except SystemExit as end:
            return end.code, out.getvalue()
        except CommandError as refusal:
            return refusal.returncode, str(refusal)
        return 0, out.getvalue()

    return command


def with_one_bad():
    rows = people_of(2)
    rows[3]["文化程度"] = "小学问"
    return person_list(rows)


def test_it_ends_with_zero_when_all_rows_are_in(run):
    code, said = run(person_list(people_of(2)))

    assert code == 0
    assert "4 rows = 4 created + 0 updated" in said
    assert Household.objects.count() == 2


def test_it_ends_with_three_when_rows_are_held_and_says_where(run):
    code, said = run(with_one_bad())

    assert code == 3
    assert "贫困人口信息 7 文化程度" in said
    assert Household.objects.count() == 1


def test_it_ends_with_two_when_the_file_is_refused(run):
    code, said = run(b"%PDF-1.4 not a workbook")

    assert code == 2
    assert len(said) > 20


@pytest.mark.parametrize("user", ["secretary", "nobody", "clerk2"])
def test_who_may_not_import_gets_no_row_in(run, secretary, clerk2, user):
    code, _said = run(person_list(people_of(1)), "--area", "520521225", user=user)

    assert code in (1, 2)
    assert not Household.objects.exists()


def test_a_dry_run_writes_nothing(run):
    code, said = run(person_list(people_of(2)), "--dry-run")

    assert code == 0
    assert "4 created" in said
    assert not Household.objects.exists()


def test_a_dry_run_says_what_would_be_held(run):
    assert run(with_one_bad(), "--dry-run")[0] == 3


def test_all_or_none_writes_nothing_with_a_bad_row(run):
    code, said = run(with_one_bad(), "--all")

    assert code == 3
    assert "2 rows are held" in said
    assert not Household.objects.exists()


def test_the_receipt_as_json_has_the_keys_that_were_promised(run):
    code, said = run(with_one_bad(), "--json")

    receipt = json.loads(said)
    assert code == 3
    assert list(receipt) == KEYS
    assert receipt["rows_read"] == sum(receipt[name] for name in KEYS[4:9]) == 4
    assert list(receipt["households"]) == KEYS[4:9]
    (error,) = receipt["errors"]
    assert list(error) == ["sheet", "row", "column", "code", "message", "value"]
    assert (error["row"], error["code"]) == (7, "unknown_code")


def test_the_same_file_again_ends_with_zero(run):
    content = person_list(people_of(2))
    run(content)

    code, said = run(content)

    assert code == 0
    assert "4 unchanged" in said
