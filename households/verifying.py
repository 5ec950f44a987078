"""Whether posted lists are what they were: each against its own fingerprint, all as a chain.

A line, a day or a name that was changed breaks the fingerprint of its notice. A notice that was
exchanged with a fingerprint computed anew no longer is the one that the next notice of the village
names, nor the one that the audit trail noted when it was posted, nor the one on paper.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from households import mastheads, notices
from households.models import Notice, NoticeEntry, NoticeRemark
from povertyreg.audit.models import Entry


@dataclass
class Verdict:
    """A notice and everything that speaks against it, in words; nothing does when it is `whole`."""

    notice: Notice
    faults: list[str] = field(default_factory=list)
    broken_link: str = ""
    """What is wrong between the notice before and this one."""

    @property
    def is_whole(self) -> bool:
        return not self.faults and not self.broken_link

    @property
    def says(self) -> list[str]:
        return [*self.faults, *filter(None, [self.broken_link])]


def chain(village: str) -> list[Verdict]:
    """The notices of a village from the first to the last."""
    return _judged(Notice.objects.filter(village=village))


def all_chains() -> list[Verdict]:
    """The notices of every village, village by village."""
    return _judged(Notice.objects.all())


def _judged(found: Any) -> list[Verdict]:
    """In as many queries for a thousand villages as for one."""
    rows = list(
        found.select_related("round", "corrects", "village__township__county").order_by(
            "village", "pk"
        )
    )
    entries = _by_notice(NoticeEntry.objects.filter(notice__in=found))
    remarks = _by_notice(NoticeRemark.objects.filter(notice__in=found))
    noted = _noted(found)
    verdicts, before = [], None
    for notice in rows:
        before = before if before and before.village_id == notice.village_id else None
        faults = [
            *_of_itself(notice, entries[notice.pk], remarks[notice.pk]),
            *_of_the_trail(notice, noted.get(notice.pk, notice.sha256)),
        ]
        verdicts.append(Verdict(notice, faults, _broken_link(notice, before)))
        before = notice
    return verdicts


def _by_notice(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    sorted_out: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        sorted_out[row.notice_id].append(row)
    return sorted_out


def _noted(found: Any) -> dict[int, str]:
    """Notice → the fingerprint that the trail noted when it was posted."""
    acts = ("post_in_village", "post_in_township", "announce", "correct_notice")
    posted = Entry.objects.filter(
        subject=Notice._meta.label_lower, subject_id__in=found.values("pk"), action__in=acts
    )
    said = posted.exclude(details__sha256=None).values_list("subject_id", "details__sha256")
    return {pk: str(sha256) for pk, sha256 in said if pk}


def _of_itself(
    notice: Notice, entries: Sequence[NoticeEntry], remarks: Sequence[NoticeRemark]
) -> Iterator[str]:
    if notices.fingerprint(notice, entries, remarks) != notice.sha256:
        yield _("Its lines, its annex or its facts are not those that were posted.")
    gaps = sorted(set(range(1, len(entries) + 1)) - {entry.position for entry in entries})
    if gaps:
        yield _("Line %(line)d is missing.") % {"line": gaps[0]}


def _broken_link(notice: Notice, before: Notice | None) -> str:
    named = notice.previous_sha256
    if named == (before.sha256 if before else ""):
        return ""
    if before is None:
        return _("The notice before it, %(head)s, is not on file.") % {"head": _head(named)}
    if not named:
        return _("It says that no notice hung before it, but %(number)s did.") % {
            "number": mastheads.number(before)
        }
    return _("It names %(head)s as the notice before it; on file there is %(other)s.") % {
        "head": _head(named),
        "other": _head(before.sha256),
    }


def _of_the_trail(notice: Notice, noted: str) -> Iterator[str]:
    if noted != notice.sha256:
        yield _("The audit trail noted another fingerprint when it was posted: %(head)s.") % {
            "head": _head(noted)
        }


def _head(sha256: str) -> str:
    return f"{sha256[:4]} {sha256[4:8]}".upper()


def in_words(notice: Notice) -> str:
    """Which notice it is. It comes with its round and places."""
    return _("%(number)s · %(village)s · %(level)s · posted on %(day)s · %(head)s") % {
        "number": mastheads.number(notice),
        "village": notice.village,
        "level": notice.get_level_display(),
        "day": date_format(notice.starts_on, "DATE_FORMAT"),
        "head": notice.fingerprint,
    }
