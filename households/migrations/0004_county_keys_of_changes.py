"""Changes, findings and papers lie in the county of their household."""

from django.db import migrations

from povertyreg.scoping import county_foreign_key

KEYS = [
    # table, column, what it refers to
    ("households_finding", "household_id", "households_household"),
    ("households_finding", "member_id", "households_member"),
    ("households_change", "household_id", "households_household"),
    ("households_change", "member_id", "households_member"),
    ("households_change", "other_household_id", "households_household"),
    ("households_change", "counters_id", "households_change"),
    ("households_attachment", "household_id", "households_household"),
    ("households_attachment", "change_id", "households_change"),
]


class Migration(migrations.Migration):
    dependencies = [("households", "0003_file_complete")]

    operations = [migrations.RunSQL(*county_foreign_key(*key)) for key in KEYS]
