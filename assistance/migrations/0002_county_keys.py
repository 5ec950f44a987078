"""A child is refused by the database when its county is not its parent's."""

from django.db import migrations

from povertyreg.scoping import county_foreign_key

KEYS = [
    # table, column, what it refers to
    ("assistance_cadre", "unit_id", "assistance_helpingunit"),
    ("assistance_pairing", "household_id", "households_household"),
    ("assistance_pairing", "cadre_id", "assistance_cadre"),
    ("assistance_project", "responsible_unit_id", "assistance_helpingunit"),
    ("assistance_fund", "project_id", "assistance_project"),
    ("assistance_benefit", "project_id", "assistance_project"),
    ("assistance_benefit", "household_id", "households_household"),
]


class Migration(migrations.Migration):
    dependencies = [("assistance", "0001_initial")]

    operations = [migrations.RunSQL(*county_foreign_key(*key)) for key in KEYS]
