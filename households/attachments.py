"""The papers of a household's file: stored, opened, and taken back with a reason."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from households import stored_files
from households.codes import code_lists
from households.models import Attachment, Change, Household
from households.refusals import require
from povertyreg import locks, sealed
from povertyreg.audit import trail
from villages.models import User

if TYPE_CHECKING:
    from django.core.files.base import File

MOST_PAPERS = 60
"""On file for one household; what was taken back does not count."""

_NOT_TYPED = ("household", "change", "file", "withdrawn_at", "withdrawn_by")


def store(
    household: Household,
    upload: "File[bytes]",
    kind: str,
    note: str = "",
    *,
    by: User,
    change: Change | None = None,
) -> Attachment:
    """File a paper, encrypted. Raises ValidationError for what is not taken, or is there already.

    Inside a transaction of one's own, put `sealed.kept_if_all_goes_well()` around that one.
    """
    _allow(household, by)
    paper = Attachment(household=household, village=household.village, change=change)
    paper.kind, paper.note = kind, note
    scan = stored_files.take_in(paper, upload, by=by)
    paper.clean_fields(exclude=_NOT_TYPED)
    with sealed.kept_if_all_goes_well(), transaction.atomic():
        locks.hold(f"papers of household {household.pk}")
        _require_room(paper)
        stored_files.seal(paper, scan)
        paper.save()
        _note("add_paper", paper, by)
    return paper


def withdraw(paper: Attachment, reason: str, *, by: User) -> None:
    """Take a paper back. It stays in the house, for those who audit."""
    _allow(paper.household, by)
    require(reason.strip(), _("Say why the paper is taken back."), field="reason")
    with transaction.atomic():
        paper.refresh_from_db(from_queryset=Attachment.objects.select_for_update())
        require(paper.withdrawn_at is None, _("This paper was taken back already."))
        stored_files.mark_withdrawn(paper, reason.strip(), by=by)
        paper.clean_fields(exclude=_NOT_TYPED)
        paper.save()
        _note("withdraw_paper", paper, by, reason.strip())


def hand_out(paper: Attachment, *, by: User) -> bytes:
    """The original; the trail keeps who looked at it."""
    original = stored_files.content(paper)
    _note("open_paper", paper, by)
    return original


def _require_room(paper: Attachment) -> None:
    on_file = Attachment.objects.filter(household=paper.household).on_file()
    same = on_file.filter(sha256=paper.sha256).first()
    if same:
        raise ValidationError(
            _("The same file is there already, as “%(kind)s” of %(day)s. It is not stored twice.")
            % {
                "kind": code_lists()["attachment"].label(same.kind),
                "day": date_format(timezone.localtime(same.uploaded_at), "DATE_FORMAT"),
            }
        )
    require(
        on_file.count() < MOST_PAPERS,
        _("This file holds %(most)d papers, and takes no more. Take back what is not needed.")
        % {"most": MOST_PAPERS},
    )


def _allow(household: Household, by: User) -> None:
    if not by.has_perm("households.keep_papers", household):
        raise PermissionDenied


def _note(action: str, paper: Attachment, by: User, reason: str = "") -> None:
    trail.record(
        by,
        action,
        paper.household,
        area=paper.village_id,
        reason=reason,
        paper=paper.pk,
        paper_kind=paper.kind,
    )
