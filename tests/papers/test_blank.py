"""The empty form has every field of the screen, and is about nobody."""

from households.models import Household, HouseholdYear, Member, MemberYear
from povertyreg.audit.models import Entry
from povertyreg.documents.papers import Facts, Table
from povertyreg.papers.blank import blank_form
from povertyreg.papers.wording import label_of
from tests.papers.conftest import pages_of

NOT_TYPED = {
    "id", "county_code", "village", "group", "changed_by", "changed_at", "number", "householder",
    "first_identified_in", "entered_by", "entered_at", "closed_on", "closed_because", "version",
    "national_number", "household", "year", "category", "state", "state_since", "keeps_support",
    "size", "confirmed_on",
    "net_income", "net_income_per_head", "pinyin", "id_digest", "id_tail_digest", "position",
    "joined_on", "joined_because", "left_on", "left_reason", "left_because", "household_year",
    "member",
}  # fmt: skip


def labels():
    for section in blank_form(2015):
        for part in section.parts:
            if isinstance(part, Table):
                yield from (column.label for column in part.columns)
            if isinstance(part, Facts):
                yield from (label for label, _value in part.pairs)


def test_every_field_that_is_typed_has_its_place():
    found = set(labels())
    for model in (Household, HouseholdYear, Member, MemberYear):
        for field in model._meta.concrete_fields:
            if field.name not in NOT_TYPED:
                assert label_of(model, field.name) in found, f"{model.__name__}.{field.name}"


def test_it_carries_the_code_lists_and_no_trace_is_kept(as_clerk):
    answer = as_clerk.get("/print/form/?year=2015")

    said = "\n".join(pages_of(answer.content))
    assert answer["Content-Type"] == "application/pdf"
    assert "01 Illness" in said
    assert "Empty form of 2015" in said
    assert not Entry.objects.exists()
