"""Income and expenditure of a household in one year, by the lines of the form (1.4)."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F
from django.db.models.functions import NullIf, Round
from django.utils.translation import gettext_lazy as _


def _yuan(label: Any) -> models.DecimalField[Any, Any]:
    """An amount in yuan for the whole household and the income year; never negative (M-02)."""
    return models.DecimalField(
        label,
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        db_default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )


INCOME = {
    _("Wages"): ("wage",),
    _("Household business"): ("crops", "livestock", "forest_fruit", "other_business"),
    _("Property"): ("asset_dividends", "property_income"),
    _("Transfers"): (
        "family_planning_grant",
        "dibao_allowance",
        "temporary_dibao",
        "five_guarantee_allowance",
        "pension",
        "retirement_pay",
        "ecological_compensation",
        "family_support",
        "old_age_subsidy",
        "survivor_allowance",
        "disability_subsidy",
        "stable_subsidies",
        "lasting_asset_income",
        "soldier_pay",
        "other_transfer",
    ),
}
"""The four kinds of income and the lines of the form (1.4) under each."""

GAINS = tuple(line for lines in INCOME.values() for line in lines)
"""What comes in, before the business expenditure is taken off."""


def _net_income() -> Any:
    total: Any = F(GAINS[0])
    for line in GAINS[1:]:
        total = total + F(line)
    return total - F("business_expenditure")


def net_income(lines: Any) -> Decimal:
    """Yuan of the household in the year, as the database computes it: of a record of the past."""
    gains = sum((Decimal(getattr(lines, name)) for name in GAINS), Decimal(0))
    return gains - Decimal(lines.business_expenditure)


def net_income_per_head(lines: Any) -> Decimal | None:
    """Yuan per member, rounded half up like the database; None without members."""
    if not lines.size:
        return None
    return (net_income(lines) / int(lines.size)).quantize(Decimal("0.01"), ROUND_HALF_UP)


class IncomeLines(models.Model):
    """Income and expenditure of the income year; sums are computed by the database, never typed."""

    wage = _yuan(_("wages"))
    crops = _yuan(_("crops"))
    livestock = _yuan(_("livestock"))
    forest_fruit = _yuan(_("forest and fruit"))
    other_business = _yuan(_("other business"))
    asset_dividends = _yuan(_("dividends of poverty-relief assets"))
    property_income = _yuan(_("other property income"))
    family_planning_grant = _yuan(_("family-planning grant"))
    dibao_allowance = _yuan(_("dibao allowance"))
    temporary_dibao = _yuan(_("dibao allowance of less than a year"))
    five_guarantee_allowance = _yuan(_("five-guarantee allowance"))
    pension = _yuan(_("pension insurance"))
    retirement_pay = _yuan(_("retirement pay"))
    ecological_compensation = _yuan(_("ecological compensation"))
    family_support = _yuan(_("support from children"))
    old_age_subsidy = _yuan(_("old-age subsidy"))
    survivor_allowance = _yuan(_("long-term survivor's allowance"))
    disability_subsidy = _yuan(_("disability subsidy"))
    stable_subsidies = _yuan(_("stable subsidies"))
    lasting_asset_income = _yuan(_("asset income of more than three years"))
    soldier_pay = _yuan(_("serving soldier's pay"))
    other_transfer = _yuan(_("other transfers"))
    business_expenditure = _yuan(_("business expenditure"))
    net_income = models.GeneratedField(
        expression=_net_income(),
        output_field=models.DecimalField(_("net income"), max_digits=14, decimal_places=2),
        db_persist=True,
    )
    net_income_per_head = models.GeneratedField(
        expression=Round(_net_income() / NullIf(F("size"), 0), precision=2),
        output_field=models.DecimalField(
            _("per-capita net income"), max_digits=14, decimal_places=2, null=True
        ),
        db_persist=True,
    )

    class Meta:
        abstract = True


class IncomeMemos(models.Model):
    """Amounts that the Guizhou form asks for beside the lines; they are in no sum."""

    cash_income = _yuan(_("total cash income"))
    support_value = _yuan(_("value of support and donations received"))
    industry_income = _yuan(_("income from the industry"))
    enterprise_income = _yuan(_("income through a leading enterprise"))

    class Meta:
        abstract = True


MEMOS = ("cash_income", "support_value", "industry_income", "enterprise_income")

AMOUNTS = (*GAINS, "business_expenditure", *MEMOS)
"""Every amount in yuan of a record."""
