"""Production and living conditions, and the need to relocate (form parts IV and V)."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from households.codes import CodeField
from households.models.household import flag


def _measure(label: Any) -> models.DecimalField[Any, Any]:
    """A measured quantity, never negative; None where nobody has measured it."""
    return models.DecimalField(
        label,
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )


def _heads(label: Any) -> models.PositiveSmallIntegerField[Any, Any]:
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


def _code(label: Any, codes: str) -> CodeField:
    return CodeField(label, codes=codes, blank=True, db_default="")


LAND = (
    "cultivated_land",
    "irrigated_land",
    "forest_land",
    "returned_land",
    "orchard_land",
    "pasture_land",
    "water_surface",
)
"""In mu."""

STOCK = ("poultry", "cattle", "sheep", "pigs")
"""In heads."""


class LivingConditions(models.Model):
    """What the household has and how it lives (AC30). Land in mu, housing in m², distance in km."""

    cultivated_land = _measure(_("cultivated land (mu)"))
    irrigated_land = _measure(_("irrigated land (mu)"))
    forest_land = _measure(_("forest land (mu)"))
    returned_land = _measure(_("farmland returned to forest (mu)"))
    orchard_land = _measure(_("orchard (mu)"))
    pasture_land = _measure(_("pasture (mu)"))
    water_surface = _measure(_("water surface (mu)"))
    poultry = _heads(_("poultry (heads)"))
    cattle = _heads(_("cattle (heads)"))
    sheep = _heads(_("sheep (heads)"))
    pigs = _heads(_("pigs (heads)"))
    has_production_power = flag(_("electricity for production"))
    has_domestic_power = flag(_("electricity at home"))
    water_is_difficult = flag(_("drinking water difficult to get"))
    water_is_safe = flag(_("drinking water safe"))
    water_source = _code(_("drinking water"), "water_source")
    has_broadcasting = flag(_("radio and television"))
    km_to_main_road = _measure(_("distance to the main road (km)"))
    km_to_market = _measure(_("distance to the market (km)"))
    access_road = CodeField(_("access road"), codes="access_road", blank=True)
    housing_area = _measure(_("housing area (m²)"))
    house_structure = _code(_("house structure"), "house_structure")
    built_in = models.PositiveSmallIntegerField(
        _("year built"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1800), MaxValueValidator(2100)],
    )
    is_dilapidated = flag(_("dilapidated house"))
    house_grade = CodeField(_("house grade"), codes="house_grade", blank=True)
    has_sanitary_toilet = flag(_("sanitary toilet"))
    fuel = CodeField(_("main fuel"), codes="fuel", blank=True)
    in_cooperative = flag(_("member of a cooperative"))
    led_by_enterprise = flag(_("with a leading enterprise"))
    led_by_local = flag(_("with a local entrepreneur"))
    in_mutual_fund = flag(_("member of the mutual fund"))
    mutual_fund_amount = _measure(_("mutual fund (yuan)"))
    industry = models.CharField(_("industry"), max_length=60, blank=True, db_default="")
    organisation = _code(_("organised in"), "organisation")

    class Meta:
        abstract = True


class RelocationNeed(models.Model):
    """Whether the household would move to a new place, and how (form part V)."""

    wants_relocation = flag(_("willing to relocate"))
    relocation_mode = _code(_("relocation"), "relocation_mode")
    resettlement = _code(_("resettlement"), "resettlement")
    resettlement_place = _code(_("place of resettlement"), "resettlement_place")
    relocation_difficulty = models.CharField(
        _("difficulties of relocating"), max_length=200, blank=True, db_default=""
    )

    class Meta:
        abstract = True
