"""The steps of one case, each under its name in the table."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from households import checks, results
from households.choices import RejectionGround, Stage
from households.models import Case, Event, Household, HouseholdYear, Member, Round
from households.refusals import constraints_in_words, require
from households.stepping import taking
from households.steps import APPLY_PERMISSION
from povertyreg import clock
from povertyreg.audit import trail
from povertyreg.wording import about
from villages.models import User


def apply(household: Household, round_: Round, *, by: User, on: date | None = None) -> Case:
    """Open the household's case in a round. Raises ValidationError with the reason why not."""
    if not by.has_perm(APPLY_PERMISSION, household):
        raise PermissionDenied
    _require_may_apply(household, round_)
    day = on or clock.today()
    case = Case(
        household=household, village=household.village, round=round_, applied_on=day, entered_by=by
    )
    with transaction.atomic():
        case.full_clean()
        with constraints_in_words():  # two people at once: the second is told
            case.save()
        Event.objects.create(case=case, on=day, by=by, step="apply", to_stage=Stage.APPLIED)
        trail.record(by, "apply", case, area=case.village_id)
    return case


def _require_may_apply(household: Household, round_: Round) -> None:
    record = household.years.filter(year=round_.year).select_related(None).first()
    has_members = household.members.filter(left_on=None).exists()
    _require_fits(household, round_, record, has_members=has_members)


def _require_fits(
    household: Household, round_: Round, record: HouseholdYear | None, *, has_members: bool
) -> None:
    require(round_.is_open, _("This round is closed. Choose the round that is running."))
    require(
        household.village_id.startswith(round_.area_code),
        _("This round is not held in the household's village."),
    )
    results.require_fits(round_.kind, record)
    require(household.closed_on is None, _("This file is closed. Reopen it first."))
    require(has_members, _("The household has no members. Add the householder first."))


def apply_all(households: Sequence[Household], round_: Round, *, by: User) -> list[Case]:
    """Open the cases of a whole list, or none of them: each household that cannot is named."""
    day = clock.today()
    if not all(by.has_perm(APPLY_PERMISSION, household) for household in households):
        raise PermissionDenied
    if problems := list(_problems(households, round_)):
        raise ValidationError(problems)
    cases = [
        Case(
            county_code=one.county_code,
            household=one,
            village=one.village,
            round=round_,
            applied_on=day,
            entered_by=by,
        )
        for one in households
    ]
    with transaction.atomic(), constraints_in_words():
        Case.objects.bulk_create(cases)
        Event.objects.bulk_create(
            Event(
                county_code=case.county_code,
                case=case,
                on=day,
                by=by,
                step="apply",
                to_stage=Stage.APPLIED,
            )
            for case in cases
        )
    return cases


def _problems(households: Sequence[Household], round_: Round) -> Iterator[str]:
    ids = [household.pk for household in households]
    records = {
        r.household_id: r for r in HouseholdYear.objects.filter(household__in=ids, year=round_.year)
    }
    peopled = set(
        Member.objects.filter(household__in=ids, left_on=None).values_list(
            "household_id", flat=True
        )
    )
    on_their_way = set(
        Case.objects.filter(household__in=ids)
        .in_the_way_of(round_)
        .values_list("household_id", flat=True)
    )
    for one in households:
        try:
            require(one.pk not in on_their_way, _("It has a case already."))
            _require_fits(one, round_, records.get(one.pk), has_members=one.pk in peopled)
        except ValidationError as refusal:
            yield about(one.householder_name, " ".join(refusal.messages))


def survey(case: Case, surveyors: tuple[str, str], *, by: User, on: date | None = None) -> None:
    """Two people visited the home, and the year's record is complete."""
    day = on or clock.today()
    with taking("survey", case, by, on=day):
        names = [name.strip() for name in surveyors if name.strip()]
        require(len(set(names)) == 2, _("Give the names of the two people who visited the home."))
        require(day <= clock.today(), _("The survey cannot lie in the future. Correct its date."))
        require(
            day >= case.applied_on,
            _("The survey cannot lie before the application. Correct its date."),
        )
        require_complete(case)
        case.surveyed_on, case.surveyors = day, "、".join(names)


def require_complete(case: Case) -> None:
    """Raises ValidationError with every error of the record of the round's year."""
    checks.require_complete(case.household, case.round.year)


def send_back(case: Case, because: str, *, by: User) -> None:
    """The secretary does not approve this household: its file goes back to the clerk."""
    with taking("send_back", case, by, reason=because):
        _back_to_survey(case, because)


def return_to_village(case: Case, because: str, *, by: User) -> None:
    """The township sends the household back to be surveyed again."""
    with taking("return_to_village", case, by, reason=because):
        _back_to_survey(case, because)


def return_from_county(case: Case, because: str, *, by: User) -> None:
    """The county sends the household back to be surveyed again."""
    with taking("return_from_county", case, by, reason=because):
        _back_to_survey(case, because)


def compare(case: Case, *, by: User) -> None:
    """The county held the household against the lists of other offices (two-appraisal rounds)."""
    with taking("compare", case, by):
        pass


def _back_to_survey(case: Case, because: str) -> None:
    require(because.strip(), _("Say why it goes back, so that the clerk can correct the file."))
    case.returned_because = because
    case.is_spot_checked = case.is_checked_by_county = False


def classify(case: Case, category: str, *, by: User) -> None:
    """The county gives the category; the yearly record takes it with the announcement."""
    with taking("classify", case, by):
        record = results.records_of([case], case.round).get(case.household_id)
        facts = results.decided(case, record, category)
        require_complete(case)
        case.category, case.outcome = facts["category"], facts["outcome"]


def reject_in_village(case: Case, ground: str, *, by: User, reason: str = "") -> None:
    _reject("reject_in_village", case, ground, by, reason)


def reject_in_township(case: Case, ground: str, *, by: User, reason: str = "") -> None:
    _reject("reject_in_township", case, ground, by, reason)


def reject_in_county(case: Case, ground: str, *, by: User, reason: str = "") -> None:
    _reject("reject_in_county", case, ground, by, reason)


def _reject(name: str, case: Case, ground: str, by: User, reason: str) -> None:
    with taking(name, case, by, reason=reason):
        require_ground(ground, reason)
        case.rejected_because, case.category, case.outcome = ground, "", ""


def require_ground(ground: str, words: str) -> None:
    require(ground in RejectionGround, _("Choose the ground of the rejection."))
    require(
        words.strip() or ground != RejectionGround.OTHER,
        _("Say in words what the other ground is."),
    )


def withdraw(case: Case, because: str, *, by: User) -> None:
    """The household itself does not want to go on."""
    with taking("withdraw", case, by, reason=because):
        require(because.strip(), _("Note the household's signed wish: what, and from which day."))


def uphold_against(case: Case, finding: str, *, by: User) -> None:
    """An objection was right: the household should not be on the list."""
    with taking("uphold_against", case, by, reason=finding):
        case.rejected_because = RejectionGround.OBJECTION


def uphold_correction(case: Case, finding: str, *, by: User) -> None:
    """An objection was right: the facts are wrong and must be surveyed again."""
    with taking("uphold_correction", case, by, reason=finding):
        _back_to_survey(case, finding)


def uphold_omission(case: Case, finding: str, *, by: User) -> None:
    """An objection was right: a rejected household should be on the list, and is looked at anew."""
    with taking("uphold_omission", case, by, reason=finding):
        case.rejected_because = ""
        _back_to_survey(case, finding)
