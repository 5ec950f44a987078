"""The paper that proves a change, kept among the papers of the file."""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from households.models import Change
    from villages.models import User

KIND: Final = "18"
_PAPERS = "households.attachments"


def is_kept() -> bool:
    """Whether papers can be stored here."""
    return find_spec(_PAPERS) is not None


def keep(change: "Change", paper: "UploadedFile[Any]", *, by: "User") -> None:
    """Store the paper with the change. Raises ValidationError for one that cannot be kept."""
    import_module(_PAPERS).store(change.household, paper, KIND, by=by, change=change)
