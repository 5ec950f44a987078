"""Lists posted, closed and announced: a village's households together, or none of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from households import exit_guards, notices, results, stepping
from households.choices import Level, Stage
from households.models import Case, Notice, PhotoKind, Round
from households.refusals import require
from povertyreg import clock
from povertyreg.audit import trail
from povertyreg.wording import enumerated
from villages.models import User, Village

_CLOSING = {
    Level.VILLAGE: ("close_in_village", Stage.VILLAGE_PUBLICITY),
    Level.TOWNSHIP: ("close_in_township", Stage.TOWNSHIP_PUBLICITY),
}
POSTING = {
    Level.VILLAGE: "post_in_village",
    Level.TOWNSHIP: "post_in_township",
    Level.COUNTY: "announce",
}
PHOTOS_NEEDED = 2
"""Of a notice on the wall before it is closed: one of the first day, one of the last (2.5)."""


class Closed(NamedTuple):
    """What closing a notice did: households that went on, and those that an objection holds."""

    moved: list[Case]
    held: list[Case]


def post_in_village(
    cases: Iterable[Case], *, complaint_phone: str, by: User, request_id: UUID | None = None
) -> Notice:
    """The secretary approves the list, and it goes up on the village board today."""
    return _post("post_in_village", Level.VILLAGE, cases, complaint_phone, by, request_id)


def post_in_township(
    cases: Iterable[Case], *, complaint_phone: str, by: User, request_id: UUID | None = None
) -> Notice:
    """The township posts the list of a village today."""
    return _post("post_in_township", Level.TOWNSHIP, cases, complaint_phone, by, request_id)


def announce(
    cases: Iterable[Case], *, complaint_phone: str, by: User, request_id: UUID | None = None
) -> Notice:
    """The county announces its classification, and the yearly records take it."""
    return _post("announce", Level.COUNTY, cases, complaint_phone, by, request_id)


def _post(
    name: str,
    level: Level,
    cases: Iterable[Case],
    complaint_phone: str,
    by: User,
    request_id: UUID | None,
) -> Notice:
    with transaction.atomic():
        locked = stepping.lock(cases)
        if first := answered(request_id, by):
            return first
        notice = draft(level, locked, complaint_phone, by)
        notice.request_id = request_id
        for case in locked:
            stepping.allow(name, case, by)
        notices.seal(notice, locked)
        stepping.take_all(name, locked, by=by, notice=notice)
        if level == Level.COUNTY:
            results.enter(locked, notice.round, on=notice.starts_on, by=by)
        note(name, notice, by, households=len(locked))
    return notice


def note(name: str, notice: Notice, by: User, /, *, reason: str = "", **details: object) -> None:
    """The trail keeps the fingerprint too: whoever exchanged the notice would have to forge it."""
    area, seen = notice.village_id, notice.sha256
    trail.record(by, name, notice, area=area, reason=reason, sha256=seen, **details)


def draft(level: Level, cases: list[Case], complaint_phone: str, by: User) -> Notice:
    """The notice that begins to hang today, once the list is one that may be posted."""
    village, round_ = one_list(cases)
    require(complaint_phone.strip(), _("Give the phone for complaints: the notice shows it."))
    if level == Level.VILLAGE:
        _require_another_hand(cases, by)
        exit_guards.before_the_list(cases)
    return Notice(
        village=village,
        round=round_,
        level=level,
        starts_on=clock.today(),
        days=round_.publicity_days,
        complaint_phone=complaint_phone.strip(),
        posted_by=by,
    )


def answered(request_id: UUID | None, by: User) -> Notice | None:
    """A repeated request gets the notice of the first one: a phone may not hear the answer."""
    if request_id is None:
        return None
    found = Notice.objects.filter(request_id=request_id).first()
    require(
        found is None or found.posted_by_id == by.pk,
        _("This form was sent by somebody else. Open the list again."),
    )
    return found


def one_list(cases: Sequence[Case]) -> tuple[Village, Round]:
    """The village and the round of a list, which has only one of each."""
    require(cases, _("The list is empty. Choose at least one household."))
    lists = {(case.village_id, case.round_id) for case in cases}
    require(len(lists) == 1, _("A list holds households of one village and one round."))
    return cases[0].village, cases[0].round


def _require_another_hand(cases: list[Case], by: User) -> None:
    own = [case.household.number for case in cases if case.household.entered_by_id == by.pk]
    require(
        not own,
        _("You entered these files yourself; somebody else must approve them: %(numbers)s.")
        % {"numbers": enumerated(own)},
    )


def close_in_village(notice: Notice, *, by: User, without_photos_because: str = "") -> Closed:
    """After the last day: households go on to the township, those under objection stay.

    Two photos of the notice are on file, or it is said why not.
    """
    return _close(notice, Level.VILLAGE, by, without_photos_because)


def close_in_township(notice: Notice, *, by: User, without_photos_because: str = "") -> Closed:
    """After the last day: households go on to the county, those under objection stay.

    Two photos of the notice are on file, or it is said why not.
    """
    return _close(notice, Level.TOWNSHIP, by, without_photos_because)


def _close(notice: Notice, level: Level, by: User, because: str) -> Closed:
    name, stage = _CLOSING[level]
    require(notice.level == level, _("This list was posted by another level."))
    with transaction.atomic():
        posted = stepping.lock(
            Case.objects.filter(entries__in=notice.entries.standing(), stage=stage)
        )
        require_current(notice)
        require(posted, _("This notice is closed already: no household is waiting on it."))
        _require_over(notice)
        because = _reason_without_photos(notice, because)
        closed = _parted(posted)
        stepping.take_all(name, closed.moved, by=by, notice=notice, reason=because)
        moved, held = len(closed.moved), len(closed.held)
        note(name, notice, by, reason=because, households=moved, held=held)
    return closed


def require_current(notice: Notice) -> None:
    """Raises ValidationError when a corrected notice hangs in its place."""
    newer = notice.corrected_by.first()
    require(
        newer is None,
        _("This notice was replaced by a corrected one. Open the new notice instead."),
    )


def _reason_without_photos(notice: Notice, because: str) -> str:
    """Why there are fewer than two photos; where they are on file, no reason is kept."""
    if photos_on_file(notice) >= PHOTOS_NEEDED:
        return ""
    require(
        because.strip(),
        _("Two photos of the notice belong on file before it is closed. Add them, or say why not."),
    )
    return because.strip()


def photos_on_file(notice: Notice) -> int:
    """Photos that show the notice on the wall."""
    shown = (PhotoKind.FIRST_DAY, PhotoKind.LAST_DAY)
    return notice.photos.on_file().filter(kind__in=shown).count()


def _parted(posted: list[Case]) -> Closed:
    """Households that an open objection holds stay; the others go on, if there are any."""
    ids = [case.pk for case in posted]
    held = set(Case.objects.filter(pk__in=ids).under_objection().values_list("pk", flat=True))
    closed = Closed(
        [case for case in posted if case.pk not in held],
        [case for case in posted if case.pk in held],
    )
    require(
        closed.moved,
        _("An objection against each household of this list is still open. Decide it first."),
    )
    return closed


def _require_over(notice: Notice) -> None:
    require(
        clock.today() >= notice.ends_on,
        _("The notice must hang until %(day)s, %(days)d days with both ends counted.")
        % {"day": formats.date_format(notice.ends_on), "days": notice.days},
    )
