"""The poverty lines of the nation and of Guizhou, as far as they are published (4.1)."""

import csv
from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).resolve().parents[2] / "fixtures" / "poverty_lines.csv"


def load(apps, schema_editor):
    lines = apps.get_model("households", "PovertyLine")
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = [lines(**row) for row in csv.DictReader(file)]
    lines.objects.using(schema_editor.connection.alias).bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("households", "0004_county_keys_of_changes")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
