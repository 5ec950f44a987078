"""The PostgreSQL that the project starts for itself where DATABASE_URL names none."""

import os
from pathlib import Path

from povertyreg.database.programs import DatabaseUnavailable
from povertyreg.database.server import NAME, PORT, Server

__all__ = ["DATA_DIR", "DatabaseUnavailable", "ensure_running", "here", "settings", "stop", "url"]

PROJECT = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(os.environ.get("POVERTYREG_DATA") or PROJECT / "data").absolute()


def here() -> Server:
    """The server of this project."""
    return Server(DATA_DIR)


def settings() -> dict[str, object]:
    """Django's settings for this database; nothing is started."""
    return {
        "ENGINE": "povertyreg.postgres",
        "NAME": NAME,
        "USER": NAME,
        "HOST": str(here().socket),
        "PORT": PORT,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def url() -> str:
    """The same as an address, for programs outside Django."""
    return here().url


def ensure_running() -> str:
    """Start the server unless it runs, and return its address."""
    return here().ensure_running()


def stop() -> bool:
    """Stop the server; False when it was not running."""
    return here().stop()


def status() -> dict[str, str]:
    """What a person asks about it: state, version, place, process."""
    return here().status()
