"""Fill .venv with what a requirements file pins, when the file is not the one installed last.

python3 tools/install.py requirements.txt

Kept to what Python 3.6 can read, so that an old one gives a message instead of a syntax error.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

NEEDED = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def main(name: str) -> None:
    if sys.version_info < NEEDED:
        sys.exit(
            f"Python {NEEDED[0]}.{NEEDED[1]} or newer is needed, and this is "
            f"{sys.version.split()[0]}. Name another one: make PYTHON=python3.12 …"
        )
    wanted = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
    stamp = VENV / f"{name}.sha256"
    if not (works() and stamp.exists() and stamp.read_text() == wanted):
        install(name)
        stamp.write_text(wanted)


def works() -> bool:
    """Whether .venv is whole, and its Python still there and new enough."""
    test = f"import pip, sys; sys.exit(sys.version_info < {NEEDED})"
    try:
        tried = subprocess.run([str(PYTHON), "-c", test], stderr=subprocess.DEVNULL, check=False)
    except OSError:
        return False
    return tried.returncode == 0


def install(name: str) -> None:
    print(f"Installing {name} into .venv …", flush=True)
    if not works():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    pip = [str(PYTHON), "-m", "pip", "install", *options, "-r", name]
    subprocess.run(pip, check=True, cwd=str(ROOT))


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
