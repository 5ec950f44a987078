"""Helping units, cadres, pairings with their history, and resident work teams."""

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assistance.querysets import HelperQuerySet, PairingQuerySet, WorkTeamQuerySet
from households.codes import CodeField
from households.models import Household
from households.models.history import tracked
from povertyreg.privacy import EncryptedField, mask_phone
from povertyreg.scoping import CountyFK, CountyScoped, VillageScoped
from villages.models import User, Village


class AreaOwned(CountyScoped):
    """Belongs to the area that it helps, by division code."""

    area_code = models.CharField(_("area helped"), max_length=12)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_county_of_area",
                condition=Q(area_code__startswith=F("county_code")),
            )
        ]

    def clean_fields(self, exclude: Any = None) -> None:
        self.county_code = self.area_code[:6]
        super().clean_fields(exclude=exclude)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.county_code = self.area_code[:6]
        super().save(*args, **kwargs)


class HelpingUnit(AreaOwned):
    """An office, enterprise or institution that helps an area (帮扶单位)."""

    name_zh = models.CharField(_("Chinese name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    affiliation = CodeField(_("affiliation"), codes="affiliation")
    leader = models.CharField(_("leader"), max_length=40, blank=True)
    phone = models.CharField(_("office phone"), max_length=20, blank=True)

    objects = HelperQuerySet["HelpingUnit"].as_manager()

    class Meta(AreaOwned.Meta):
        verbose_name = _("helping unit")
        verbose_name_plural = _("helping units")
        ordering = ["affiliation", "name_zh"]
        constraints = [
            *AreaOwned.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="unit_county_id"),
            models.UniqueConstraint(
                fields=["county_code", "area_code", "name_zh"],
                name="unit_named_once",
                violation_error_message=_("A helping unit of this name is already on the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return self.name_zh if chinese else self.name_en or self.name_zh


@tracked()
class Cadre(AreaOwned):
    """A person responsible for households (帮扶责任人)."""

    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, db_constraint=False, related_name="cadres"
    )
    unit = CountyFK(
        HelpingUnit, models.PROTECT, related_name="cadres", verbose_name=_("helping unit")
    )
    name = models.CharField(_("name"), max_length=40)
    pinyin = models.CharField(max_length=80, blank=True, editable=False)
    rank = CodeField(_("rank"), codes="rank", default="5")
    affiliation = CodeField(_("level"), codes="affiliation")
    post = models.CharField(_("post"), max_length=60, blank=True)
    phone = EncryptedField(_("phone"), blank=True, context="cadre.phone")
    is_first_secretary = models.BooleanField(_("first secretary"), default=False)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = HelperQuerySet["Cadre"].as_manager()

    class Meta(AreaOwned.Meta):
        verbose_name = _("cadre")
        verbose_name_plural = _("cadres")
        ordering = ["pinyin", "id"]
        constraints = [
            *AreaOwned.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="cadre_county_id"),
            models.UniqueConstraint(fields=["county_code", "user"], name="cadre_one_an_account"),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return self.name if chinese else self.pinyin or self.name

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)

    def household_ids(self, on: date) -> list[int]:
        """The households paired with this cadre on a day."""
        return list(self.pairings.current(on).values_list("household_id", flat=True))


class RankQuota(CountyScoped):
    """How many households a cadre of a rank should help ("54321"); a table, never a constant."""

    year = models.PositiveSmallIntegerField(_("year"))
    rank = CodeField(_("rank"), codes="rank")
    households = models.PositiveSmallIntegerField(_("households"))
    objects: "models.Manager[Any]"

    class Meta:
        verbose_name = _("quota of a rank")
        verbose_name_plural = _("quotas of ranks")
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "year", "rank"], name="rank_quota_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_rank_display()}: {self.households}"  # type: ignore[attr-defined]


class PairingDays(Func):
    """The days of a pairing, both ends included."""

    function = "DATERANGE"
    output_field = DateRangeField()


@tracked()
class Pairing(VillageScoped):
    """A cadre answers for a household from a day until a day. A change closes one and opens one."""

    household = CountyFK(Household, models.PROTECT, related_name="pairings")
    cadre = CountyFK(Cadre, models.PROTECT, related_name="pairings", verbose_name=_("cadre"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    ended_because = models.CharField(_("why ended"), max_length=200, blank=True)
    assigned_by = models.ForeignKey(
        User, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )

    objects = PairingQuerySet["Pairing"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        ordering = ["-starts_on", "-id"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.CheckConstraint(
                name="pairing_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="pairing_ended_with_a_reason",
                condition=Q(ends_on=None) | ~Q(ended_because=""),
            ),
            ExclusionConstraint(
                name="pairing_without_overlap",
                expressions=[
                    (F("county_code"), RangeOperators.EQUAL),
                    (F("household"), RangeOperators.EQUAL),
                    (F("cadre"), RangeOperators.EQUAL),
                    (
                        PairingDays(
                            "starts_on",
                            "ends_on",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_(
                    "This cadre is already paired with the household in these days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cadre_id} {self.household_id} {self.starts_on}"


class WorkTeam(AreaOwned):
    """A resident work team (驻村工作队) and the villages where it lives."""

    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    villages = models.ManyToManyField(
        Village, verbose_name=_("villages"), related_name="work_teams", db_constraint=False
    )
    members = models.ManyToManyField(
        Cadre, verbose_name=_("members"), related_name="teams", db_constraint=False, blank=True
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = WorkTeamQuerySet["WorkTeam"].as_manager()

    class Meta(AreaOwned.Meta):
        verbose_name = _("work team")
        verbose_name_plural = _("work teams")
        ordering = ["name_zh"]
        constraints = [
            *AreaOwned.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="team_county_id"),
        ]

    def __str__(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return self.name_zh if chinese else self.name_en or self.name_zh
