"""The householder dies, leaves or hands over: relations anew, everything else stays."""

import pytest
from django.core.exceptions import ValidationError

from assistance.models import Pairing
from households import publicity
from households.changes import members, succession, undoing
from households.choices import ChangeKind, Stage
from households.models import Change, Household, IdentityClaim, MemberYear
from tests.factories import (
    BenefitFactory,
    CaseFactory,
    PairingFactory,
    RoundFactory,
)
from tests.households.changes.families import MAY_20, MAY_30, family, one, relations, said, told
from tests.households.changes.test_members import baby, numbered
from tests.households.lists import PHONE


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(MAY_30)


@pytest.fixture
def home(yunfeng):
    return family(yunfeng, "02", "03", "05", "07", "11")


def died(home, clerk, heir="03", **relations):
    """The householder dies, and the suggested relations are taken."""
    member = one(home, heir)
    chosen = {one(home, old).pk: new for old, new in relations.items()}
    everybody = {**told(home, member, without_head=True), **chosen}
    return succession.hand_over(home, member, everybody, said(home, clerk), ChangeKind.DIED)


def test_the_son_follows_and_everybody_is_related_to_him(home, clerk):
    change = died(home, clerk)

    assert relations(home) == {
        "王小刚": "01", "李秀英": "12", "陈美": "02", "王宝": "03", "王老": "17",
    }  # fmt: skip
    home.refresh_from_db()
    assert home.householder.name == "王小刚"
    assert home.members.active().first() == home.householder
    assert home.years.get().size == 5
    assert [c.kind for c in Change.objects.order_by("pk")] == ["died", "succession"]
    assert change.member == home.householder
    assert Change.objects.first().details["former"] == home.members.get(name="王大明").pk
    assert "身份" not in str(change.details)


def test_number_pairings_benefits_and_cases_hang_on_the_household(home, clerk):
    number, rows = home.number, (
        PairingFactory(household=home), BenefitFactory(household=home),
        CaseFactory(household=home, round=RoundFactory()),
    )  # fmt: skip

    died(home, clerk)

    home = Household.objects.get(pk=home.pk)
    assert home.number == number
    for row in rows:
        was = dict(vars(row))
        row.refresh_from_db()
        assert {k: v for k, v in vars(row).items() if k in was and k[0] != "_"} == {
            k: v for k, v in was.items() if k[0] != "_"
        }
    assert Pairing.objects.get().ends_on is None


def test_the_sealed_list_keeps_the_name_and_size_as_posted(home, clerk, secretary):
    case = CaseFactory(household=home, round=RoundFactory(), stage=Stage.NOMINATED)
    notice = publicity.post_in_village([case], complaint_phone=PHONE, by=secretary)
    entry = notice.entries.get()
    seal, posted = notice.sha256, dict(vars(entry))

    died(home, clerk)

    notice.refresh_from_db()
    entry.refresh_from_db()
    case.refresh_from_db()
    assert notice.sha256 == seal
    assert {k: v for k, v in vars(entry).items() if k[0] != "_"} == {
        k: v for k, v in posted.items() if k[0] != "_"
    }
    assert case.stage == Stage.VILLAGE_PUBLICITY


def test_without_a_death_a_posted_household_hands_over_after_the_round(home, clerk):
    CaseFactory(household=home, round=RoundFactory(), stage=Stage.VILLAGE_PUBLICITY)
    heir = one(home, "03")

    with pytest.raises(ValidationError, match="posted list"):
        succession.hand_over(home, heir, told(home, heir), said(home, clerk))


def test_a_householder_who_stays_gets_a_relation_too(home, clerk):
    heir = one(home, "02")

    succession.hand_over(home, heir, told(home, heir), said(home, clerk))

    assert relations(home) == {
        "李秀英": "01", "王大明": "02", "王小刚": "03", "陈美": "05", "王宝": "07", "王老": "15",
    }  # fmt: skip
    assert home.years.get().size == 6


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"11": ""}, "relation for everybody"),
        ({"11": "77"}, "relation for everybody"),
        ({"11": "01"}, "Two members are householder"),
        ({"11": "02"}, "householder's spouse"),
    ],
)
def test_wrong_relations_write_nothing(home, clerk, chosen, message):
    with pytest.raises(ValidationError, match=message):
        died(home, clerk, **chosen)

    home.refresh_from_db()
    assert home.householder.name == "王大明"
    assert home.householder.is_active
    assert not Change.objects.exists()


