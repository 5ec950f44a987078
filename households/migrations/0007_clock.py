"""The clock of deadlines as functions of the database, which its triggers ask too."""

from django.db import migrations

FORWARDS = """
CREATE OR REPLACE FUNCTION registry_now() RETURNS timestamptz
    LANGUAGE sql VOLATILE AS $$SELECT clock_timestamp()$$;
CREATE OR REPLACE FUNCTION registry_today() RETURNS date
    LANGUAGE sql VOLATILE AS $$SELECT (registry_now() AT TIME ZONE 'Asia/Shanghai')::date$$;
"""
BACKWARDS = "DROP FUNCTION registry_today(); DROP FUNCTION registry_now();"


class Migration(migrations.Migration):
    dependencies = [("households", "0006_history_index")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
