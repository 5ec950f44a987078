"""A village's list decided by one press: approved, accepted, posted, closed, announced."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from households import meetings, publicity, reviews
from households.choices import Level
from households.models import MeetingOfRepresentatives, Notice, Representative
from households.reviews import Rejection
from households.sheets import Sheet, once, parted, parts, split
from povertyreg.audit.models import Entry
from villages.models import User

NOBODY: Final[Mapping[int, Any]] = MappingProxyType({})


def approve_in_village(sheet: Sheet, *, complaint_phone: str, by: User) -> Entry:
    """The secretary sends some files back and posts the others, together or not at all."""

    def act() -> dict[str, Any]:
        kept, back, _nobody = split("post_in_village", sheet, by)
        reviews.send_back("send_back", back, sheet.returned, by=by)
        notice = (
            publicity.post_in_village(
                kept, complaint_phone=complaint_phone, by=by, request_id=sheet.request_id
            )
            if kept
            else None
        )
        return parts(kept, back, notice=notice and notice.pk)

    return once("approve_list", sheet, by, act)


def accept_in_township(
    sheet: Sheet,
    spot_checked: Collection[int],
    rejected: Mapping[int, Rejection] = NOBODY,
    *,
    by: User,
) -> Entry:
    """The township accepts the list after visiting its share; some go back, or are rejected."""

    def act() -> dict[str, Any]:
        cases = split("accept_in_township", sheet, by, rejected)
        reviews.accept_in_township(
            cases.listed,
            spot_checked,
            by=by,
            returned=sheet.returned,
            rejected=rejected,
            excused=sheet.excused,
        )
        return parted(cases)

    return once("accept_list", sheet, by, act)


def post_in_township(
    sheet: Sheet,
    rejected: Mapping[int, Rejection] = NOBODY,
    *,
    complaint_phone: str,
    by: User,
) -> Entry:
    """The township posts what it has accepted; some may still go back, or be rejected."""

    def act() -> dict[str, Any]:
        cases = split("post_in_township", sheet, by, rejected)
        reviews.reject("reject_in_township", cases.rejected, rejected, by=by)
        reviews.send_back("return_to_village", cases.returned, sheet.returned, by=by)
        notice = (
            publicity.post_in_township(
                cases.kept, complaint_phone=complaint_phone, by=by, request_id=sheet.request_id
            )
            if cases.kept
            else None
        )
        return parted(cases, notice=notice and notice.pk)

    return once("post_township_list", sheet, by, act)


def announce(sheet: Sheet, *, complaint_phone: str, by: User) -> Entry:
    """The county announces what it has classified."""

    def act() -> dict[str, Any]:
        kept, left, _nobody = split("announce", sheet, by)
        notice = publicity.announce(
            kept, complaint_phone=complaint_phone, by=by, request_id=sheet.request_id
        )
        return parts(kept, left, notice=notice.pk)

    return once("announce_list", sheet, by, act)


def close(notice: Notice, *, request_id: UUID, by: User, without_photos_because: str = "") -> Entry:
    """Take a notice down: its households go on, those under objection stay."""
    sheet = Sheet(notice.village, notice.round, request_id, listed=())
    in_village = notice.level == Level.VILLAGE

    def act() -> dict[str, Any]:
        closing = publicity.close_in_village if in_village else publicity.close_in_township
        done = closing(notice, by=by, without_photos_because=without_photos_because)
        return parts(done.moved, done.held, notice=notice.pk)

    return once("close_village_list" if in_village else "close_township_list", sheet, by, act)


def record_meeting(
    meeting: MeetingOfRepresentatives,
    votes: Sequence[meetings.Vote],
    *,
    request_id: UUID,
    by: User,
    signed: Sequence[Representative] = (),
) -> Entry:
    """The meeting with its votes, once."""
    sheet = Sheet(meeting.village, meeting.round, request_id, listed=())

    def act() -> dict[str, Any]:
        done = meetings.record(meeting, votes, by=by, signed=signed)
        return parts(done.carried, done.not_carried, meeting=meeting.pk)

    return once("record_meeting_list", sheet, by, act)
