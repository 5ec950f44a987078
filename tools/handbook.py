"""Write the chapter of the handbook on the household file: its fields, and its rules.

python tools/handbook.py
"""

import csv
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.utils import translation

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "handbook" / "household-file.md"
FIELDS, ELSEWHERE = ROOT / "fixtures" / "form_fields.csv", ROOT / "fixtures" / "rules_elsewhere.csv"

SECTIONS = {
    "I": "Identification 基本情况",
    "II": "Members 家庭成员",
    "III": "Income of the year 收入情况",
    "IV": "Production and living conditions 生产生活条件",
    "V": "Need to relocate 易地搬迁需求",
}
NEEDED = {"save": "to save", "step": "for the next step", "": ""}
WHERE = {"E": "blocks the step", "W": "asks for a reason", "I": "note"}
IN_THE_DATABASE = {"R-02", "M-02", "H-05"}
"""Rules that a constraint enforces, whoever writes."""

KINDS = {
    "BooleanField": "yes / no",
    "DateField": "date",
    "DecimalField": "number, 2 decimals",
    "PositiveSmallIntegerField": "whole number",
    "CharField": "text",
    "EncryptedField": "text, stored encrypted",
    "ForeignKey": "place",
    "CodeField": "code",
}
HEAD = """# The household file

Made by `python tools/handbook.py`. Do not edit this page: change the models, the rules or
`fixtures/form_fields.csv` and `fixtures/rules_elsewhere.csv`.

## The fields of the form

Yearly fields have a value of their own in each year. “To save”: without it the file is not
written. “For the next step”: the file can be saved, and no step is taken before it is filled in.
"""
RULES_HEAD = """## The rules of the checks

A county may change the severity of a rule and switch it off for a year, except where it says
“refuses to save”, “computed” or “database”.
"""


def main() -> int:
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


def page() -> str:
    return "\n".join([HEAD, *_fields(), RULES_HEAD, *_rules()])


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _fields() -> Iterator[str]:
    listed = rows(FIELDS)
    columns = ["名称", "Field", "Item", "Type", "Code list", "Kept", "Needed"]
    with translation.override("en"):
        for section, title in SECTIONS.items():
            yield f"### {section}. {title}\n"
            yield _table(
                columns,
                [
                    _field(row, apps.get_model("households", row["model"]))
                    for row in listed
                    if row["section"] == section
                ],
            )


def _field(row: dict[str, str], model: Any) -> list[str]:
    field = model._meta.get_field(row["field"])
    is_yearly = row["model"].endswith("year")
    return [
        row["name_zh"],
        str(field.verbose_name),
        row["item"],
        _kind(field),
        getattr(field, "codes", ""),
        "yearly" if is_yearly else "permanent",
        NEEDED[row["required"]],
    ]


def _kind(field: Any) -> str:
    """Amounts are in yuan; other units stand in the label."""
    from households.models.income import AMOUNTS  # noqa: PLC0415  (Django must be set up first)

    return "yuan, 2 decimals" if field.name in AMOUNTS else KINDS[type(field).__name__]


def _rules() -> Iterator[str]:
    columns = ["Number", "Severity", "Enforced", "Text", "内容", "Source"]
    yield _table(columns, sorted([*_rules_here(), *_rules_elsewhere()], key=_place))


def _place(row: list[str]) -> tuple[int, str]:
    return "PREHLNMVC".index(row[0][0]), row[0]


def _rules_here() -> Iterator[list[str]]:
    from households.checks import RULES  # noqa: PLC0415  (Django must be set up first)

    for rule in RULES:
        where = _where(rule)
        texts = []
        for language in ("en", "zh-hans"):
            with translation.override(language):
                texts.append(str(rule.text))
        yield [rule.id, str(rule.severity), where + _years(rule.years), *texts, rule.source]


def _where(rule: Any) -> str:
    if rule.id in IN_THE_DATABASE:
        return "database"
    return "refuses to save" if rule.is_enforced else WHERE[rule.severity]


def _years(years: tuple[int | None, int | None]) -> str:
    first, last = years
    if not (first or last):
        return ""
    return f" (from {first})" if first else f" (to {last})"


def _rules_elsewhere() -> Iterator[list[str]]:
    for row in rows(ELSEWHERE):
        yield [row[name] for name in ("rule", "severity", "where", "text_en", "text_zh", "source")]


def _table(columns: list[str], lines: Iterable[list[str]]) -> str:
    table = [columns, ["---"] * len(columns), *lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in table) + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "povertyreg.settings")
    django.setup()
    sys.exit(main())
