"""System checks: the rules by which the registry can later be spread over machines (scale)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import models

from povertyreg.scoping import CountyFK

OURS: Final = frozenset({"assistance", "audit", "households", "jobs", "villages"})

REFERENCE: Final = frozenset(
    {
        "households.exititem",
        "households.exitstandard",
        "households.povertyline",
        "villages.county",
        "villages.township",
        "villages.village",
        "villages.villagegroup",
    }
)
"""Small tables that every machine has whole."""

WITHOUT_COUNTY: Final = {
    **dict.fromkeys(REFERENCE, "a reference table: every machine has it whole"),
    "villages.user": "accounts stay on one machine",
    "villages.jurisdiction": "belongs to an account",
    "households.entrydraft": "belongs to an account, and is gone when the form is saved",
    "jobs.job": "belongs to an account; its queue stays on one machine",
    "assistance.workteam_villages": "a few rows a township; a reference table when distributed",
    "assistance.workteam_members": "a few rows a township; a reference table when distributed",
    "assistance.project_villages": "a few rows a project; a reference table when distributed",
}
"""Models that are not scoped by county, and why not."""

UNIQUE_IN_THE_NATION: Final = frozenset({"households.identityclaim"})
"""One person, one living registration: the only rule that reaches over counties."""

Model = type[models.Model]
Rule = Callable[[Model], Iterator[CheckMessage]]


@register(Tags.models)
def scale(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """All rules over all models of this project, those made by the history and by Django too."""
    found = apps.get_models(include_auto_created=True)
    return problems(model for model in found if model._meta.app_label in OURS)


def problems(of: Iterable[Model]) -> list[CheckMessage]:
    return [problem for model in of for rule in RULES for problem in rule(model)]


def _columns(model: Model) -> list[models.Field[Any, Any]]:
    return list(model._meta.local_concrete_fields)


def _is_scoped(model: Model) -> bool:
    return any(field.name == "county_code" for field in _columns(model))


def _is_history(model: Model) -> bool:
    return any(field.name == "pgh_id" for field in _columns(model))


def _error(rule: str, model: Model, what: str) -> Error:
    return Error(f"{model._meta.label}: {what}", obj=model, id=f"povertyreg.{rule}")


def has_a_county(model: Model) -> Iterator[CheckMessage]:
    """Rule 1: the column by which rows are spread; filled, and the head of the village's code."""
    if not _is_scoped(model):
        if model._meta.label_lower not in WITHOUT_COUNTY:
            yield _error("E001", model, "has no county_code; derive it from CountyScoped")
        return
    county = model._meta.get_field("county_code")
    if not isinstance(county, models.CharField) or county.null or county.max_length != 6:
        yield _error("E001", model, "county_code must be six digits and never empty")
    places = {"village", "area_code"} & {field.name for field in _columns(model)}
    checked = any(
        c.name.endswith(("_county_of_village", "_county_of_area")) for c in _checks(model)
    )
    if places and not checked and not _is_history(model):
        yield _error("E001", model, "no constraint says that the county is that of the place")


def _checks(model: Model) -> list[models.BaseConstraint]:
    return [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]


def is_unique_within_a_county(model: Model) -> Iterator[CheckMessage]:
    """Rule 2: a constraint over several rows holds where they lie together."""
    if not _is_scoped(model) or model._meta.label_lower in UNIQUE_IN_THE_NATION:
        return
    for field in _columns(model):
        if field.unique and not field.primary_key:
            yield _error("E002", model, f"{field.name} is unique without the county")
    for names in model._meta.unique_together:
        if "county_code" not in names:
            yield _error("E002", model, f"{', '.join(names)} are unique without the county")
    for constraint in model._meta.constraints:
        if "county_code" not in _reach(constraint):
            yield _error("E002", model, f"{constraint.name} does not contain county_code")


def _reach(constraint: models.BaseConstraint) -> set[str]:
    """The columns over which rows are compared; a check compares none."""
    if isinstance(constraint, models.UniqueConstraint):
        named = {name for expression in constraint.expressions for name in _names(expression)}
        return {*constraint.fields, *named}
    if isinstance(constraint, ExclusionConstraint):
        return {name for e, _operator in constraint.expressions for name in _names(e)}
    return {"county_code"}


def _names(expression: Any) -> Iterator[str]:
    if isinstance(expression, str):
        yield expression
    elif isinstance(expression, models.F):
        yield str(getattr(expression, "name", ""))
    else:
        for inner in expression.get_source_expressions():
            yield from _names(inner)


def has_one_key(model: Model) -> Iterator[CheckMessage]:
    """Rule 3: a number that is never imported and means nothing."""
    if not _is_scoped(model) or model._meta.label_lower in UNIQUE_IN_THE_NATION:
        return
    key = model._meta.pk
    if not isinstance(key, models.BigAutoField):
        yield _error("E003", model, f"the key {key.name} is not a BigAutoField")


def refers_within_the_county(model: Model) -> Iterator[CheckMessage]:
    """Rule 4: between scoped tables a reference compares the county too."""
    if not _is_scoped(model) or _is_history(model):
        return
    for field in _references(model):
        if _is_scoped(field.related_model) and not isinstance(field, CountyFK):
            yield _error("E004", model, f"{field.name} must be a CountyFK")


def is_not_bound_to_accounts(model: Model) -> Iterator[CheckMessage]:
    """Rule 5: no key in the database from a spread table to one that stays on one machine."""
    if not _is_scoped(model):
        return
    for field in _references(model):
        if field.related_model._meta.label_lower not in REFERENCE and field.db_constraint:
            yield _error("E005", model, f"{field.name} needs db_constraint=False")


def _references(model: Model) -> list[Any]:
    return [field for field in _columns(model) if isinstance(field, models.ForeignKey)]


def has_no_second_index(model: Model) -> Iterator[CheckMessage]:
    """Rule 8: an indexed text column gets a second index for LIKE; Meta.indexes says which one."""
    if not _is_scoped(model):
        return
    for field in _columns(model):
        text = field.target_field if isinstance(field, models.ForeignKey) else field
        is_text = isinstance(text, models.CharField | models.TextField)
        if is_text and (field.unique or getattr(field, "db_index", False)):
            yield _error("E008", model, f"{field.name} gets an index of its own and one for LIKE")


RULES: Final[tuple[Rule, ...]] = (
    has_a_county,
    is_unique_within_a_county,
    has_one_key,
    refers_within_the_county,
    is_not_bound_to_accounts,
    has_no_second_index,
)