def test_the_householder_cannot_follow_himself(home, clerk):
    head = one(home, "01")

    with pytest.raises(ValidationError, match="householder already"):
        succession.hand_over(home, head, {}, said(home, clerk))


def test_a_death_undone_brings_the_householder_back_as_householder(home, clerk):
    before = relations(home)
    died(home, clerk)
    death = Change.objects.get(kind="died")

    undoing.undo(death, said(home, clerk, on=MAY_30))

    home.refresh_from_db()
    assert relations(home) == before
    assert home.householder.name == "王大明"
    assert home.years.get().size == 6
    assert Change.objects.filter(counters__isnull=False).count() == 2
    row = MemberYear.objects.get(member=home.householder)
    assert (row.work_months, row.phone) == (3, "13800001111")


def test_undone_after_a_birth_he_comes_back_and_the_new_householder_stays(home, clerk):
    died(home, clerk)
    one(home, "03")
    row = MemberYear.objects.get(member=one(home, "12"))
    row.relation = "99"
    row.save()

    undoing.undo(Change.objects.get(kind="died"), said(home, clerk))

    home.refresh_from_db()
    assert home.householder.name == "王小刚"
    assert relations(home)["王大明"] == "99"


def test_a_handing_over_undone_restores_every_relation_once(home, clerk):
    before, heir = relations(home), one(home, "03")
    change = succession.hand_over(home, heir, told(home, heir), said(home, clerk))

    counter = undoing.undo(change, said(home, clerk))

    assert relations(home) == before
    assert counter.counters == change
    with pytest.raises(ValidationError, match="undone already"):
        undoing.undo(change, said(home, clerk))
    with pytest.raises(ValidationError, match="undid another change"):
        undoing.undo(counter, said(home, clerk))


def test_a_succession_whose_relations_changed_since_is_not_undone(home, clerk):
    heir = one(home, "03")
    change = succession.hand_over(home, heir, told(home, heir), said(home, clerk))
    MemberYear.objects.filter(relation="17").update(relation="99")

    with pytest.raises(ValidationError, match="have changed since"):
        undoing.undo(change, said(home, clerk))


def test_the_succession_after_a_death_is_undone_by_undoing_the_death(home, clerk):
    change = died(home, clerk)

    with pytest.raises(ValidationError, match="brings him back"):
        undoing.undo(change, said(home, clerk))


def test_who_is_registered_elsewhere_by_now_is_not_brought_back(home, zongshu, clerk, clerk2):
    son = one(home, "07")
    change = members.leave(home, son, ChangeKind.REGISTERED_OUT, said(home, clerk))
    elsewhere = family(zongshu)
    members.join(
        elsewhere, numbered(id_number=son.id_number), ChangeKind.REGISTERED_IN,
        said(elsewhere, clerk),
    )  # fmt: skip

    with pytest.raises(ValidationError, match="active member of household"):
        undoing.undo(change, said(home, clerk))

    assert IdentityClaim.objects.get().household == elsewhere


def test_a_departure_undone_has_the_row_of_the_year_again(home, clerk):
    change = members.leave(home, one(home, "07"), ChangeKind.LOST, said(home, clerk))
    undoing.undo(change, said(home, clerk, on=MAY_30))

    assert relations(home)["王宝"] == "07"
    child = one(home, "07")
    assert (child.left_on, child.left_reason, child.left_because) == (None, "", "")
    assert IdentityClaim.objects.filter(member=child).exists()


def test_a_joining_undone_dates_the_person_out_and_keeps_the_row_of_the_person(home, clerk):
    change = members.join(home, baby(), ChangeKind.BIRTH, said(home, clerk))
    undoing.undo(change, said(home, clerk))

    child = home.members.get(name="王新")
    assert child.left_on == MAY_20
    assert "王新" not in relations(home)
    assert home.years.get().size == 6


def test_a_succession_asks_the_database_few_questions(home, clerk, django_assert_max_num_queries):
    heir = one(home, "03")
    relations_ = told(home, heir, without_head=True)
    form = said(home, clerk)

    with django_assert_max_num_queries(30):
        succession.hand_over(home, heir, relations_, form, ChangeKind.DIED)
