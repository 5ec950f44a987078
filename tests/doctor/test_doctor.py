"""The doctor is green on a sound register, and red on each thing that is wrong with it."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from households.choices import Stage
from households.models import Case, Event, HouseholdYear, IdentityClaim, Member
from povertyreg.doctor.rounds import CHECKS, GREEN, RED, findings
from povertyreg.jobs.models import Job
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory
from tests.households.lists import cases_at, hanging
from tests.households.tampering import exchange, tamper


def reds():
    return {one.name: " ".join(one.says) for one in findings() if one.colour == RED}


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement, params or None)


def _claimed():
    IdentityClaim.objects.bulk_create(
        IdentityClaim(
            county_code=m.county_code, digest=m.id_digest, household=m.household, member=m
        )
        for m in Member.objects.all()
    )


@pytest.fixture
def posted(yunfeng, secretary):
    """A village with two notices, in which everything is sound."""
    round_ = RoundFactory()
    listed = cases_at(Stage.NOMINATED, 3, yunfeng, round_)
    made = [hanging(listed[:2], secretary), hanging(listed[2:], secretary)]
    _claimed()
    return made


def test_a_sound_register_is_green(posted):
    assert reds() == {}
    out = StringIO()

    call_command("doctor", stdout=out)

    assert out.getvalue().count("green") == len(CHECKS)
    assert "backups" in out.getvalue()


def test_a_program_reads_the_same(posted):
    out = StringIO()

    call_command("doctor", "--json", stdout=out)

    told = json.loads(out.getvalue())
    assert [one["name"] for one in told] == [*CHECKS, "backups"]
    assert {one["colour"] for one in told[:-1]} == {GREEN}
    assert told[-1] == {"name": "backups", "colour": "grey", "says": ["not built yet"]}


def test_a_red_one_ends_with_an_error(posted):
    exchange(posted[0], "赵六")

    with pytest.raises(CommandError, match="Red: notices"):
        call_command("doctor", stdout=StringIO())


def test_a_changed_notice_is_red(posted):
    tamper("households_noticeentry", "DELETE FROM households_noticeentry WHERE position = 1")

    assert "not those that were posted" in reds()["notices"]


def test_a_trigger_that_is_switched_off_is_red(posted):
    sql("ALTER TABLE households_notice DISABLE TRIGGER USER")

    assert "households_notice: the trigger sealed is switched off" in reds()["triggers"]


def test_a_trigger_that_is_gone_is_red(posted):
    sql(
        "DO $$ DECLARE t text; BEGIN SELECT tgname INTO t FROM pg_trigger WHERE tgrelid = "
        "'audit_entry'::regclass AND NOT tgisinternal LIMIT 1; EXECUTE format("
        "'DROP TRIGGER %I ON audit_entry', t); END $$"
    )

    assert "is missing" in reds()["audit trail"]


def test_a_trigger_that_was_rewritten_is_red(posted):
    sql(
        "DO $$ DECLARE f text; BEGIN SELECT p.proname INTO f FROM pg_trigger t JOIN pg_proc p ON "
        "p.oid = t.tgfoid WHERE t.tgname LIKE 'pgtrigger_posted_today%'; EXECUTE format("
        "'CREATE OR REPLACE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS "
        "''BEGIN RETURN NEW; END''', f); END $$"
    )

    assert "was rewritten" in reds()["triggers"]


def test_a_clock_that_was_moved_is_red(posted):
    sql(
        "CREATE OR REPLACE FUNCTION registry_now() RETURNS timestamptz LANGUAGE sql VOLATILE "
        "AS $$SELECT clock_timestamp() + interval '3 days'$$"
    )

    assert "registry_now() was rewritten" in reds()["clock"]
    assert "apart" in reds()["clock"]


def test_a_clock_of_another_machine_is_red(posted, monkeypatch):
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr("povertyreg.clock.now", lambda: later)

    assert "apart" in reds()["clock"]


def test_a_case_that_stands_elsewhere_than_its_last_step_led_is_red(posted):
    tamper("households_case", "UPDATE households_case SET stage = 'surveyed'")

    assert "its last step led to village_publicity" in reds()["stages"]


def test_an_open_case_in_a_closed_round_is_red(posted):
    posted[0].round.closed_on = posted[0].round.ends_on
    posted[0].round.save()

    assert "has 3 open cases" in reds()["open and closed cases"]


def test_a_householder_of_another_household_is_red(yunfeng):
    one, other = (HouseholdFactory(village=yunfeng) for _n in range(2))
    one.householder = other.householder
    one.save()

    assert f"householder of {one.number}" in reds()["householders"]


def test_a_person_who_is_not_claimed_is_red(yunfeng):
    HouseholdFactory(village=yunfeng)

    assert "is not claimed" in reds()["persons"]


def test_a_claim_of_somebody_who_left_is_red(yunfeng):
    HouseholdFactory(village=yunfeng)
    _claimed()
    Member.objects.update(left_on="2015-05-01")

    assert "should not be" in reds()["persons"]


def test_a_size_that_is_not_the_number_of_members_is_red(posted):
    HouseholdYear.objects.update(size=7)

    assert "says 7 people and has 1" in reds()["sizes"]


def test_only_some_are_named_and_the_rest_is_counted(yunfeng):
    for _n in range(7):
        HouseholdFactory(village=yunfeng)

    assert reds()["persons"].endswith("and 2 more")


def test_a_job_without_its_worker_is_red(posted, secretary):
    Job.objects.create(
        kind="list",
        requested_by=secretary,
        state="running",
        lease_until=timezone.now() - timedelta(hours=1),
    )

    assert "held by a worker that is gone" in reds()["jobs"]


def test_a_place_for_files_that_is_not_writable_is_red(posted, monkeypatch):
    def refused(*args, **kwargs):
        raise PermissionError("read-only")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.save", refused)

    assert "no file can be written" in reds()["files"]


def test_keys_that_do_not_open_what_is_stored_are_red(posted, settings):
    settings.INDEX_KEY = ""
    sql("UPDATE households_member SET id_number = 'v1:unknown:AAAA'")

    assert "INDEX_KEY is not set" in reds()["keys"]
    assert "cannot be read" in reds()["keys"]


def test_a_check_that_cannot_be_made_is_red(posted):
    sql("ALTER TABLE households_identityclaim RENAME TO gone")

    assert "could not be looked at" in reds()["persons"]


def test_every_step_is_an_event(posted):
    assert Event.objects.count() == Case.objects.count() == 3
    CaseFactory()

    assert "None" in reds()["stages"]
