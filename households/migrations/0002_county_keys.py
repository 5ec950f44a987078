"""A child is refused by the database when its county is not its parent's."""

from django.db import migrations

from povertyreg.scoping import county_foreign_key

KEYS = [
    # table, column, what it refers to
    ("households_household", "householder_id", "households_member"),
    ("households_member", "household_id", "households_household"),
    ("households_identityclaim", "household_id", "households_household"),
    ("households_identityclaim", "member_id", "households_member"),
    ("households_case", "household_id", "households_household"),
    ("households_case", "round_id", "households_round"),
    ("households_event", "case_id", "households_case"),
    ("households_event", "notice_id", "households_notice"),
    ("households_meetingofrepresentatives", "round_id", "households_round"),
    ("households_ballot", "meeting_id", "households_meetingofrepresentatives"),
    ("households_ballot", "case_id", "households_case"),
    ("households_notice", "round_id", "households_round"),
    ("households_noticeentry", "notice_id", "households_notice"),
    ("households_noticeentry", "case_id", "households_case"),
    ("households_objection", "notice_id", "households_notice"),
    ("households_objection", "case_id", "households_case"),
    ("households_householdyear", "household_id", "households_household"),
    ("households_memberyear", "household_year_id", "households_householdyear"),
    ("households_memberyear", "member_id", "households_member"),
]


class Migration(migrations.Migration):
    dependencies = [("households", "0001_initial")]

    operations = [migrations.RunSQL(*county_foreign_key(*key)) for key in KEYS]
