"""Projects with their villages and money, what households get from them, and who signed for it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, Sum
from django.utils.translation import gettext as _

from assistance.models import Benefit, Fund, Project
from households.refusals import StaleVersion, require
from povertyreg import clock
from povertyreg.audit import trail
from povertyreg.wording import enumerated
from villages.models import User, Village

MANAGE, RECORD = "assistance.manage_project", "assistance.record_benefit"


@transaction.atomic
def create(
    project: Project, *, villages: Iterable[Village], funds: Iterable[Fund], by: User
) -> Project:
    """Write a new project with its villages and its money."""
    project.version = 1
    return _write(project, list(villages), list(funds), by, "create_project")


@transaction.atomic
def update(
    project: Project, *, villages: Iterable[Village], funds: Iterable[Fund], version: int, by: User
) -> Project:
    """Write a changed project, unless somebody wrote it since `version`: then StaleVersion."""
    current = _locked(project)
    _allow(MANAGE, current, by)
    if current.version != version:
        raise StaleVersion(
            _(
                "Somebody saved this project while you were typing. Nothing of yours is written "
                "yet: open the project beside this page, compare, and save again."
            )
        )
    project.version = version + 1
    return _write(project, list(villages), list(funds), by, "change_project")


@transaction.atomic
def record_benefit(benefit: Benefit, *, by: User) -> Benefit:
    """Note what a household is to get, or has got, from a project."""
    _allow(RECORD, benefit.household, by)
    project = _locked(benefit.project)
    _require_reached(project, benefit)
    _require_new(project, benefit)
    benefit.village = benefit.household.village
    _require_sensible(benefit)
    benefit.full_clean()
    benefit.save()
    _require_covered(project)
    trail.record(
        by, "record_benefit", benefit.household, area=benefit.village_id,
        project=project.pk, yuan=str(benefit.yuan),
    )  # fmt: skip
    return benefit


@transaction.atomic
def sign(benefit: Benefit, *, signed_by: str, on: date, by: User) -> Benefit:
    """The household confirms with a name and a date that it has received the benefit."""
    _allow(RECORD, benefit.household, by)
    benefit.refresh_from_db(from_queryset=Benefit.objects.select_for_update())
    require(
        benefit.received_on is None,
        _("This benefit has been signed for already. Reload the page to see by whom."),
    )
    benefit.received_on, benefit.signed_by = on, signed_by.strip()
    _require_sensible(benefit)
    benefit.full_clean()
    benefit.save()
    trail.record(
        by, "sign_benefit", benefit.household, area=benefit.village_id,
        project=benefit.project_id, yuan=str(benefit.yuan), on=on.isoformat(),
    )  # fmt: skip
    return benefit


def _allow(permission: str, where: Model, by: User) -> None:
    if not by.has_perm(permission, where):
        raise PermissionDenied


def _locked(project: Project) -> Project:
    return Project.objects.select_for_update().get(pk=project.pk)


def _write(
    project: Project, villages: list[Village], funds: list[Fund], by: User, action: str
) -> Project:
    _allow(MANAGE, project, by)
    _require_inside(project, villages)
    project.full_clean()
    project.save()
    _require_villages_kept(project, villages)
    project.villages.set(villages)
    _write_funds(project, funds)
    _require_covered(project)
    trail.record(by, action, project, area=project.area_code)
    return project


def _require_inside(project: Project, villages: list[Village]) -> None:
    require(villages, _("Choose at least one village: a project reaches somebody."))
    outside = [v.name for v in villages if not v.code.startswith(project.area_code)]
    require(
        not outside,
        _("%(villages)s: outside the area of the project. Choose villages of its area.")
        % {"villages": enumerated(outside)},
    )


def _require_villages_kept(project: Project, villages: list[Village]) -> None:
    """A village whose households have benefits stays with the project."""
    lost = Village.objects.filter(
        code__in=project.benefits.exclude(village__in=villages).values("village")
    )
    names = enumerated(village.name for village in lost)
    require(
        not names,
        _("Households of %(villages)s have benefits of this project. Keep the village ticked.")
        % {"villages": names},
    )


def _write_funds(project: Project, funds: list[Fund]) -> None:
    for fund in funds:
        fund.project = project
        fund.full_clean()
        fund.save()
    project.funds.exclude(pk__in=[fund.pk for fund in funds]).delete()


def _require_covered(project: Project) -> None:
    """What households get in yuan is never more than the money planned."""
    planned = _total(project.funds.aggregate(total=Sum("planned")))
    given = _total(project.benefits.aggregate(total=Sum("yuan")))
    require(
        given <= planned,
        _(
            "The benefits of this project would be %(given)s yuan, but only %(planned)s yuan are "
            "planned. Lower the amount, or raise the project's funds first."
        )
        % {"given": f"{given:,.2f}", "planned": f"{planned:,.2f}"},
    )


def _total(sums: dict[str, Decimal | None]) -> Decimal:
    return sums["total"] or Decimal(0)


def _require_reached(project: Project, benefit: Benefit) -> None:
    household = benefit.household
    require(
        household.closed_on is None,
        _("The file of household %(number)s is closed: nothing can be recorded for it.")
        % {"number": household.number},
    )
    require(
        project.villages.filter(code=household.village_id).exists(),
        _("The household does not lie in a village of this project. Choose another project."),
    )


def _require_new(project: Project, benefit: Benefit) -> None:
    """A button pressed twice records one benefit."""
    same = project.benefits.filter(
        household=benefit.household,
        what_zh=benefit.what_zh,
        quantity=benefit.quantity,
        yuan=benefit.yuan,
        year=benefit.year,
    )
    require(
        not same.exists(),
        _("The same benefit is recorded for this household already. Change the one that is there."),
    )


def _require_sensible(benefit: Benefit) -> None:
    require(
        benefit.quantity or benefit.yuan,
        _("Say how much the household gets: a quantity, an amount in yuan, or both."),
    )
    require(
        benefit.received_on is None or benefit.received_on <= clock.today(),
        _("The day of the signature lies ahead. Sign when the benefit is there."),
    )
