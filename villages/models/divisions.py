"""County, township, village and villagers' group, by division code (GB/T 2260, 10114)."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from povertyreg.scoping import COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS
from villages.querysets import DivisionQuerySet, GroupQuerySet


class Division(models.Model):
    """A place with a code, a Chinese name and its name in pinyin."""

    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("name in pinyin"), max_length=80)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en

    @property
    def area_code(self) -> str:
        """The place itself, where rights in it are asked for."""
        return str(self.pk)


def _code(digits: int) -> models.CharField[str, str]:
    valid = RegexValidator(rf"^\d{{{digits}}}$", _("A division code has only digits."))
    return models.CharField(_("code"), max_length=digits, primary_key=True, validators=[valid])


class County(Division):
    code = _code(6)
    objects = DivisionQuerySet["County"].as_manager()

    class Meta:
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        ordering = ["code"]


class Township(Division):
    """A township, town or subdistrict."""

    class Kind(models.TextChoices):
        TOWNSHIP = "township", _("township")
        TOWN = "town", _("town")
        SUBDISTRICT = "subdistrict", _("subdistrict")

    code = _code(9)
    county = models.ForeignKey(County, models.PROTECT, db_index=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    objects = DivisionQuerySet["Township"].as_manager()

    class Meta:
        verbose_name = _("township")
        verbose_name_plural = _("townships")
        ordering = ["code"]


class Village(Division):
    """An administrative village, or a residents' community."""

    class Kind(models.TextChoices):
        VILLAGE = "village", _("village")
        NEIGHBOURHOOD = "neighbourhood", _("community")

    code = _code(12)
    township = models.ForeignKey(Township, models.PROTECT, db_index=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    objects = DivisionQuerySet["Village"].as_manager()

    class Meta:
        verbose_name = _("village")
        verbose_name_plural = _("villages")
        ordering = ["code"]


class VillageGroup(models.Model):
    """A villagers' group (村民组), known by its number within the village."""

    village = models.ForeignKey(Village, models.PROTECT, related_name="groups", db_index=False)
    number = models.PositiveSmallIntegerField(_("number"))

    objects = GroupQuerySet["VillageGroup"].as_manager()

    class Meta:
        verbose_name = _("villagers' group")
        verbose_name_plural = _("villagers' groups")
        ordering = ["village", "number"]
        constraints = [
            models.UniqueConstraint(fields=["village", "number"], name="group_once_a_village")
        ]

    def __str__(self) -> str:
        return str(_("group %(number)d")) % {"number": self.number}


def path_to(code: str) -> list[Division]:
    """The places of a code from the county down to itself, in one query; [] for an unknown code."""
    if len(code) == VILLAGE_DIGITS:
        village = Village.objects.select_related("township__county").filter(pk=code).first()
        return [village.township.county, village.township, village] if village else []
    if len(code) == TOWNSHIP_DIGITS:
        township = Township.objects.select_related("county").filter(pk=code).first()
        return [township.county, township] if township else []
    return list(County.objects.filter(pk=code))


def parts_of(code: str) -> list[Division]:
    """The townships of a county, the villages of a township."""
    if len(code) == COUNTY_DIGITS:
        return list(Township.objects.filter(county=code))
    if len(code) == TOWNSHIP_DIGITS:
        return list(Village.objects.filter(township=code))
    return []
