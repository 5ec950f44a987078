"""What earlier rounds did not say in columns: the outcome of a case, who was present at a vote."""

from django.db import migrations

FORWARDS = """
UPDATE households_case SET outcome = 'registered' WHERE stage IN ('classified', 'announced');
UPDATE households_ballot SET present = votes_for + votes_against + abstained;
"""


class Migration(migrations.Migration):
    dependencies = [("households", "0008_procedure")]

    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
