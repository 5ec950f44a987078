"""What belongs to the procedure lies in the county of what it belongs to."""

from django.db import migrations

from povertyreg.scoping import county_foreign_key

KEYS = [
    # table, column, what it refers to
    ("households_quota", "round_id", "households_round"),
    ("households_meetingcall", "round_id", "households_round"),
    ("households_meetingofrepresentatives", "call_id", "households_meetingcall"),
    ("households_attendance", "meeting_id", "households_meetingofrepresentatives"),
    ("households_attendance", "representative_id", "households_representative"),
    ("households_notice", "corrects_id", "households_notice"),
    ("households_noticeremark", "notice_id", "households_notice"),
    ("households_exitassessment", "case_id", "households_case"),
    ("households_exitanswer", "assessment_id", "households_exitassessment"),
    ("households_photo", "meeting_id", "households_meetingofrepresentatives"),
    ("households_photo", "notice_id", "households_notice"),
    ("households_photo", "objection_id", "households_objection"),
]


class Migration(migrations.Migration):
    dependencies = [("households", "0010_procedure_rules")]

    operations = [migrations.RunSQL(*county_foreign_key(*key)) for key in KEYS]
