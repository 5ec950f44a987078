"""Whatever stands in one cell: it is repaired, held, or changes that fact and nothing else."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households.codes import code_lists
from households.importing import entries
from households.models import Household, MemberYear
from tests.factories import HouseholdFactory
from tests.households.importing.books import MEMBERS, brought, claimed, counts, packed, table

few = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CODED = {"row.relation": "relation", "row.education": "education", "row.health": "health",
         "row.labour": "labour"}  # fmt: skip
FIELDS = ["member.name", "member.id_number", "row.phone", "row.work_months", *CODED]
FOLLOWS = {
    "member.id_number": {"member.birth_date", "member.sex", "member.document_kind"},
}


@pytest.fixture
def on_file(yunfeng):
    for name in ("王大明", "李四"):
        claimed(HouseholdFactory(village=yunfeng, file__people=2, file__name=name))
    MemberYear.objects.update(phone="13800001234", work_months=6)


def exported():
    """The people of the register as a list, codes by their names."""
    rows = []
    for row in MemberYear.objects.select_related("member__household").order_by("member_id"):
        cells = {"key.number": row.member.household.number}
        for key in FIELDS:
            part, _dot, name = key.partition(".")
            value = getattr(row.member if part == "member" else row, name)
            if key in CODED:
                value = code_lists()[CODED[key]].codes[value].name_zh
            cells[key] = value
        rows.append(cells)
    return rows


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def spaced(text):
    return f" {text[:2]} {text[2:]}　"


def as_float(text):
    try:
        return float(text)
    except ValueError:
        return 1.5


damage = st.one_of(
    st.integers(0, 17).map(lambda n: lambda text: text[:n]),
    st.sampled_from([wide, spaced, as_float, lambda text: "", lambda text: "01", str.lower]),
    st.sampled_from(["小学", "之女", "户主", "残疾", "未知", "#N/A", "=1+1", "5.2E+17", "12"]).map(
        lambda other: lambda text: other
    ),
)


def test_a_list_imported_again_changes_nothing(clerk, on_file):
    assert set(counts(brought(packed({MEMBERS: table(exported())}), clerk))) == {"unchanged"}


@few
@given(row=st.integers(0, 3), field=st.sampled_from(FIELDS), harm=damage)
def test_one_damaged_cell_does_no_more_than_it_says(clerk, on_file, row, field, harm):
    rows = exported()
    number, name = rows[row]["key.number"], rows[row]["member.name"]
    rows[row][field] = harm(str(rows[row][field]))
    with transaction.atomic():
        import_ = brought(packed({MEMBERS: table(rows)}), clerk)
        for entry in import_.entries.all():
            if entry.fate in ("unchanged", "held", "ignored"):
                continue
            assert entry.fate == "updated", (field, rows[row])
            assert entry.number == number
            changed = {key for _whose, key, _before, _after in entries.changes_of(entry)}
            assert changed <= {field} | FOLLOWS.get(field, set()), (field, rows[row])
            said = {whose.split(":")[2] for whose, *_rest in entries.changes_of(entry)}
            assert len(said) == 1
            assert said <= {name, str(rows[row]["member.name"]).strip()} or field == "member.name"
        assert Household.objects.count() == 2
        transaction.set_rollback(True)
