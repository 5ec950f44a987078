"""The public page of a list: what hangs on the board, to whoever holds its unguessable address."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households import annex, mastheads, notices, objections
from households.choices import Channel, ObjectionKind
from households.models import Notice, NoticeEntry, NoticeRemark, Objection
from households.refusals import require
from households.steps import HANGING
from povertyreg import clock, locks

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
AN_HOUR: Final = 5
"""Objections that one address may send within an hour."""
A_DAY: Final = 60
"""Objections that a list takes from its public page within a day."""
SHOWN_AT_ONCE: Final = 20
"""Lines of a list; the others are one press away, on the same page."""


@dataclass(frozen=True)
class PublicList:
    """A list as it was posted, and nothing else of the register."""

    notice: Notice
    entries: list[NoticeEntry]
    remarks: list[NoticeRemark]
    today: date

    @property
    def annex(self) -> Any:
        """What changed since the last list, and what came of objections, in words."""
        return annex.said(self.remarks)

    @property
    def title(self) -> str:
        return mastheads.title(self.notice)

    @property
    def number(self) -> str:
        """As it stands on the paper."""
        return mastheads.number(self.notice)

    @property
    def first(self) -> list[NoticeEntry]:
        return self.entries[:SHOWN_AT_ONCE]

    @property
    def others(self) -> list[NoticeEntry]:
        return self.entries[SHOWN_AT_ONCE:]

    @property
    def people(self) -> int:
        return sum(entry.size for entry in self.entries)

    @property
    def is_unchanged(self) -> bool:
        return notices.fingerprint(self.notice, self.entries, self.remarks) == self.notice.sha256

    @property
    def takes_objections(self) -> bool:
        """An announcement is objected to at the county, by phone."""
        return self.notice.level in HANGING


def find(token: UUID) -> Notice | None:
    """The notice with this address, hanging or not."""
    return (
        Notice.objects.filter(token=token)
        .select_related("village__township__county", "round")
        .first()
    )


def shown(notice: Notice) -> PublicList | None:
    """None once it does not hang any more: after its last day, closed, or replaced by another."""
    today = clock.today()
    if not notice.starts_on <= today <= notice.ends_on or _is_taken_down(notice):
        return None
    return PublicList(notice, list(notice.entries.all()), list(notice.remarks.all()), today)


def _is_taken_down(notice: Notice) -> bool:
    if notice.corrected_by.exists():
        return True
    return notice.level in HANGING and not notice.entries.standing().exists()


def newer(notice: Notice) -> Notice | None:
    """The list that hangs in the place of one that was corrected."""
    return notice.corrected_by.first()


def receive(objection: Objection, request_id: UUID, sender: str) -> Objection:
    """Take an objection from the page, once. Raises ValidationError for one too many.

    Nobody is signed in, and nothing is said of anybody: whether the household is on file, or was
    left out, is found out by who investigates.
    """
    notice = objection.notice
    with transaction.atomic():
        locks.hold(f"objections to {notice.pk}")
        known = Objection.objects.filter(request_id=request_id, notice=notice).first()
        if known:
            return known
        _require_few(notice, sender)
        objection.village_id, objection.channel = notice.village_id, Channel.PUBLIC_PAGE
        objection.received_on, objection.request_id = clock.today(), request_id
        objection.sender = sender
        objections.file(objection)
    return objection


def _require_few(notice: Notice, sender: str) -> None:
    now = timezone.now()
    sent = Objection.objects.filter(channel=Channel.PUBLIC_PAGE, recorded_at__gt=now - _DAY)
    in_time = sent.filter(sender=sender, recorded_at__gt=now - _HOUR).count() < AN_HOUR
    phone = {"phone": notice.complaint_phone}
    require(
        in_time,
        _("Several objections came from here just now. Try again in an hour, or call %(phone)s.")
        % phone,
    )
    require(
        sent.filter(notice=notice).count() < A_DAY,
        _("This page has taken very many objections today. Please call %(phone)s.") % phone,
    )


def sender_of(address: str, today: date) -> str:
    """A digest that tells floods from one address apart, of no use on another day."""
    said = f"{address} {today.isoformat()}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()[:32]


def is_about_a_line(kind: str) -> bool:
    """Whether it is about a household of the list, or about one that is not on it."""
    return kind != ObjectionKind.SHOULD_BE_IN
