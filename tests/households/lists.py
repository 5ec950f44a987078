"""Lists of households as the tests need them, and the days of a round."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from households import approval, publicity
from households.choices import Stage
from households.models import (
    Case,
    MeetingOfRepresentatives,
    Notice,
    Photo,
    PhotoKind,
    Round,
)
from households.sheets import Sheet
from tests.factories import CaseFactory, HouseholdFactory
from villages.models import User, Village

MAY_18, MAY_26, MAY_28 = date(2015, 5, 18), date(2015, 5, 26), date(2015, 5, 28)
JUNE_2, JUNE_3, JUNE_4 = date(2015, 6, 2), date(2015, 6, 3), date(2015, 6, 4)
PHONE = "0857-5221234"


def cases_at(stage: Stage, count: int, village: Village, round_: Round, **file: Any) -> list[Case]:
    """That many households of the village at one stage."""
    return [
        CaseFactory(household=HouseholdFactory(village=village, **file), round=round_, stage=stage)
        for _ in range(count)
    ]


def hanging(cases: Sequence[Case], by: User) -> Notice:
    """The village's notice of these nominated households, posted today, with its two photos."""
    return photographed(publicity.post_in_village(cases, complaint_phone=PHONE, by=by))


def photographed(notice: Notice, count: int = 2) -> Notice:
    """The notice with so many photos of the wall on file."""
    for kind in (PhotoKind.FIRST_DAY, PhotoKind.LAST_DAY)[:count]:
        Photo.objects.create(
            village=notice.village, notice=notice, kind=kind, name="榜.jpg", file="photos/x",
            content_type="image/jpeg", size=1, sha256="0" * 64, uploaded_by=notice.posted_by,
        )  # fmt: skip
    return notice


def sheet(cases: list[Case], returned: dict[int, str] | None = None, **kwargs: Any) -> Sheet:
    """What the page of this list sends."""
    return Sheet(
        village=cases[0].village,
        round=cases[0].round,
        request_id=kwargs.get("request_id") or uuid4(),
        listed=[case.pk for case in cases],
        returned=returned or {},
    )


def approve(cases: list[Case], by: User, **kwargs: Any) -> Any:
    return approval.approve_in_village(sheet(cases, **kwargs), complaint_phone=PHONE, by=by)


def stages(cases: list[Case]) -> list[str]:
    """Where they stand now, in the order of the list."""
    now = Case.objects.in_bulk([case.pk for case in cases])
    return [now[case.pk].stage for case in cases]


def meeting(village: Village, round_: Round, **kwargs: Any) -> MeetingOfRepresentatives:
    """45 entitled, 38 present, on 26 May, not yet written."""
    facts = {
        "held_on": MAY_26,
        "place": "村委会",
        "chair": "王兴才",
        "recorder": "李云",
        "entitled": 45,
        "present": 38,
    }
    return MeetingOfRepresentatives(village=village, round=round_, **{**facts, **kwargs})
