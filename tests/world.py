"""One household of Yunfeng with everything that the house can know about it, and its traces."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from assistance.models import Benefit, Cadre, Pairing, Project, WorkTeam
from households import attachments, photos
from households.choices import Outcome, RoundKind, Stage
from households.models import (
    Attachment,
    Case,
    Change,
    ExitStandard,
    Household,
    MeetingCall,
    MeetingOfRepresentatives,
    Notice,
    Objection,
    Photo,
    PovertyLine,
    Representative,
    Round,
    YearLock,
)
from povertyreg import clock, sealed
from povertyreg.audit import trail
from povertyreg.exchange.models import Import
from povertyreg.exchange.requests import ExportRequest
from povertyreg.jobs.models import Job
from tests.factories import (
    CadreFactory,
    CaseFactory,
    HelpingUnitFactory,
    HouseholdFactory,
    PairingFactory,
    ProjectFactory,
    RoundFactory,
    UserFactory,
    id_number,
    long_ago,
)
from tests.households.uploads import picture, upload
from tests.imports import ImportEntryFactory, ImportFactory, problem, workbook
from villages.models import User, Village, VillageYear
from villages.roles import Role

MAY_28, MAY_30 = date(2015, 5, 28), date(2015, 5, 30)
NUMBER = "5205212252019917"


@dataclass(frozen=True)
class World:
    """The rows, and by which words the household would be recognised."""

    household: Household
    round: Round
    case: Case
    meeting: MeetingOfRepresentatives
    notice: Notice
    objection: Objection
    change: Change
    receipt: Any
    cadre: Cadre
    pairing: Pairing
    project: Project
    benefit: Benefit
    job: Job
    paper: Attachment
    photo: Photo
    call: MeetingCall
    representative: Representative
    line: PovertyLine
    exit_round: Round
    leaving: Case
    standard: ExitStandard
    lock: YearLock
    brought: Import
    wanted: ExportRequest
    id_number: str

    @property
    def words(self) -> list[str]:
        """What nobody else may read anywhere; the number too, but it may stand in an address."""
        return ["龙云峰人", "Long Yunfengren", self.id_number, "13987654321", "偷偷买了车"]


def made_world(village: Village, *, clerk: User, secretary: User, cadre_user: User) -> World:
    """All of it is written without the acting modules: only who may see it is asked."""
    own_number = id_number(date(1968, 3, 17))
    household = HouseholdFactory(
        village=village,
        number=NUMBER,
        phone="13987654321",
        entered_by=clerk,
        changed_by=clerk,
        file__people=3,
        file__category="01",
        file__name="龙云峰人",
        file__pinyin="Long Yunfengren",
        file__number=own_number,
    )
    VillageYear.objects.create(
        village=village, year=2015, poverty_class=1, households=400, population=1500,
        agricultural_population=1400,
    )  # fmt: skip
    round_ = RoundFactory()
    case = CaseFactory(
        household=household, round=round_, stage=Stage.VILLAGE_PUBLICITY, entered_by=clerk
    )
    notice, meeting = _posted(case, secretary), _held(case, secretary)
    objection = Objection.objects.create(
        village=village, notice=notice, case=case, received_on=MAY_30, channel="phone",
        kind="should_not_be_in", content="偷偷买了车", recorded_by=secretary,
    )  # fmt: skip
    change = Change.objects.create(
        village=village, household=household, member=household.householder, kind="late_entry",
        on=MAY_28, year=2015, reason="补录", recorded_by=clerk,
    )  # fmt: skip
    receipt = trail.record(
        secretary, "approve_list", round_, area=village.pk,
        listed=1, moved=1, stayed=0, notice=notice.pk, request_id="x",
    )  # fmt: skip
    job = Job.objects.create(
        kind="list", requested_by=clerk, area_code="520521225",
        params={"list": "households", "year": 2015, "choices": {}, "language": "en"},
    )  # fmt: skip
    return World(
        household=household, round=round_, case=case, meeting=meeting, notice=notice,
        objection=objection, change=change, receipt=receipt, job=job, id_number=own_number,
        paper=_filed(household, clerk),
        photo=photos.put_on_file(meeting, upload(picture(), "龙云峰人.jpg"), "meeting", by=clerk),
        **_called(case, secretary), **_set_by_the_county(clerk),
        brought=_brought(household, clerk), wanted=_wanted(village),
        **_helped(household, cadre_user), **_left_before(household),
    )  # fmt: skip


def _left_before(household: Household) -> dict[str, Any]:
    """It had left the register once, by the county's own standard."""
    leaving = RoundFactory(kind=RoundKind.EXIT, year=2014)
    case = CaseFactory(
        household=household, round=leaving, stage=Stage.ANNOUNCED, outcome=Outcome.EXITED
    )
    standard = ExitStandard.objects.create(
        year=2014, area_code="520521", name_zh="县", name_en="County", source="县"
    )
    return {"exit_round": leaving, "leaving": case, "standard": standard}


