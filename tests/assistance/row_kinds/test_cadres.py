"""Cadres and their units from a workbook."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistance.models import Cadre, HelpingUnit
from assistance.row_kinds import CadreKind
from households.rules import pinyin_of_name
from povertyreg.audit.models import Entry
from tests.exchange.rows import Trip
from tests.factories import CadreFactory, HelpingUnitFactory, PairingFactory

pytestmark = pytest.mark.django_db

OUYANG = {
    "帮扶人": "欧阳明",
    "所属单位": "县农牧局",
    "帮扶类型": "县",
    "职级": "一般干部",
    "职务": "办事员",
    "帮扶人电话": "13800001234",
}


def bring(by, *rows, **options):
    return Trip(CadreKind, by, *rows, **options)


@pytest.fixture
def bureau(yunfeng):
    return HelpingUnitFactory()


def test_a_cadre_is_entered_as_on_the_page(clerk, bureau):
    trip = bring(clerk, OUYANG)

    assert trip.fates == ["created"]
    assert not Cadre.objects.exists()

    trip.written()
    cadre = Cadre.objects.get()
    assert (cadre.name, cadre.pinyin, cadre.unit, cadre.rank) == (
        "欧阳明", pinyin_of_name("欧阳明"), bureau, "5",
    )  # fmt: skip
    assert (cadre.area_code, cadre.phone, cadre.affiliation) == ("520521225", "13800001234", "50")
    assert Entry.objects.about(cadre).get().action == "enter_cadre"


def test_only_the_cells_that_differ_change(clerk, bureau):
    cadre = CadreFactory(name="欧阳明", unit=bureau, post="科员", phone="13800001234")

    trip = bring(clerk, OUYANG)

    assert trip.fates == ["updated"]
    assert trip.cells() == {"post": ("科员", "办事员")}
    trip.written()
    cadre.refresh_from_db()
    assert (cadre.post, cadre.phone) == ("办事员", "13800001234")


def test_the_same_list_again_changes_nothing(clerk, bureau):
    rows = [OUYANG, {**OUYANG, "帮扶人": "李强", "帮扶人电话": ""}]
    bring(clerk, *rows).written()
    entries = Entry.objects.count()

    again = bring(clerk, *rows)

    assert again.fates == ["unchanged", "unchanged"]
    assert again.written() == {"unchanged": 2}
    assert (Cadre.objects.count(), Entry.objects.count()) == (2, entries)


def test_an_empty_phone_keeps_the_one_on_file(clerk, bureau):
    cadre = CadreFactory(name="欧阳明", unit=bureau, phone="13800009999")

    bring(clerk, {**OUYANG, "帮扶人电话": ""}).written()

    cadre.refresh_from_db()
    assert (cadre.post, cadre.phone) == ("办事员", "13800009999")


def test_a_new_unit_is_entered_once_with_its_first_cadre(clerk, yunfeng):
    row = {**OUYANG, "所属单位": "乡林业站", "单位隶属关系": "乡镇", "单位负责人": "张站长"}

    trip = bring(clerk, row, {**row, "帮扶人": "李强", "帮扶人电话": "13800005678"})

    assert trip.fates == ["created", "created"]
    trip.written()
    unit = HelpingUnit.objects.get()
    assert (unit.name_zh, unit.affiliation, unit.leader) == ("乡林业站", "60", "张站长")
    assert unit.cadres.count() == 2


def test_a_unit_that_nobody_knows_is_not_guessed(clerk, yunfeng):
    trip = bring(clerk, {**OUYANG, "所属单位": "乡林业站"})

    assert trip.problems()[0]["code"] == "unknown_unit"
    assert trip.problems()[0]["column"] == "所属单位"
    assert trip.written() == {"held": 1}
    assert not HelpingUnit.objects.exists()


def test_a_unit_of_the_list_is_not_changed_by_its_cadres(clerk, bureau):
    trip = bring(clerk, {**OUYANG, "单位负责人": "张局长"})

    assert trip.fates == ["created"]
    assert [(said["code"], said["column"]) for said in trip.notes()] == [
        ("unit_differs", "单位负责人")
    ]
    trip.written()
    bureau.refresh_from_db()
    assert bureau.leader == ""


def test_a_wrong_phone_is_refused_by_the_form_and_shown_masked(clerk, bureau):
    trip = bring(clerk, {**OUYANG, "帮扶人电话": "23800001234"})

    assert [(row, column) for row, column, _said in trip.said()] == [(4, "帮扶人电话")]
    assert trip.problems()[0]["value"] == "238****1234"
    assert "23800001234" not in str(trip.problems())


def test_the_phone_is_not_in_the_open_part_of_an_entry(clerk, bureau):
    entry = bring(clerk, OUYANG).entries[0]

    assert "13800001234" not in f"{entry.key} {entry.name} {entry.rows} {entry.notes}"


def test_namesakes_are_told_apart_by_their_phone(clerk, bureau):
    for phone in ("13800001234", "13800005678"):
        CadreFactory(name="欧阳明", unit=bureau, phone=phone, post="科员")

    trip = bring(clerk, OUYANG, {**OUYANG, "帮扶人电话": "", "职务": "主任"})

    assert trip.fates == ["updated", "held"]
    assert trip.problems(1)[0]["code"] == "several_cadres"
    trip.written()
    assert {(c.phone, c.post) for c in Cadre.objects.all()} == {
        ("13800001234", "办事员"), ("13800005678", "科员"),
    }  # fmt: skip


def test_a_cadre_known_by_his_phone_may_have_gone_to_another_unit(clerk, bureau):
    former = HelpingUnitFactory(name_zh="县林业局")
    CadreFactory(name="欧阳明", unit=former, phone="13800001234", post="办事员")

    trip = bring(clerk, OUYANG)

    assert trip.cells() == {"unit": ("县林业局", "县农牧局")}
    trip.written()
    assert Cadre.objects.get().unit == bureau
    trip.undone()
    assert Cadre.objects.get().unit == former


def test_the_area_of_a_row_may_be_a_village(clerk, bureau, zongshu):
    trip = bring(clerk, {**OUYANG, "帮扶村": "棕树村"})

    trip.written()
    assert Cadre.objects.get().area_code == zongshu.code
    assert trip.entries[0].village_code == zongshu.code


@pytest.mark.parametrize("place", ["百纳乡", "百纳村", "520521223201", "大方县"])
def test_a_row_of_another_area_is_held_and_says_only_that(place, clerk, bureau, baina):
    trip = bring(clerk, {**OUYANG, "帮扶区域": place})

    assert trip.said() == [(4, "", "This row is of another area.")]
    assert (trip.entries[0].name, trip.entries[0].cells) == ("", "[]")
    assert trip.written() == {"held": 1}


def test_a_cadre_of_the_county_is_not_for_the_township(clerk, bureau, county_staff):
    HelpingUnitFactory(area_code="520521", name_zh="县委办")
    CadreFactory(name="欧阳明", area_code="520521", unit=HelpingUnit.objects.get(name_zh="县委办"))

    trip = bring(clerk, {**OUYANG, "所属单位": "县委办"})

    assert trip.said() == [(4, "", "This row is of another area.")]


@pytest.mark.parametrize("who", ["secretary", "auditor", "cadre_user", "admin"])
def test_who_may_not_keep_the_list_brings_none(who, request, bureau):
    with pytest.raises(PermissionDenied):
        bring(request.getfixturevalue(who), OUYANG)


def test_who_lost_the_right_meanwhile_writes_nothing(clerk, bureau):
    trip = bring(clerk, OUYANG)
    clerk.jurisdictions.update(ends_on=date(2015, 1, 1))
    del clerk.__dict__["_jurisdictions"]

    with pytest.raises(PermissionDenied):
        trip.written()


def test_what_somebody_changed_meanwhile_is_held_and_the_others_go(clerk, bureau):
    CadreFactory(name="欧阳明", unit=bureau, post="科员", phone="13800001234")
    trip = bring(clerk, OUYANG, {**OUYANG, "帮扶人": "李强", "帮扶人电话": "13800005678"})
    Cadre.objects.filter(name="欧阳明").update(rank="4")

    assert trip.written() == {"held": 1, "created": 1}
    assert trip.problems()[0]["code"] == "stale"
    assert Cadre.objects.get(name="欧阳明").post == "科员"


def test_who_was_entered_meanwhile_is_not_entered_twice(clerk, bureau):
    trip = bring(clerk, OUYANG)
    CadreFactory(name="欧阳明", unit=bureau)

    assert trip.written() == {"held": 1}
    assert Cadre.objects.count() == 1


def test_undoing_lets_leave_who_was_entered_and_puts_back_what_was_changed(clerk, bureau):
    old = CadreFactory(name="李强", unit=bureau, post="科员", phone="")
    rows = [OUYANG, {**OUYANG, "帮扶人": "李强", "帮扶人电话": "13800005678"}]
    trip = bring(clerk, *rows)
    trip.written()

    assert trip.undone() == {"undone": 2}
    assert Cadre.objects.get(name="欧阳明").left_on == date(2015, 7, 1)
    old.refresh_from_db()
    assert (old.post, old.phone, old.left_on) == ("科员", "", None)


def test_undoing_leaves_whom_somebody_touched(clerk, bureau):
    trip = bring(clerk, OUYANG, {**OUYANG, "帮扶人": "李强", "帮扶人电话": "13800005678"})
    trip.written()
    PairingFactory(cadre=Cadre.objects.get(name="欧阳明"))
    Cadre.objects.filter(name="李强").update(post="主任")

    assert trip.undone() == {"touched": 2}
    assert not Cadre.objects.exclude(left_on=None).exists()


def test_a_row_costs_the_same_however_many_there_are(clerk, bureau):
    def asked(count):
        rows = [
            {**OUYANG, "帮扶人": f"欧阳{n}", "帮扶人电话": f"1380000{n:04d}"} for n in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            bring(clerk, *rows)
        return len(queries)

    asked(1)
    one, three, six = asked(1), asked(3), asked(6)
    assert (six - three) / 3 == (three - one) / 2 <= 30
