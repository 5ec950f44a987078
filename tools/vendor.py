"""Fetch the stylesheets, scripts, icons and fonts of others that are committed here.

python tools/vendor.py           fetch every package of vendor.lock.json again (needs npm)
python tools/vendor.py --check   compare the committed files with the lock (needs nothing)
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "tools" / "vendor.lock.json"
# Browsers have fonts of their own: that of the documents is never served to them.
FOLDERS = (ROOT / "static" / "vendor", ROOT / "povertyreg" / "documents" / "fonts")
BINARY = {".ttf"}

# WhiteNoise refuses a stylesheet or script whose source map is not there.
SOURCE_MAP = re.compile(rb"\n?(/\*|//)[#@] ?sourceMappingURL=[^\s*]*( ?\*/)?")
# Each icon file begins with an invisible square that only its editor needs.
SQUARE = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')

Package = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Check or fetch; the exit code says whether all is well."""
    lock = json.loads(LOCK.read_text())
    if "--check" in arguments:
        complaints = differences(lock)
        print("\n".join(complaints) or "The vendored files are those of the lock.")
        return 1 if complaints else 0
    lock["hashes"] = {}
    for package in lock["packages"]:
        for path in fetch(package):
            lock["hashes"][str(path.relative_to(ROOT))] = digest(path)
    LOCK.write_text(json.dumps(lock, indent=2) + "\n")
    return 0


def differences(lock: Package) -> list[str]:
    """What is missing, changed or not listed."""
    listed: dict[str, str] = lock["hashes"]
    files = (path for folder in FOLDERS for path in folder.rglob("*") if path.is_file())
    found = {str(path.relative_to(ROOT)) for path in files}
    complaints = [f"{name}: not in the lock" for name in sorted(found - listed.keys())]
    for name, wanted in listed.items():
        path = ROOT / name
        if not path.is_file():
            complaints.append(f"{name}: missing")
        elif digest(path) != wanted:
            complaints.append(f"{name}: changed")
    return complaints


def fetch(package: Package) -> list[Path]:
    """Download one package, check it, and write what is listed of it."""
    with tempfile.TemporaryDirectory() as folder:
        archive = download(package, Path(folder))
        with tarfile.open(archive) as content:
            written = [
                write(ROOT / target, committed(source, read(content, source)))
                for source, target in package["files"].items()
            ]
            if "sprite" in package:
                sprite = draw_sprite(content, package["icons"])
                written.append(write(ROOT / package["sprite"], sprite))
    return written


def download(package: Package, folder: Path) -> Path:
    """Pack name@version with npm and refuse any other content than the locked one."""
    wanted = f"{package['name']}@{package['version']}"
    npm = ["npm", "pack", "--silent", "--pack-destination", str(folder), wanted]
    subprocess.run(npm, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    archive = next(folder.glob("*.tgz"))
    sha512 = hashlib.sha512(archive.read_bytes()).digest()
    if f"sha512-{base64.b64encode(sha512).decode()}" != package["integrity"]:
        raise SystemExit(f"{wanted}: the download is not the one in the lock")
    return archive


def read(content: tarfile.TarFile, name: str) -> bytes:
    """One file of a package."""
    member = content.extractfile(f"package/{name}")
    if member is None:
        raise SystemExit(f"{name}: not a file of the package")
    return member.read()


def committed(name: str, body: bytes) -> bytes:
    """A text is cleaned, a font stays as it is byte by byte."""
    return body if Path(name).suffix in BINARY else clean(body)


def clean(body: bytes) -> bytes:
    """The file without its pointer to a source map."""
    return SOURCE_MAP.sub(b"", body).rstrip() + b"\n"


def draw_sprite(content: tarfile.TarFile, names: list[str]) -> bytes:
    """All the named outline icons as symbols of one picture."""
    symbols = [draw_symbol(content, name) for name in sorted(set(names))]
    head = '<svg xmlns="http://www.w3.org/2000/svg">'
    return "\n".join([head, *symbols, "</svg>", ""]).encode()


def draw_symbol(content: tarfile.TarFile, name: str) -> str:
    """One icon, reduced to its paths: colour and stroke come from the stylesheet."""
    picture = read(content, f"icons/outline/{name}.svg").decode()
    inside = picture[picture.index(">") + 1 : picture.rindex("</svg>")]
    paths = " ".join(SQUARE.sub("", inside).split()).replace(" />", "/>").replace("> <", "><")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>'


def write(path: Path, body: bytes) -> Path:
    """Write a file, with the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
