"""The steps of a case: each locks it, refuses what the table does not allow, moves and records."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from households import checks
from households.choices import Category, RejectionGround, RoundKind, Stage
from households.codes import code_lists
from households.models import Case, Event, Household, Notice, Round
from households.refusals import require
from households.steps import APPLY_PERMISSION, STEPS
from povertyreg import clock
from povertyreg.audit import trail
from villages.models import User

LONGEST_REASON = 200


@contextmanager
def taking(
    name: str, case: Case, by: User, *, on: date | None = None, reason: str = ""
) -> Iterator[None]:
    """Lock the case, refuse a step that the table does not list, then move it and record it."""
    _require_short(reason)
    with transaction.atomic():
        case.refresh_from_db(from_queryset=Case.objects.select_for_update())
        allow(name, case, by)
        before = case.stage
        yield
        case.stage = STEPS[name].target
        case.full_clean(exclude=["entered_by"])
        case.save()
        _event(name, case, before, by=by, on=on or clock.today(), reason=reason).save()
        trail.record(by, name, case, area=case.village_id, reason=reason)


def _require_short(reason: str) -> None:
    require(len(reason) <= LONGEST_REASON, _("The reason is too long: 200 characters fit."))


def lock(cases: Iterable[Case]) -> list[Case]:
    """The cases as they are now, in a fixed order, so that two people never wait for each other."""
    return list(
        Case.objects.select_for_update(of=("self",))
        .filter(pk__in=[case.pk for case in cases])
        .select_related("village", "round", "household__group", "household__householder")
        .order_by("pk")
    )


def take_all(
    name: str,
    cases: list[Case],
    *,
    by: User,
    on: date | None = None,
    notice: Notice | None = None,
    reason: str = "",
    **changes: object,
) -> None:
    """Move a whole list, already locked, in one statement: all of it or nothing."""
    _require_short(reason)
    for case in cases:
        allow(name, case, by)
    facts = {"by": by, "on": on or clock.today(), "reason": reason, "notice": notice}
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(
        stage=STEPS[name].target, **changes
    )
    Event.objects.bulk_create(_event(name, case, case.stage, **facts) for case in cases)


def allow(name: str, case: Case, by: User) -> None:
    """Raises PermissionDenied for the wrong person, ValidationError for the wrong stage."""
    step = STEPS[name]
    if not by.has_perm(step.permission, case):
        raise PermissionDenied
    require(
        case.stage in step.sources,
        _("Not possible while the household is at “%(stage)s”. Reload the page to see where it is.")
        % {"stage": case.get_stage_display()},
    )


def _event(name: str, case: Case, before: str, **facts: Any) -> Event:
    return Event(
        county_code=case.county_code,
        case=case,
        step=name,
        from_stage=before,
        to_stage=STEPS[name].target,
        **facts,
    )


def steps_open_to(user: User, case: Case) -> list[str]:
    """Names of the steps that this person may take from where the case stands."""
    return [
        name
        for name, step in STEPS.items()
        if case.stage in step.sources and user.has_perm(step.permission, case)
    ]


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
        try:
            case.save()
        except IntegrityError:  # two people at once: the second is told, as after a slow click
            raise ValidationError(_("This household already has a case in this round.")) from None
        Event.objects.create(case=case, on=day, by=by, step="apply", to_stage=Stage.APPLIED)
        trail.record(by, "apply", case, area=case.village_id)
    return case


def _require_may_apply(household: Household, round_: Round) -> None:
    require(round_.is_open, _("This round is closed. Choose the round that is running."))
    require(
        household.village_id.startswith(round_.area_code),
        _("This round is not held in the household's village."),
    )
    require(household.closed_on is None, _("This file is closed. Reopen it first."))
    require(
        household.members.filter(left_on=None).exists(),
        _("The household has no members. Add the householder first."),
    )


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


def _back_to_survey(case: Case, because: str) -> None:
    require(because.strip(), _("Say why it goes back, so that the clerk can correct the file."))
    case.returned_because = because
    case.is_spot_checked = False


def classify(case: Case, category: str, *, by: User) -> None:
    """The county gives the category; the yearly record takes it with the announcement."""
    with taking("classify", case, by):
        require_category(category, case.round)
        require_complete(case)
        case.category = category


def require_category(category: str, round_: Round) -> None:
    """Whoever is identified gets one of the four categories; other rounds use the whole list."""
    identified = round_.kind == RoundKind.IDENTIFICATION
    require(
        category in (Category.REGISTERED if identified else code_lists()["category"].codes),
        _("Choose one of the four categories of registered households.")
        if identified
        else _("Choose the category."),
    )


def reject_in_village(case: Case, ground: str, *, by: User, reason: str = "") -> None:
    _reject("reject_in_village", case, ground, by, reason)


def reject_in_township(case: Case, ground: str, *, by: User, reason: str = "") -> None:
    _reject("reject_in_township", case, ground, by, reason)


def reject_in_county(case: Case, ground: str, *, by: User, reason: str = "") -> None:
    _reject("reject_in_county", case, ground, by, reason)


def _reject(name: str, case: Case, ground: str, by: User, reason: str) -> None:
    with taking(name, case, by, reason=reason):
        require_ground(ground, reason)
        case.rejected_because, case.category = ground, ""


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
