"""The rules of scale: kept by every model, and each of them seen to bite."""

import pytest
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.test.utils import isolate_apps

from povertyreg import checks
from povertyreg.scoping import CountyFK, CountyScoped
from villages.models import Township, User, Village


def found(model):
    return sorted({problem.id for problem in checks.problems([model])})


def test_every_model_keeps_the_rules():
    assert checks.scale() == []


def test_the_models_without_a_county_exist_and_say_why():
    known = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}

    assert set(checks.WITHOUT_COUNTY) <= known
    assert all(len(reason) > 10 for reason in checks.WITHOUT_COUNTY.values())


@isolate_apps("households")
def test_a_model_that_keeps_the_rules_passes():
    class Good(CountyScoped):
        village = models.ForeignKey(Village, models.PROTECT, db_index=False)
        user = models.ForeignKey(User, models.PROTECT, db_constraint=False)

        class Meta:
            app_label = "households"
            constraints = [
                models.CheckConstraint(name="good_county_of_village", condition=Q(id__gt=0)),
                models.UniqueConstraint(fields=["county_code", "village"], name="one"),
                models.UniqueConstraint(F("county_code"), Upper("village"), name="two"),
            ]

    assert found(Good) == []


@isolate_apps("households")
def test_a_model_without_a_county_is_refused():
    class Bad(models.Model):  # noqa: DJ008
        class Meta:
            app_label = "households"

    assert found(Bad) == ["povertyreg.E001"]


@isolate_apps("households")
@pytest.mark.parametrize("wrong", [{"null": True}, {"max_length": 12}])
def test_a_county_that_may_be_missing_or_longer_is_refused(wrong):
    class Bad(models.Model):  # noqa: DJ008
        county_code = models.CharField(**{"max_length": 6, **wrong})

        class Meta:
            app_label = "households"

    assert found(Bad) == ["povertyreg.E001"]


@isolate_apps("households")
def test_a_county_must_be_tied_to_the_village():
    class Bad(CountyScoped):
        village = models.ForeignKey(Village, models.PROTECT, db_index=False)

        class Meta:
            app_label = "households"

    assert found(Bad) == ["povertyreg.E001"]


@isolate_apps("households")
@pytest.mark.parametrize(
    "constraint",
    [
        models.UniqueConstraint(fields=["number"], name="u"),
        models.UniqueConstraint(Upper("number"), name="u"),
        ExclusionConstraint(name="x", expressions=[("number", RangeOperators.EQUAL)]),
        ExclusionConstraint(name="x", expressions=[(F("number"), RangeOperators.EQUAL)]),
    ],
    ids=["unique", "unique expression", "exclusion", "exclusion expression"],
)
def test_a_constraint_over_rows_must_contain_the_county(constraint):
    class Bad(CountyScoped):
        number = models.IntegerField()

        class Meta:
            app_label = "households"

    Bad._meta.constraints = [constraint]

    assert found(Bad) == ["povertyreg.E002"]


@isolate_apps("households")
def test_a_unique_field_and_a_one_to_one_are_refused():
    class Unique(CountyScoped):
        number = models.IntegerField(unique=True)

        class Meta:
            app_label = "households"

    class OneToOne(CountyScoped):
        user = models.OneToOneField(User, models.PROTECT, db_constraint=False)

        class Meta:
            app_label = "households"

    class Together(CountyScoped):
        number = models.IntegerField()

        class Meta:
            app_label = "households"
            unique_together = [("number", "id")]

    for bad in (Unique, OneToOne, Together):
        assert found(bad) == ["povertyreg.E002"]


@isolate_apps("households")
def test_a_key_with_a_meaning_is_refused():
    class Bad(CountyScoped):
        digest = models.BinaryField(primary_key=True)

        class Meta:
            app_label = "households"

    assert found(Bad) == ["povertyreg.E003"]


@isolate_apps("households")
def test_a_plain_reference_between_scoped_tables_is_refused():
    class Bad(CountyScoped):
        parent = models.ForeignKey("self", models.PROTECT, db_constraint=False)

        class Meta:
            app_label = "households"

    class Good(CountyScoped):
        parent = CountyFK("self", models.PROTECT)

        class Meta:
            app_label = "households"

    assert found(Bad) == ["povertyreg.E004"]
    assert found(Good) == []


@isolate_apps("households")
def test_a_key_in_the_database_to_an_account_is_refused():
    class Bad(CountyScoped):
        user = models.ForeignKey(User, models.PROTECT)

        class Meta:
            app_label = "households"

    assert found(Bad) == ["povertyreg.E005"]


@isolate_apps("households")
def test_an_indexed_text_column_is_refused():
    class Text(CountyScoped):
        name = models.CharField(max_length=10, db_index=True)

        class Meta:
            app_label = "households"

    class Reference(CountyScoped):
        township = models.ForeignKey(Township, models.PROTECT)

        class Meta:
            app_label = "households"

    assert found(Text) == ["povertyreg.E008"]
    assert found(Reference) == ["povertyreg.E008"]


def county_keys():
    return sorted(
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, CountyFK) and "pgh_id" not in {f.name for f in model._meta.fields}
    )


def test_every_reference_within_a_county_has_its_composite_key_in_the_database(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
        )
        keys = dict(cursor.fetchall())

    missing = [
        (table, column)
        for table, column in county_keys()
        if f"FOREIGN KEY (county_code, {column})" not in keys.get(f"{table}_{column}_county_fk", "")
    ]

    assert county_keys()
    assert missing == []


def test_no_like_index_stands_beside_another(db):
    scoped = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in checks.OURS
        and model._meta.label_lower not in checks.WITHOUT_COUNTY
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, indexname FROM pg_indexes WHERE indexname ~ '_like$'")
        found_there = [index for table, index in cursor.fetchall() if table in scoped]

    assert found_there == []
