"""Photos and scans of the procedure: of a meeting, of a posted list, of an objection."""

from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from households import stored_files
from households.models import MeetingOfRepresentatives, Notice, Objection, Photo, PhotoKind
from households.querysets import PhotoQuerySet
from households.refusals import require
from povertyreg import locks, sealed
from povertyreg.audit import trail
from villages.models import User

if TYPE_CHECKING:
    from django.core.files.base import File

Subject = MeetingOfRepresentatives | Notice | Objection

MOST_PHOTOS = 60
"""On file for one subject; what was taken back does not count."""

SUBJECTS: Final[dict[str, type[models.Model]]] = {
    "meeting": MeetingOfRepresentatives,
    "notice": Notice,
    "objection": Objection,
}
KINDS: Final = {
    "meeting": (PhotoKind.MEETING, PhotoKind.SIGN_IN, PhotoKind.MINUTES),
    "notice": (PhotoKind.FIRST_DAY, PhotoKind.LAST_DAY),
    "objection": (PhotoKind.EVIDENCE,),
}
"""What a photo of each of them may prove (paper file, 1.6 nos. 07 to 12)."""

_NOT_TYPED = ("meeting", "notice", "objection", "file", "withdrawn_at", "withdrawn_by")


def name_of(subject: Subject) -> str:
    """Which of the three it is: a key of `SUBJECTS`, and the field of `Photo`."""
    return next(name for name, model in SUBJECTS.items() if isinstance(subject, model))


def subject_of(photo: Photo) -> Subject:
    """What the photo shows something of."""
    found: Subject = photo.meeting or photo.notice or photo.objection
    return found


def photos_of(subject: Subject) -> PhotoQuerySet[Photo]:
    """All of them, taken back or not."""
    return Photo.objects.filter(
        county_code=subject.county_code, **{f"{name_of(subject)}_id": subject.pk}
    )


def put_on_file(subject: Subject, upload: "File[bytes]", kind: str, *, by: User) -> Photo:
    """Keep one, encrypted. Raises ValidationError for what is not taken, or is there already."""
    _allow(subject, by)
    name = name_of(subject)
    require(kind in KINDS[name], _("Say what the photo shows."), field="kind")
    photo = Photo(village_id=subject.village_id, kind=kind)
    setattr(photo, name, subject)
    scan = stored_files.take_in(photo, upload, by=by)
    photo.clean_fields(exclude=_NOT_TYPED)
    with sealed.kept_if_all_goes_well(), transaction.atomic():
        locks.hold(f"photos of {name} {subject.pk}")
        _require_room(photo, photos_of(subject).on_file())
        stored_files.seal(photo, scan)
        photo.save()
        _note("add_photo", photo, by)
    return photo


def withdraw(photo: Photo, because: str, *, by: User) -> None:
    """Take a photo back. It stays in the house, for those who audit."""
    _allow(subject_of(photo), by)
    require(because.strip(), _("Say why the photo is taken back."), field="reason")
    with transaction.atomic():
        photo.refresh_from_db(from_queryset=Photo.objects.select_for_update())
        require(photo.withdrawn_at is None, _("This photo was taken back already."))
        stored_files.mark_withdrawn(photo, because.strip(), by=by)
        photo.clean_fields(exclude=_NOT_TYPED)
        photo.save()
        _note("withdraw_photo", photo, by, because.strip())


def hand_out(photo: Photo, *, by: User) -> bytes:
    """The original; the trail keeps who looked at it."""
    original = stored_files.content(photo)
    _note("open_photo", photo, by)
    return original


def _require_room(photo: Photo, on_file: PhotoQuerySet[Photo]) -> None:
    same = on_file.filter(sha256=photo.sha256).first()
    if same:
        raise ValidationError(
            _("The same file is there already, as “%(kind)s” of %(day)s. It is not stored twice.")
            % {
                "kind": same.get_kind_display(),
                "day": date_format(localtime(same.uploaded_at), "DATE_FORMAT"),
            }
        )
    require(
        on_file.count() < MOST_PHOTOS,
        _("There are %(most)d photos already, and no more are taken. Take back what is not needed.")
        % {"most": MOST_PHOTOS},
    )


def _allow(subject: Subject, by: User) -> None:
    if not by.has_perm("households.keep_photos", subject):
        raise PermissionDenied


def _note(action: str, photo: Photo, by: User, reason: str = "") -> None:
    trail.record(
        by,
        action,
        subject_of(photo),
        area=photo.village_id,
        reason=reason,
        photo=photo.pk,
        photo_kind=photo.kind,
    )
