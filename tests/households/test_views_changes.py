"""The pages of a change: who may, what is asked, a second press, an older form, undoing."""

from uuid import uuid4

import pytest
from django.urls import reverse

from households.changes import members
from households.choices import ChangeKind, Stage
from households.models import Change, Household, MemberYear
from povertyreg.audit.models import Entry
from tests.factories import CaseFactory, RoundFactory, VillageGroupFactory, id_number
from tests.households.changes.families import MAY_30, family, one, relations, said


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(MAY_30)


@pytest.fixture
def home(yunfeng):
    return family(yunfeng, "02", "03", "05", "07")


def new(household, kind=""):
    page = reverse("households:change-create", args=[household.number])
    return f"{page}?kind={kind}" if kind else page


def listed(household):
    return reverse("households:change-list", args=[household.number])


def typed(household, **fields):
    version = Household.objects.values_list("version", flat=True).get(pk=household.pk)
    return {
        "version": version, "on": "2015-05-20", "reason": "死亡证明", "request_id": str(uuid4()),
        **fields,
    }  # fmt: skip


def test_the_clerk_chooses_among_what_he_may_record(client, home, clerk):
    client.force_login(clerk)

    page = client.get(new(home)).content.decode()

    assert "?kind=died" in page
    assert "?kind=succession" in page
    assert "?kind=split" not in page


def test_the_leader_records_what_takes_the_townships_approval(client, home, leader):
    client.force_login(leader)

    page = client.get(new(home)).content.decode()

    assert all(f"?kind={kind}" in page for kind in ("split", "merge", "transfer"))
    assert "?kind=died" not in page
    assert client.get(new(home, "died")).status_code == 403


@pytest.mark.parametrize("kind", ChangeKind)
def test_each_kind_has_a_form(client, home, clerk, leader, kind):
    client.force_login(leader if kind in ("split", "merge", "transfer") else clerk)

    page = client.get(new(home, kind))

    assert page.status_code == 200
    assert 'name="reason"' in page.content.decode()


def test_an_unknown_kind_and_a_household_elsewhere_are_not_there(client, home, clerk, clerk2):
    client.force_login(clerk)
    assert client.get(new(home, "divorce")).status_code == 404
    client.force_login(clerk2)
    for page in (new(home), new(home, "died"), listed(home)):
        assert client.get(page).status_code == 404


def test_a_death_is_recorded_and_told_on_the_pages(client, home, clerk):
    client.force_login(clerk)
    child = one(home, "07")

    answer = client.post(new(home, "died"), typed(home, member=child.pk))

    assert answer.url == listed(home)
    assert "王宝" not in relations(home)
    page = client.get(listed(home)).content.decode()
    assert "Yang Min recorded the death of" in page
    assert "死亡证明" in page
    told = client.get(home.get_absolute_url()).content.decode()
    assert "recorded the death of" in told


def test_a_second_press_records_nothing_more(client, home, clerk):
    client.force_login(clerk)
    data = typed(home, member=one(home, "07").pk)

    answers = [client.post(new(home, "died"), data) for _ in range(2)]

    assert [answer.url for answer in answers] == [listed(home)] * 2
    assert Change.objects.count() == 1


def test_an_older_form_says_so_keeps_what_was_typed_and_may_be_sent_again(client, home, clerk):
    client.force_login(clerk)
    data = typed(home, member=one(home, "07").pk, version=home.version - 1)

    answer = client.post(new(home, "died"), data)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this file" in page
    assert "死亡证明" in page
    assert f'name="version" value="{home.version}"' in page
    assert not Change.objects.exists()


def test_a_birth_asks_the_day_once(client, home, clerk):
    client.force_login(clerk)
    assert 'name="birth_date"' not in client.get(new(home, "birth")).content.decode()
    data = typed(
        home, name="王新", sex="2", no_id_reason="新生儿", ethnic_group="01", relation="08",
        health="01",
    )  # fmt: skip

    answer = client.post(new(home, "birth"), data)

    assert answer.status_code == 302
    assert str(home.members.get(name="王新").birth_date) == "2015-05-20"


