"""The exit standards of the nation, and Guangxi's as an example of a province's (2.8)."""

import csv
from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).resolve().parents[2] / "fixtures" / "exit_standards.csv"
OF_THE_STANDARD = ("name_zh", "name_en", "source")


def load(apps, schema_editor):
    alias = schema_editor.connection.alias
    standards = apps.get_model("households", "ExitStandard").objects.using(alias)
    items = apps.get_model("households", "ExitItem").objects.using(alias)
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            standard, _ = standards.get_or_create(
                year=row["year"],
                area_code=row["area_code"],
                defaults={name: row[name] for name in OF_THE_STANDARD},
            )
            items.create(
                standard=standard,
                name_zh=row["item_zh"],
                name_en=row["item_en"],
                threshold=row["threshold"] or None,
                is_veto=row["is_veto"] == "yes",
                needs_evidence=row["needs_evidence"] == "yes",
                **{name: row[name] for name in ("position", "code", "kind", "unit_zh", "unit_en", "fact")},
            )


class Migration(migrations.Migration):
    dependencies = [("households", "0012_sender_of_an_objection")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
