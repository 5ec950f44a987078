"""A line of an annex knows the case and the objection that it was written of."""

import django.db.models.deletion
from django.db import migrations

import povertyreg.scoping
from povertyreg.scoping import county_foreign_key

KEYS = [
    ("households_noticeremark", "case_id", "households_case"),
    ("households_noticeremark", "objection_id", "households_objection"),
]


class Migration(migrations.Migration):
    dependencies = [("households", "0013_exit_standards")]

    operations = [
        migrations.AddField(
            model_name="noticeremark",
            name="case",
            field=povertyreg.scoping.CountyFK(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="households.case"),
        ),
        migrations.AddField(
            model_name="noticeremark",
            name="objection",
            field=povertyreg.scoping.CountyFK(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="households.objection"),
        ),
        *[migrations.RunSQL(*county_foreign_key(*key)) for key in KEYS],
    ]