def test_what_is_wrong_with_the_number_stands_at_the_number(client, home, clerk):
    client.force_login(clerk)
    data = typed(
        home, name="赵丽", id_number="52242219900301002X", ethnic_group="01", relation="99"
    )

    answer = client.post(new(home, "married_in"), data)

    assert answer.status_code == 422
    assert "Digit 18" in answer.content.decode()
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"member": "999999"}, {"member": "x"}, {"on": "yesterday"}, {"on": "2015-05-31"},
     {"reason": ""}, {"reason": "x" * 201}, {"version": "x"}, {"reason": "a\0b"}],
)  # fmt: skip
def test_hostile_or_empty_input_is_answered_in_place(client, home, clerk, wrong):
    client.force_login(clerk)

    answer = client.post(new(home, "died"), typed(home, member=one(home, "07").pk) | wrong)

    assert answer.status_code == 422
    assert not Change.objects.exists()


def wizard(client, home, **fields):
    """Both steps, the suggested relations taken as they stand."""
    data = typed(home, heir=one(home, "03").pk, **fields)
    second = client.post(new(home, "succession"), data)
    form = second.context["form"]
    chosen = {field.name: field.value() for _row, field in form.asked}
    return second, {**data, **chosen, "relations": "1"}


def test_the_death_of_the_householder_leads_to_who_follows(client, home, clerk):
    client.force_login(clerk)

    answer = client.post(new(home, "died"), typed(home, member=one(home, "01").pk))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "say who follows" in page
    assert "?kind=succession" in page
    assert "死亡证明" in page
    assert not Change.objects.exists()


def test_the_wizard_shows_old_and_new_relations_and_records_them(client, home, clerk):
    client.force_login(clerk)

    second, data = wizard(client, home, leaving="died")
    page = second.content.decode()
    assert "New householder" in page
    assert [(r.get_relation_display(), f.value()) for r, f in second.context["form"].asked] == [
        ("Spouse", "12"), ("Daughter-in-law", "02"), ("Grandson (son's)", "03"),
    ]  # fmt: skip
    assert not Change.objects.exists()

    answer = client.post(new(home, "succession"), data)

    assert answer.url == listed(home)
    assert relations(home) == {"王小刚": "01", "李秀英": "12", "陈美": "02", "王宝": "03"}


def test_a_succession_after_a_death_is_undone_at_the_death(client, home, clerk):
    client.force_login(clerk)
    _second, data = wizard(client, home, leaving="died")
    client.post(new(home, "succession"), data)

    page = client.get(listed(home)).content.decode()

    assert page.count("/undo/") == 1
    assert f"/changes/{Change.objects.get(kind='died').pk}/undo/" in page


def test_a_relation_of_the_second_step_may_be_changed_but_not_left_open(client, home, clerk):
    client.force_login(clerk)
    _second, data = wizard(client, home, leaving="died")
    of_child = f"relation-{one(home, '07').pk}"

    refused = client.post(new(home, "succession"), data | {of_child: ""})
    assert refused.status_code == 422
    assert refused.context["form"].shows_relations
    answer = client.post(new(home, "succession"), data | {of_child: "99"})

    assert answer.status_code == 302
    assert relations(home)["王宝"] == "99"


def test_in_the_second_step_a_wrong_day_leads_back_to_the_first(client, home, clerk):
    client.force_login(clerk)
    _second, data = wizard(client, home, leaving="died")

    answer = client.post(new(home, "succession"), data | {"on": "2015-05-31"})

    assert answer.status_code == 422
    assert 'type="radio"' in answer.content.decode()


def test_with_the_last_one_the_household_is_closed(client, yunfeng, clerk):
    client.force_login(clerk)
    home = family(yunfeng)

    led = client.post(new(home, "died"), typed(home, member=one(home, "01").pk))
    assert "Nobody would be left" in led.content.decode()
    answer = client.post(new(home, "close"), typed(home, because="died"))

    home.refresh_from_db()
    assert answer.status_code == 302
    assert str(home.closed_on) == "2015-05-20"
    page = client.get(listed(home)).content.decode()
    assert "closed the household" in page
    assert "Record a change" not in page


def test_a_split_in_two_steps(client, home, leader):
    client.force_login(leader)
    son, wife = one(home, "03"), one(home, "05")
    data = typed(home, members=[son.pk, wife.pk], heir=son.pk)

    second = client.post(new(home, "split"), data)
    assert [field.value() for _row, field in second.context["form"].asked] == ["02"]
    answer = client.post(new(home, "split"), data | {f"relation-{wife.pk}": "02", "relations": "1"})

    assert answer.status_code == 302
    other = Change.objects.get().other_household
    assert relations(other) == {"王小刚": "01", "陈美": "02"}
    assert "became household" in client.get(listed(other)).content.decode()


