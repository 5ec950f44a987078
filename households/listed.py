"""The rows of the pages that list something, before anybody narrows them."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from households.models import (
    Case,
    Household,
    MeetingOfRepresentatives,
    Notice,
    NoticeEntry,
    Objection,
)
from households.querysets import HouseholdQuerySet
from povertyreg.scoping import Officer

Rows = QuerySet[Any]


def households(user: Officer, area: str, year: int) -> HouseholdQuerySet[Household]:
    """Each joined to its `record` of the year."""
    return Household.objects.visible_to(user).in_area(area).with_record(year)


def cases(user: Officer, area: str) -> Rows:
    """Each with `is_held`: whether an objection against it is open."""
    held = Objection.objects.visible_to(user).open().filter(case=OuterRef("pk"))
    return (
        Case.objects.visible_to(user)
        .in_area(area)
        .annotate(is_held=Exists(held))
        .order_by("-round__year", "village_id", "household__number")
    )


def notices(user: Officer, area: str) -> Rows:
    """Each with `households`, `objections_open`, `is_hanging` and `is_replaced`; the last first."""
    standing = NoticeEntry.objects.visible_to(user).filter(notice=OuterRef("pk")).standing()
    newer = Notice.objects.visible_to(user).filter(corrects=OuterRef("pk"))
    return (
        Notice.objects.visible_to(user)
        .in_area(area)
        .annotate(
            households=Count("entries", distinct=True),
            objections_open=Count("objections", Q(objections__decision=""), distinct=True),
            is_hanging=Exists(standing),
            is_replaced=Exists(newer),
        )
        .order_by("-ends_on", "-pk")
    )


def objections(user: Officer, area: str) -> Rows:
    """Open ones first, the oldest at the top."""
    own = Objection.objects.visible_to(user).in_area(area)
    return own.order_by("decision", "reply_by", "pk")


def meetings(user: Officer, area: str) -> Rows:
    """Each with `voted`: on how many households; the last first."""
    own = MeetingOfRepresentatives.objects.visible_to(user).in_area(area)
    return own.annotate(voted=Count("ballots")).order_by("-held_on", "-pk")
