"""Check that every catalogue is complete, compiled, and knows every message of the source.

python tools/check_translations.py
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE_LANGUAGE = "en"  # its messages are the source itself
NOT_SOURCE = shutil.ignore_patterns(".*", "data", "staticfiles", "tests", "node_modules", "vendor")


def main() -> int:
    complaints = list(complaints_about(ROOT / "locale"))
    for line in complaints:
        print(line, file=sys.stderr)
    return int(bool(complaints))


def complaints_about(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        language = file.parent.parent.name
        catalogue = _read(file, language)
        if language != SOURCE_LANGUAGE:
            yield from _gaps(file, catalogue)
        yield from _not_compiled(file, catalogue)
        if shutil.which("xgettext") and file.stem == "django" and language != SOURCE_LANGUAGE:
            yield from _unknown(file, catalogue, language)


def _gaps(file: Path, catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if message.id and (message.fuzzy or not _is_translated(message)):
            fault = "doubtful (fuzzy)" if message.fuzzy else "not translated"
            yield f"{file.relative_to(ROOT)}:{message.lineno}: {fault}: {message.id}"


def _is_translated(message: Message) -> bool:
    if isinstance(message.string, str):
        return bool(message.string)
    return bool(message.string) and all(message.string or ())


def _not_compiled(file: Path, catalogue: Catalog) -> Iterator[str]:
    fresh = io.BytesIO()
    write_mo(fresh, catalogue)
    compiled = file.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != fresh.getvalue():
        yield (
            f"{compiled.relative_to(ROOT)} is not what {file.name} compiles to: "
            f"pybabel compile -D {file.stem} -d locale"
        )


def _unknown(file: Path, catalogue: Catalog, language: str) -> Iterator[str]:
    """Messages of the source that the catalogue has never heard of."""
    known = {_key(message) for message in catalogue}
    for message in _extracted(file, language):
        if _key(message) not in known:
            places = ", ".join(f"{name}:{line}" for name, line in message.locations)
            yield f"{file.relative_to(ROOT)}: a message of {places} is missing: {message.id}"


def _extracted(file: Path, language: str) -> Catalog:
    """What makemessages finds, in a copy of the source, so that nothing here is written to."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "source")
        shutil.copytree(ROOT, copy, ignore=NOT_SOURCE)
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "-l", language, "-v0"],
            cwd=copy,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": ""},
            check=True,
        )
        return _read(copy / file.relative_to(ROOT), language)


def _read(file: Path, language: str) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=language)


def _key(message: Message) -> tuple[str | None, str | None]:
    """What tells one message from another: its context and its (singular) text."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    sys.exit(main())
