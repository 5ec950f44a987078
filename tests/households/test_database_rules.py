"""The last wall: plain SQL, past every form and every step, is refused by the database."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.urls import reverse

from households import meetings, publicity
from households.choices import ObjectionKind, Stage
from households.meetings import Vote
from households.models import Case, Notice, Objection
from households.ways import MOVES, Variant
from tests.factories import RoundFactory
from tests.households.lists import JUNE_2, JUNE_3, MAY_28, PHONE, cases_at, hanging, meeting

REFUSALS = (InternalError, IntegrityError)


def _sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values or None)


@pytest.fixture
def posted(nominated, secretary, set_today) -> Notice:
    set_today(MAY_28)
    return hanging(nominated, secretary)


@pytest.mark.parametrize("variant", Variant)
def test_no_stage_is_jumped_to(variant, yunfeng):
    """Every pair of stages that the ways do not list, in one block on the server."""
    round_ = RoundFactory(variant=variant)
    cases = {stage: cases_at(stage, 1, yunfeng, round_)[0].pk for stage in Stage}
    pairs = [
        (cases[old], str(new))
        for old, new in product(Stage, Stage)
        if old != new and (str(variant), str(old), str(new)) not in MOVES
    ]
    rows = ",".join(f"({pk},'{new}')" for pk, new in pairs)
    _sql(
        f"""
        DO $$ DECLARE pair record; was_refused boolean;
        BEGIN
            FOR pair IN SELECT * FROM (VALUES {rows}) AS jump(pk, stage) LOOP
                was_refused := false;
                BEGIN
                    UPDATE households_case SET stage = pair.stage WHERE id = pair.pk;
                EXCEPTION WHEN raise_exception THEN
                    was_refused := SQLERRM ~ '^(Invalid transition|The notice of this household)';
                END;
                IF NOT was_refused THEN
                    RAISE 'let through: % to %', pair.pk, pair.stage;
                END IF;
            END LOOP;
        END $$
        """
    )
    assert len(pairs) > len(Stage) * 8


def test_a_notice_is_not_closed_before_its_last_day(posted, set_today):
    closing = "UPDATE households_case SET stage = 'village_passed' WHERE stage = %s"
    set_today(JUNE_2)
    with pytest.raises(InternalError, match="hangs until 2015-06-03"):
        _sql(closing, "village_publicity")

    set_today(JUNE_3)
    _sql(closing, "village_publicity")


def test_nor_by_sending_another_day_or_by_the_clock_of_the_browser(
    posted, client, secretary, set_today
):
    set_today(JUNE_2)
    client.force_login(secretary)
    sent = {"ends_on": "2015-05-01", "days": "1", "on": "2015-06-03", "today": "2015-06-03"}
    sent |= {"request_id": "5d0ff1c4-4a0d-4f7e-8d5c-111111111111", "starts_on": "2015-01-01"}

    client.post(
        reverse("rounds:notice-close", args=[posted.pk]),
        sent,
        headers={"Date": "Wed, 03 Jun 2015 12:00:00 GMT"},
    )

    posted.refresh_from_db()
    assert posted.ends_on == JUNE_3
    assert set(Case.objects.values_list("stage", flat=True)) == {Stage.VILLAGE_PUBLICITY}


def test_nor_while_an_objection_is_open(posted, secretary, set_today):
    case = posted.entries.first().case
    Objection.objects.create(
        village=posted.village, notice=posted, case=case, received_on=MAY_28, channel="phone",
        kind=ObjectionKind.SHOULD_NOT_BE_IN, content="有小汽车", recorded_by=secretary,
    )  # fmt: skip
    set_today(JUNE_3)
    with pytest.raises(InternalError, match="is not decided"):
        _sql("UPDATE households_case SET stage = 'village_passed' WHERE id = %s", case.pk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE households_notice SET ends_on = ends_on - 6, days = 1",
        "UPDATE households_notice SET starts_on = starts_on - 6, ends_on = ends_on - 6",
        "UPDATE households_notice SET sha256 = repeat('0', 64)",
        "DELETE FROM households_notice",
        "UPDATE households_noticeentry SET householder = '王五'",
        "DELETE FROM households_noticeentry",
        "UPDATE households_event SET by_id = by_id + 1",
        "DELETE FROM households_event",
        "UPDATE audit_entry SET action = 'sign_in'",
        "DELETE FROM audit_entry",
    ],
)
def test_what_was_posted_and_what_was_done_stays(statement, posted):
    with pytest.raises(REFUSALS, match=r"Cannot (update|delete)"):
        _sql(statement)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"starts_on": MAY_28 - timedelta(days=1)}, "not dated back"),
        ({"days": 6}, "hangs for 7 days"),
        ({"days": 7, "ends_on": JUNE_2}, "notice_days_counted_inclusively"),
    ],
)
def test_a_notice_is_neither_dated_back_nor_shorter(changed, said, posted):
    posted.pk = None
    posted._state.adding = True
    posted.serial += 1
    facts = {"starts_on": MAY_28, "days": 7} | changed
    facts.setdefault("ends_on", facts["starts_on"] + timedelta(days=facts["days"] - 1))
    for name, value in facts.items():
        setattr(posted, name, value)

    with pytest.raises(REFUSALS, match=said), transaction.atomic():
        posted.save_base(raw=True)


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ("votes_for = votes_for + 1", "ballot_counts_whoever_was_present"),
        ("votes_for = votes_for - 1, recused = 1", "ballot_names_the_recused"),
    ],
)
def test_a_ballot_adds_up(changed, constraint, yunfeng, round_, secretary, set_today):
    set_today(MAY_28)
    surveyed = cases_at(Stage.SURVEYED, 1, yunfeng, round_)
    meetings.record(meeting(yunfeng, round_), [Vote(surveyed[0], 38)], by=secretary)

    with pytest.raises(IntegrityError, match=constraint):
        _sql(f"UPDATE households_ballot SET {changed}")
    with pytest.raises(IntegrityError, match="meeting_present_within_entitled"):
        _sql("UPDATE households_meetingofrepresentatives SET present = entitled + 1")


def test_a_household_has_one_open_case(nominated):
    other = RoundFactory(year=2014)

    with pytest.raises(IntegrityError, match="one_open_case"), transaction.atomic():
        Case.objects.bulk_create(
            [Case(household=nominated[0].household, village=nominated[0].village, round=other,
                  county_code="520521", applied_on=MAY_28, entered_by=nominated[0].entered_by)]
        )  # fmt: skip


def test_a_scale_stands_once_for_an_area_of_its_county(round_, county_staff):
    insert = (
        "INSERT INTO households_quota (county_code, round_id, area_code, households, set_by_id) "
        "VALUES ('520521', %s, %s, 5, %s)"
    )
    _sql(insert, round_.pk, "520521", county_staff.pk)

    for area, said in (("520521", "one_scale_an_area"), ("520522", "quota_county_of_area")):
        with pytest.raises(IntegrityError, match=said):
            _sql(insert, round_.pk, area, county_staff.pk)


@pytest.mark.parametrize(
    "changed",
    ["ends_on = starts_on - 1", "publicity_days = 0", "majority_percent = 100",
     "meetings_until = ends_on + 1", "township_until = starts_on - 1"],
)  # fmt: skip
def test_a_round_keeps_its_bounds(changed, round_):
    with pytest.raises(IntegrityError):
        _sql(f"UPDATE households_round SET {changed}")


def test_the_township_does_not_close_early_either(yunfeng, round_, leader, set_today):
    set_today(MAY_28)
    accepted = cases_at(Stage.TOWNSHIP_ACCEPTED, 1, yunfeng, round_)
    publicity.post_in_township(accepted, complaint_phone=PHONE, by=leader)
    set_today(JUNE_2)

    with pytest.raises(InternalError, match="hangs until"):
        _sql("UPDATE households_case SET stage = 'township_passed'")
