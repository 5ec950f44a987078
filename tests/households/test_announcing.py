"""Villages announced together: each its own notice, all of them or none, and once."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import announcing
from households.announcing import Bundle
from households.choices import Stage
from households.models import Case, Notice
from tests.households.lists import PHONE, cases_at


@pytest.fixture
def classified(yunfeng, zongshu, round_) -> list[Case]:
    return [
        *cases_at(Stage.CLASSIFIED, 2, yunfeng, round_),
        *cases_at(Stage.CLASSIFIED, 3, zongshu, round_),
    ]


def _bundle(township, round_, request_id=None, **other):
    shown = announcing.ready(Case.objects.all(), township, round_)
    marks = {one.village.code: one.mark for one in shown} | other
    return Bundle(township, round_, request_id or uuid4(), marks)


def _announce(bundle, by):
    return announcing.announce_villages(bundle, complaint_phone=PHONE, by=by)


def test_each_village_gets_its_own_notice(classified, township, round_, county_staff):
    entry = _announce(_bundle(township, round_), county_staff)

    assert sorted(n.entries.count() for n in Notice.objects.all()) == [2, 3]
    assert (entry.details["moved"], len(entry.details["receipts"])) == (5, 2)
    assert not Case.objects.exclude(stage=Stage.ANNOUNCED).exists()


def test_the_same_press_again_announces_nothing_more(classified, township, round_, county_staff):
    bundle = _bundle(township, round_)

    assert _announce(bundle, county_staff) == _announce(bundle, county_staff)

    assert Notice.objects.count() == 2


def test_a_list_that_changed_meanwhile_stops_all(
    classified, township, round_, zongshu, county_staff
):
    bundle = _bundle(township, round_)
    cases_at(Stage.CLASSIFIED, 1, zongshu, round_)

    with pytest.raises(ValidationError, match="changed these lists meanwhile: Zongshu"):
        _announce(bundle, county_staff)

    assert not Notice.objects.exists()


def test_a_village_of_the_next_township_cannot_be_slipped_in(
    classified, township, round_, baina, county_staff
):
    cases_at(Stage.CLASSIFIED, 1, baina, round_)

    with pytest.raises(ValidationError, match="Baina"):
        _announce(_bundle(township, round_, **{baina.code: "x"}), county_staff)


@pytest.mark.parametrize("who", ["leader", "secretary", "auditor"])
def test_only_the_county_announces(who, classified, township, round_, request):
    with pytest.raises(PermissionDenied):
        _announce(_bundle(township, round_), request.getfixturevalue(who))


def test_the_page_announces_what_is_ticked_and_links_each_receipt(
    client, classified, township, round_, yunfeng, county_staff
):
    client.force_login(county_staff)
    url = reverse("rounds:notice-announce", args=[township.pk, round_.pk])
    html = client.get(url).content.decode()
    assert html.count('name="villages"') == 2
    marks = {f"mark-{c}": m for c, m in _bundle(township, round_).marks.items()}
    data = {"request_id": str(uuid4()), "complaint_phone": PHONE, **marks}

    nothing = client.post(url, data)
    assert nothing.status_code == 422
    assert "Choose at least one village" in nothing.content.decode()
    unknown = client.post(url, data | {"villages": ["520521223201"]})
    assert unknown.status_code == 422
    answer = client.post(url, data | {"villages": [yunfeng.code]})

    receipt = client.get(answer["Location"]).content.decode()
    assert "2 = 2 announced" in receipt
    assert "Yunfeng" in receipt
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_asks_no_more_for_longer_lists(
    count, client, yunfeng, township, round_, county_staff, django_assert_max_num_queries
):
    cases_at(Stage.CLASSIFIED, count, yunfeng, round_)
    client.force_login(county_staff)
    url = reverse("rounds:notice-announce", args=[township.pk, round_.pk])

    with django_assert_max_num_queries(12):
        client.get(url, headers={"HX-Request": "true"})
