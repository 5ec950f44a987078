"""What README.md says is true."""

import re
from pathlib import Path

from povertyreg.demo.accounts import ACCOUNTS

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
SOURCES = ("povertyreg", "villages", "households", "assistance", "tests/browser", "conftest.py")
READS = re.compile(r"""\benv(?:iron)?(?:\.\w+)?[(\[]\s*["']([A-Z_]+)["']""")
NOT_SETTINGS = {"DJANGO_ALLOW_ASYNC_UNSAFE", "DJANGO_SETTINGS_MODULE", "MAKELEVEL", "PGAPPNAME"}


def rows_under(heading: str) -> list[str]:
    """The first cells of the table under a heading."""
    section = README.split(f"# {heading}\n")[1].split("\n#")[0]
    return re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)


def names_read() -> set[str]:
    roots = [PROJECT / source for source in SOURCES]
    files = [file for root in roots for file in (root.rglob("*.py") if root.is_dir() else [root])]
    return {name for file in files for name in READS.findall(file.read_text(encoding="utf-8"))}


def test_every_environment_variable_is_explained_and_every_explained_one_is_read():
    assert sorted(rows_under("Settings")) == sorted(names_read() - NOT_SETTINGS)


def test_the_demo_accounts_are_those_that_the_demo_makes():
    assert rows_under("Demo accounts") == [account.username for account in ACCOUNTS]


def test_every_make_command_that_it_names_exists():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")

    for target in re.findall(r"^make ([a-z]+)", README, flags=re.MULTILINE):
        assert f"\n{target}:" in makefile
