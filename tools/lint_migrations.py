"""Refuse migrations that would break the version of the program that is still running.

python tools/lint_migrations.py
"""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
NOT_RELEASED = {
    # Makes generated columns anew; no earlier version runs anywhere beside it.
    "0003_file_complete",
    # The tables of the procedure and their rules, which lock tables that are still small.
    "0008_procedure",
    "0010_procedure_rules",
}
OWN = ["villages", "households", "assistance", "audit", "jobs", "exchange"]


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "povertyreg.settings")
    django.setup()
    from django_migration_linter import MigrationLinter  # noqa: PLC0415  (reads the settings)

    linter = MigrationLinter(
        path=str(ROOT),
        include_apps=OWN,
        no_cache=True,
        quiet=["ok", "ignore"],
        analyser_string="postgresql",
        ignore_initial_migrations=True,
        ignore_name=NOT_RELEASED,
    )
    linter.lint_all_migrations()
    return int(linter.has_errors)


if __name__ == "__main__":
    sys.exit(main())