def test_who_is_householder_there_is_one_of_those_who_go(client, home, leader):
    client.force_login(leader)

    answer = client.post(
        new(home, "split"),
        typed(home, members=[one(home, "05").pk], heir=one(home, "03").pk),
    )

    assert answer.status_code == 422
    assert "one of those who go" in answer.content.decode()


def test_a_single_person_splits_off_without_relations_to_ask(client, home, leader):
    client.force_login(leader)
    data = typed(home, members=[one(home, "03").pk], heir=one(home, "03").pk)

    assert client.post(new(home, "split"), data).status_code == 200
    assert client.post(new(home, "split"), data | {"relations": "1"}).status_code == 302


def test_a_merger_finds_the_other_household_by_its_last_digits(client, home, yunfeng, leader):
    client.force_login(leader)
    other = family(yunfeng)
    data = typed(home, other=other.number[-4:])

    second = client.post(new(home, "merge"), data)
    ((_row, field),) = second.context["form"].asked
    answer = client.post(new(home, "merge"), data | {field.name: "11", "relations": "1"})

    assert answer.status_code == 302
    other.refresh_from_db()
    assert other.closed_on is not None


def test_a_merger_knows_no_household_of_another_area(client, home, baina, leader):
    client.force_login(leader)
    elsewhere = family(baina)

    answer = client.post(new(home, "merge"), typed(home, other=elsewhere.number))

    assert answer.status_code == 422
    assert "No household of your area" in answer.content.decode()


def test_a_move_offers_the_villages_of_the_area_only(client, home, zongshu, baina, leader):
    client.force_login(leader)
    VillageGroupFactory(village=zongshu, number=2)
    page = client.get(new(home, "transfer")).content.decode()
    assert zongshu.pk in page
    assert baina.pk not in page

    answer = client.post(new(home, "transfer"), typed(home, village=zongshu.pk))

    assert answer.status_code == 302
    assert Household.objects.get(pk=home.pk).village == zongshu


def test_a_household_of_a_hanging_list_does_not_move(client, home, zongshu, leader):
    client.force_login(leader)
    CaseFactory(household=home, round=RoundFactory(), stage=Stage.VILLAGE_PUBLICITY)
    assert "stands in a posted list" in client.get(new(home)).content.decode()

    answer = client.post(new(home, "transfer"), typed(home, village=zongshu.pk))

    assert answer.status_code == 422
    assert "stands in a posted list" in answer.content.decode()
    assert Household.objects.get(pk=home.pk).village == home.village


def test_an_entry_is_undone_with_a_reason_once(client, home, clerk, clerk2, secretary):
    child = one(home, "07")
    change = members.leave(home, child, ChangeKind.DIED, said(home, clerk))
    address = reverse("households:change-undo", args=[home.number, change.pk])
    for user, status in ((clerk2, 404), (secretary, 403), (clerk, 200)):
        client.force_login(user)
        assert client.get(address).status_code == status
    data = typed(home, reason="")
    assert client.post(address, data).status_code == 422

    data["reason"] = "同名的另一人"
    answers = [client.post(address, data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert relations(home)["王宝"] == "07"
    assert Change.objects.count() == 2
    page = client.get(listed(home)).content.decode()
    assert "undid the entry" in page
    assert "undone since" in page
    assert "/undo/" not in page
    assert Entry.objects.filter(action="undo_change").count() == 1


def test_the_list_asks_as_much_for_many_changes_as_for_one(
    client, home, clerk, django_assert_max_num_queries
):
    client.force_login(clerk)
    for _ in range(3):
        members.leave(home, _newcomer(home, clerk), ChangeKind.OTHER_OUT, said(home, clerk))

    with django_assert_max_num_queries(16):
        client.get(listed(home))


def _newcomer(home, clerk):
    from tests.households.changes.test_members import numbered

    change = members.join(home, numbered(), ChangeKind.OTHER_IN, said(home, clerk))
    return change.member


def test_a_form_posted_asks_few_questions(client, home, clerk, django_assert_max_num_queries):
    client.force_login(clerk)
    data = typed(home, name="赵丽", id_number=id_number(), ethnic_group="01", relation="99")
    client.get(new(home))

    with django_assert_max_num_queries(45):
        assert client.post(new(home, "married_in"), data).status_code == 302
    assert MemberYear.objects.filter(member__name="赵丽").exists()
