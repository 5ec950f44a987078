"""The paper that proves a change, kept among the papers of the file."""

from typing import TYPE_CHECKING, Any, Final

from households import attachments

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from households.models import Change, Household
    from villages.models import User

KIND: Final = "18"
_KEEP = "households.keep_papers"


def is_kept(user: "User", household: "Household") -> bool:
    """Whether this person may add papers to the file."""
    return user.has_perm(_KEEP, household)


def keep(change: "Change", paper: "UploadedFile[Any]", *, by: "User") -> None:
    """Store the paper with the change. Raises ValidationError for one that cannot be kept."""
    attachments.store(change.household, paper, KIND, by=by, change=change)
