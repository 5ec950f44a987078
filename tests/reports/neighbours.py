"""Rows of every list in a village: what one household brings with it, as often as it is asked."""

from datetime import date
from decimal import Decimal

from assistance.models import RankQuota
from households.models import MeetingOfRepresentatives, Notice, Objection
from tests.factories import (
    BenefitFactory,
    CadreFactory,
    CaseFactory,
    FundFactory,
    HelpingUnitFactory,
    HouseholdFactory,
    PairingFactory,
    ProjectFactory,
    UserFactory,
    long_ago,
)

PAGES = {
    "cases": "/cases/",
    "notices": "/notices/",
    "objections": "/objections/",
    "meetings": "/meetings/",
    "pairings": "/assistance/pairings/",
    "cadres": "/assistance/cadres/",
    "projects": "/assistance/projects/",
}
WAYS = {**PAGES, "villages": "/villages/"}
EVERY = list(WAYS)
FORMULA = "=1+1"
CADRE_PHONE, PHONE = "13800006217", "13800001234"
JUNE_1 = date(2015, 6, 1)


def neighbour(village, serial=1, *, stage="village_publicity", name=FORMULA):
    """A household with a case, a notice, an objection, a meeting, a cadre and a project."""
    household = HouseholdFactory(
        village=village, phone=PHONE, file__name=name, file__people=2, file__category="01"
    )
    case = CaseFactory(household=household, stage=stage)
    by = UserFactory(name_zh="李书记")
    notice = _notice(case, by, serial)
    _objection(notice, case)
    _meeting(case, by, serial)
    _helped(household, name)
    return household


def _notice(case, by, serial):
    notice = long_ago(Notice.objects.create)(
        village=case.village, round=case.round, level="village", serial=serial,
        starts_on=date(2015, 5, 28), days=7, ends_on=date(2015, 6, 3),
        complaint_phone="0857-1234567", posted_by=by, sha256="ab" * 32,
    )  # fmt: skip
    notice.entries.create(village=case.village, case=case, position=1, householder="x", size=2)
    return notice


def _objection(notice, case, **facts):
    return Objection.objects.create(
        village=case.village, notice=notice, case=case, received_on=date(2015, 5, 30),
        channel="phone", kind="should_not_be_in", content="=HYPERLINK(\"x\")", objector="张三",
        contact="13987654321", reply_by=date(2015, 6, 14), **facts,
    )  # fmt: skip


def _meeting(case, by, serial):
    meeting = MeetingOfRepresentatives.objects.create(
        village=case.village, round=case.round, held_on=date(2015, 5, 26), place="+村委会",
        chair="王兴才", recorder="李华", entitled=45, present=38, recorded_by=by,
    )  # fmt: skip
    meeting.ballots.create(case=case, votes_for=36, votes_against=1, abstained=1, present=38)
    return meeting


def _helped(household, name):
    area = household.village_id[:9]
    unit = HelpingUnitFactory(area_code=area)
    cadre = CadreFactory(name=name, unit=unit, area_code=area, phone=CADRE_PHONE, post="-办事员")
    PairingFactory(household=household, cadre=cadre)
    project = ProjectFactory(area_code=area, villages=[household.village], responsible_unit=unit)
    FundFactory(project=project, arrived=Decimal("20000.50"))
    BenefitFactory(project=project, household=household)


def quota(households=5):
    RankQuota.objects.create(county_code="520521", year=2014, rank="5", households=households)
