"""Who helps whom, from a working list."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistance import pairing
from assistance.models import Pairing
from assistance.row_kinds import PairingKind
from povertyreg.audit.models import Entry
from tests.exchange.rows import Trip
from tests.factories import CadreFactory, HelpingUnitFactory, HouseholdFactory, PairingFactory

pytestmark = pytest.mark.django_db


def bring(by, *rows, **options):
    return Trip(PairingKind, by, *rows, **options)


@pytest.fixture
def wei(yunfeng):
    return CadreFactory()


@pytest.fixture
def home(yunfeng):
    return HouseholdFactory(village=yunfeng, file__number=valid_id())


def valid_id():
    from tests.factories import id_number

    return id_number()


def row(home, cadre="韦国平", **others):
    return {
        "村名": "云峰村", "户主姓名": "王大明", "户编号": home.number, "帮扶人": cadre,
        "所属单位": "县农牧局", **others,
    }  # fmt: skip


def current(home):
    return [one.cadre.name for one in home.pairings.open().order_by("pk")]


def test_a_household_that_nobody_helps_is_paired(clerk, home, wei):
    trip = bring(clerk, row(home, 帮扶开始时间="2015-03-01"))

    assert trip.fates == ["created"]
    assert not Pairing.objects.exists()
    entry = trip.entries[0]
    assert (entry.key, entry.name, entry.village_code) == (home.number, "王大明", "520521225201")
    assert entry.household == home

    trip.written()
    made = Pairing.objects.get()
    assert (made.cadre, made.household, made.starts_on) == (wei, home, date(2015, 3, 1))
    assert made.assigned_by == clerk
    assert Entry.objects.about(home).get().action == "pair"


def test_the_same_list_again_changes_nothing(clerk, home, wei):
    bring(clerk, row(home)).written()

    again = bring(clerk, row(home))

    assert again.fates == ["unchanged"]
    assert again.written() == {"unchanged": 1}
    assert Pairing.objects.count() == 1


def test_another_cadre_takes_over_and_the_history_stays(clerk, home, wei):
    old = PairingFactory(household=home, cadre=CadreFactory(name="李强", phone=""))

    trip = bring(clerk, row(home, 调整原因="调离"))

    assert trip.fates == ["updated"]
    assert trip.cells() == {"cadre": ("李强 · 县农牧局", "韦国平 · 县农牧局 · 138****6217")}
    trip.written()
    old.refresh_from_db()
    assert (old.ends_on, old.ended_because) == (date(2015, 6, 30), "调离")
    assert current(home) == ["韦国平"]


def test_without_a_reason_the_list_itself_is_the_reason(clerk, home, wei):
    old = PairingFactory(household=home, cadre=CadreFactory(name="李强"))

    bring(clerk, row(home)).written()

    old.refresh_from_db()
    assert old.ended_because == "As in the list “名单.xlsx”."


def test_a_list_that_names_several_cadres_lets_all_of_them_help(clerk, home, wei):
    PairingFactory(household=home, cadre=CadreFactory(name="李强"))
    CadreFactory(name="赵军")

    trip = bring(clerk, row(home), row(home, "李强"), row(home, "赵军"))

    assert trip.fates == ["created", "unchanged", "created"]
    trip.written()
    assert current(home) == ["李强", "韦国平", "赵军"]


def test_the_first_new_cadre_takes_over_and_the_second_helps_besides(clerk, home, wei):
    PairingFactory(household=home, cadre=CadreFactory(name="李强"))
    CadreFactory(name="赵军")

    trip = bring(clerk, row(home), row(home, "赵军"))

    assert trip.fates == ["updated", "created"]
    assert trip.written() == {"updated": 1, "created": 1}
    assert current(home) == ["韦国平", "赵军"]
    assert bring(clerk, row(home), row(home, "赵军")).fates == ["unchanged", "unchanged"]


def test_which_of_several_is_replaced_is_not_guessed(clerk, home, wei):
    for name in ("李强", "赵军"):
        PairingFactory(household=home, cadre=CadreFactory(name=name))

    trip = bring(clerk, row(home))

    assert [(said["row"], said["column"], said["code"]) for said in trip.problems()] == [
        (4, "帮扶人", "several_pairings")
    ]


def test_the_householders_id_number_finds_the_household(clerk, home, wei):
    number = home.householder.id_number
    trip = bring(clerk, {"户主姓名": "王大明", "身份证": number, "帮扶人": "韦国平"})

    entry = trip.entries[0]
    assert (trip.fates, entry.household) == (["created"], home)
    assert number not in f"{entry.key} {entry.name} {entry.cells} {entry.notes} {entry.problems}"


def test_a_national_number_finds_the_household(clerk, home, wei):
    home.national_number = "5224220010203"
    home.save()

    assert bring(clerk, {**row(home), "户编号": "5224220010203"}).fates == ["created"]


def test_an_unknown_id_number_is_masked_in_what_is_said(clerk, home, wei):
    number = valid_id()
    trip = bring(clerk, {"身份证": number, "帮扶人": "韦国平"})

    assert trip.problems()[0]["code"] == "unknown_household"
    assert trip.problems()[0]["value"] == f"{number[:6]}********{number[-4:]}"
    assert number not in str(trip.problems())


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"户主姓名": "张三"}, "户主姓名", "other_householder"),
        ({"户编号": "5205212252019999"}, "户编号", "unknown_household"),
        ({"户编号": ""}, "户编号", "no_household"),
        ({"村名": "棕树村"}, "村名", "refused"),
        ({"帮扶人": "无名"}, "帮扶人", "unknown_cadre"),
        ({"帮扶人": ""}, "帮扶人", "refused"),
        ({"所属单位": "县委办"}, "帮扶人", "unknown_cadre"),
        ({"帮扶开始时间": "2016-01-01"}, "", "refused"),
    ],
)
def test_a_doubtful_row_is_held_with_its_row_and_column(
    cells, column, code, clerk, home, wei, zongshu
):
    trip = bring(clerk, {**row(home), **cells})

    said = trip.problems()[0]
    assert (said["row"], said["column"], said["code"]) == (4, column, code)
    assert said["zh"]
    assert trip.written() == {"held": 1}
    assert not Pairing.objects.exists()


def test_a_number_of_one_and_a_person_of_another_household_is_held(clerk, home, wei):
    other = HouseholdFactory(village=home.village)

    trip = bring(clerk, row(home, 身份证=other.householder.id_number))

    assert trip.problems()[0]["code"] == "other_householder"


def test_a_closed_file_is_refused_by_the_service(clerk, home, wei):
    home.closed_on, home.closed_because = date(2015, 6, 1), "died"
    home.save()

    trip = bring(clerk, row(home))

    assert "is closed" in trip.said()[0][2]


def test_a_row_of_another_area_is_held_and_says_only_that(clerk, wei, home, baina):
    elsewhere = HouseholdFactory(village=baina)

    by_number = bring(clerk, {"户编号": elsewhere.number, "帮扶人": "无名"})
    by_village = bring(clerk, {**row(home), "村名": "百纳村"})

    for trip in (by_number, by_village):
        assert trip.said() == [(4, "", "This row is of another area.")]
        assert (trip.entries[0].key, trip.entries[0].name) == ("", "")


def test_an_id_number_of_another_area_looks_like_an_unknown_one(clerk, wei, baina):
    elsewhere = HouseholdFactory(village=baina)

    known = bring(clerk, {"身份证": elsewhere.householder.id_number, "帮扶人": "韦国平"})
    unknown = bring(clerk, {"身份证": valid_id(), "帮扶人": "韦国平"})

    assert known.said() == unknown.said()


@pytest.mark.parametrize("who", ["secretary", "auditor", "cadre_user", "admin"])
def test_who_may_not_pair_brings_no_list(who, request, home, wei):
    with pytest.raises(PermissionDenied):
        bring(request.getfixturevalue(who), row(home))


def test_what_the_list_of_cadres_says_otherwise_is_told_and_not_taken(clerk, home, wei):
    trip = bring(clerk, row(home, 职务="局长", 帮扶人电话="13900001111"))

    assert [(said["column"], said["code"]) for said in trip.notes()] == [
        ("职务", "cadre_differs"), ("帮扶人电话", "cadre_differs"),
    ]  # fmt: skip
    assert "13900001111" not in str(trip.notes())
    trip.written()
    wei.refresh_from_db()
    assert (wei.post, wei.phone) == ("", "13800006217")


def test_a_household_paired_meanwhile_is_held(clerk, home, wei):
    trip = bring(clerk, row(home))
    PairingFactory(household=home, cadre=CadreFactory(name="李强"))

    assert trip.written() == {"held": 1}
    assert trip.problems()[0]["code"] == "stale"
    assert current(home) == ["李强"]


def test_a_pairing_ended_meanwhile_is_held(clerk, home, wei):
    old = PairingFactory(household=home, cadre=CadreFactory(name="李强"))
    trip = bring(clerk, row(home))
    pairing.end(old, "moved", by=clerk)

    assert trip.written() == {"held": 1}
    assert current(home) == []


def test_undoing_ends_what_was_begun_and_brings_the_former_cadre_back(clerk, home, wei):
    other = HouseholdFactory(village=home.village)
    PairingFactory(household=home, cadre=CadreFactory(name="李强"))
    trip = bring(clerk, row(home), row(other))
    trip.written()

    assert trip.undone() == {"undone": 2}
    assert (current(home), current(other)) == (["李强"], [])


def test_undoing_leaves_a_pairing_that_somebody_touched(clerk, home, wei):
    trip = bring(clerk, row(home))
    trip.written()
    pairing.change(Pairing.objects.get(), to=CadreFactory(name="李强"), because="x", by=clerk)

    assert trip.undone() == {"touched": 1}
    assert current(home) == ["李强"]


def test_what_no_service_takes_back_is_kept(clerk, home, wei):
    former = CadreFactory(name="李强")
    PairingFactory(household=home, cadre=former)
    trip = bring(clerk, row(home))
    trip.written()
    pairing.leave(former, "retired", by=clerk)

    assert trip.undone() == {"kept": 1}
    assert current(home) == ["韦国平"]


def test_a_row_costs_the_same_however_many_there_are(clerk, yunfeng, wei):
    HelpingUnitFactory()
    homes = [HouseholdFactory(village=yunfeng) for _ in range(6)]

    def asked(count):
        with CaptureQueriesContext(connection) as queries:
            bring(clerk, *[row(home) for home in homes[:count]])
        return len(queries)

    asked(1)
    one, three, six = asked(1), asked(3), asked(6)
    assert (six - three) / 3 == (three - one) / 2 <= 25
