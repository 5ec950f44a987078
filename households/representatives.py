"""The villagers' representatives of a village: who is in office, from one day until another."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Representative
from households.refusals import require
from povertyreg import clock, locks
from povertyreg.audit import trail
from villages.models import User, Village

MOST = 200
"""In one paste; a village assembly has some dozens."""

_SEPARATORS = re.compile(r"[\t,，、;；]+")
_CADRE = {"cadre", "village cadre", "干部", "村干部"}
_GROUP = re.compile(r"第?([0-9]{1,4})组?")


class Newcomer(NamedTuple):
    """A line of a pasted list."""

    name: str
    group_number: int | None = None
    is_cadre: bool = False


def read_lines(text: str) -> list[Newcomer]:
    """One a line: name, group number, and “cadre” or “村干部”. Refused with the line's number."""
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    require(lines, _("Write at least one name."), field="lines")
    require(
        len(lines) <= MOST,
        _("At most %(most)d names at once. Paste the others afterwards.") % {"most": MOST},
        field="lines",
    )
    return [_newcomer(number, line) for number, line in lines]


def _newcomer(number: int, line: str) -> Newcomer:
    name, *others = (part.strip() for part in _SEPARATORS.split(line))
    group, is_cadre = None, False
    for said in filter(None, others):
        found = _GROUP.fullmatch(said)
        is_cadre |= said.lower() in _CADRE
        require(
            found or said.lower() in _CADRE,
            _("Line %(number)d: “%(said)s” is neither a group number nor “cadre”.")
            % {"number": number, "said": said},
            field="lines",
        )
        group = int(found[1]) if found else group
    return Newcomer(name, group, is_cadre)


def add(
    village: Village, newcomers: Sequence[Newcomer], *, since: date, by: User
) -> list[Representative]:
    """All of them or none. Raises ValidationError naming who is in the list already."""
    _allow(village, by)
    require(since <= clock.today(), _("The day lies in the future."), field="since")
    with transaction.atomic():
        locks.hold(f"representatives of {village.pk}")
        _require_new(village, newcomers)
        added = [Representative(village=village, since=since, **new._asdict()) for new in newcomers]
        for one in added:
            one.full_clean()
            one.save()
        trail.record(
            by, "add_representatives", village, area=village.pk, representatives=len(added)
        )
    return added


def _require_new(village: Village, newcomers: Sequence[Newcomer]) -> None:
    known = set(
        Representative.objects.filter(village=village, until=None).values_list(
            "name", "group_number"
        )
    )
    for name, group, _is_cadre in newcomers:
        require(
            (name, group) not in known,
            _("%(name)s is in the list already. Leave the line out.") % {"name": name},
            field="lines",
        )
        known.add((name, group))


def end(one: Representative, until: date, *, by: User) -> None:
    """Out of office after this day; what was signed before stays."""
    _allow(one, by)
    with transaction.atomic():
        one.refresh_from_db(from_queryset=Representative.objects.select_for_update())
        require(one.until is None, _("This representative has left office already."))
        require(
            one.since <= until <= clock.today(),
            _("The last day lies between the first one and today."),
        )
        one.until = until
        one.save()
        trail.record(by, "end_representative", one, area=one.village_id)


def _allow(place: Village | Representative, by: User) -> None:
    if not by.has_perm("households.keep_representatives", place):
        raise PermissionDenied