def _brought(household: Household, clerk: User) -> Import:
    """A workbook was imported that says something of it; its own content is invented."""
    import_ = ImportFactory(
        requested_by=clerk, area_code=household.village_id[:9], is_written=True, updated=1, held=1
    )
    rows = [["户主", "证件号码"], ["龙云峰人", household.householder.id_number]]
    sealed.seal(import_.file, workbook(rows))
    import_.save()
    told = {"of_import": import_, "name": "龙云峰人", "village_code": household.village_id}
    ImportEntryFactory(
        **told,
        household=household,
        number=household.number,
        is_written=True,
        cells=[
            ["", "household.phone", None, "13987654321"],
            ["", "household.bank", "", "偷偷买了车"],
        ],
    )
    ImportEntryFactory(**told, fate="held", problems=[problem(5, value="龙云峰人")])
    return import_


def _wanted(village: Village) -> ExportRequest:
    """Somebody of the county wants the list with whole numbers."""
    asker = UserFactory.holding(Role.COUNTY, village.pk[:6], username="asker")
    return ExportRequest.objects.create(
        county_code=village.pk[:6], area_code=village.pk[:9], slug="households", year=2015,
        rows=60, reason="核对", language="en", requested_by=asker, requested_at=clock.now(),
    )  # fmt: skip


def _filed(household: Household, clerk: User) -> Attachment:
    photo = upload(picture(), "龙云峰人.jpg")
    return attachments.store(household, photo, "06", "龙云峰人", by=clerk)


def _set_by_the_county(by: User) -> dict[str, Any]:
    line = PovertyLine.objects.create(
        year=2015, area_code="520521", purpose="monitoring", amount=4000, source="县"
    )
    lock = YearLock.objects.create(
        county_code="520521", area_code="520521", year=2013, locked_by=by
    )
    return {"line": line, "lock": lock}


def _posted(case: Case, secretary: User) -> Notice:
    notice = long_ago(Notice.objects.create)(
        village=case.village, round=case.round, level="village", serial=1, starts_on=MAY_28,
        days=7, ends_on=date(2015, 6, 3), complaint_phone="0857-1234567", posted_by=secretary,
        sha256="ab" * 32,
    )  # fmt: skip
    notice.entries.create(
        village=case.village, case=case, position=1, householder="龙云峰人",
        householder_pinyin="Long Yunfengren", size=3, category="01",
    )  # fmt: skip
    return notice


def _held(case: Case, secretary: User) -> MeetingOfRepresentatives:
    meeting = MeetingOfRepresentatives.objects.create(
        village=case.village, round=case.round, held_on=date(2015, 5, 26), place="村委会",
        chair="王兴才", recorder="李华", entitled=45, present=38, recorded_by=secretary,
    )  # fmt: skip
    meeting.ballots.create(case=case, votes_for=36, votes_against=1, abstained=1, present=38)
    return meeting


def _called(case: Case, secretary: User) -> dict[str, Any]:
    representative = Representative.objects.create(
        village=case.village, name="王代表", group_number=1, since=date(2015, 1, 1)
    )
    call = MeetingCall.objects.create(
        village=case.village, round=case.round, called_by=secretary, place="村委会",
        meets_at=datetime(2015, 6, 8, 1, tzinfo=UTC),
    )  # fmt: skip
    return {"call": call, "representative": representative}


def _helped(household: Household, cadre_user: User) -> dict[str, Any]:
    cadre = CadreFactory(user=cadre_user, unit=HelpingUnitFactory())
    project = ProjectFactory()
    project.villages.add(household.village)
    benefit = Benefit.objects.create(
        village=household.village, project=project, household=household, what_zh="鹅苗",
        what_en="goslings", yuan=1200, year=2015,
    )  # fmt: skip
    team = WorkTeam.objects.create(
        area_code="520521225", name_zh="驻村队", starts_on=date(2015, 1, 1)
    )
    team.villages.add(household.village)
    pairing = PairingFactory(household=household, cadre=cadre)
    return {"cadre": cadre, "pairing": pairing, "project": project, "benefit": benefit}
