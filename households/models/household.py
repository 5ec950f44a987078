"""The permanent identity: a household, its members, and one living registration a person."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from households import identity
from households.choices import CodeField
from households.models.history import tracked
from households.querysets import HouseholdQuerySet, MemberQuerySet
from households.rules import age_on
from povertyreg.privacy import (
    DigestField,
    EncryptedField,
    mask_account,
    mask_id_number,
    mask_phone,
)
from povertyreg.scoping import CountyFK, CountyScoped, VillageScoped
from villages.models import User, VillageGroup

if TYPE_CHECKING:
    from households.models.yearly import HouseholdYear


class Changed(models.Model):
    """Who changed the row last; kept on the row because a session's settings may be lost."""

    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


@tracked()
class Household(Changed, VillageScoped):
    """A household file. Its number is given once: village code (12) and serial (4)."""

    number = models.CharField(_("household number"), max_length=16, editable=False)
    national_number = models.CharField(_("national number"), max_length=30, blank=True)
    group = models.ForeignKey(
        VillageGroup,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("villagers' group"),
    )
    householder = CountyFK(
        "Member", models.PROTECT, null=True, editable=False, db_index=False, related_name="+"
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = EncryptedField(_("phone"), blank=True, context="household.phone")
    bank = models.CharField(_("bank"), max_length=60, blank=True)
    bank_account = EncryptedField(_("bank account"), blank=True, context="household.bank_account")
    standard = CodeField(_("identification standard"), codes="standard", default="1")
    is_martyr_family = models.BooleanField(_("family of a soldier or martyr"), default=False)
    first_identified_in = models.PositiveSmallIntegerField(_("first identified in"), null=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_because = models.CharField(_("why closed"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    record: "HouseholdYear | None" = None
    """Of one year, where the queryset joined it (`with_record`)."""

    objects = HouseholdQuerySet["Household"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("household")
        verbose_name_plural = _("households")
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="household_county_id"),
            models.UniqueConstraint(fields=["county_code", "number"], name="household_number_once"),
            models.CheckConstraint(
                name="household_number_shape", condition=Q(number__regex=r"^\d{16}$")
            ),
            models.CheckConstraint(
                name="household_closed_with_a_reason",
                condition=Q(closed_on=None) | ~Q(closed_because=""),
            ),
        ]
        indexes = [
            models.Index(
                "county_code",
                models.F("village"),
                name="household_area",
            ),
            models.Index(
                fields=["number"], opclasses=["varchar_pattern_ops"], name="number_prefix"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("households:household-detail", args=[self.number])

    def clean(self) -> None:
        """A villagers' group is one of the village's own."""
        if self.group and self.group.village_id != self.village_id:
            raise ValidationError({"group": _("This group belongs to another village.")})

    @property
    def serial(self) -> str:
        return self.number[12:]

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)

    @property
    def masked_bank_account(self) -> str:
        return mask_account(self.bank_account)

    @property
    def householder_name(self) -> str:
        return self.householder.shown_name if self.householder else ""


@tracked()
class Member(Changed, VillageScoped):
    """A person of a household. A member who leaves is dated out, never deleted."""

    household = CountyFK(Household, models.PROTECT, related_name="members")
    name = models.CharField(_("name"), max_length=60)
    pinyin = models.CharField(_("name in pinyin"), max_length=120, editable=False)
    document_kind = CodeField(_("document"), codes="document", default="01")
    id_number = EncryptedField(_("ID number"), blank=True, context="member.id_number")
    id_digest = DigestField(null=True, editable=False)
    id_tail_digest = DigestField(null=True, editable=False)
    no_id_reason = models.CharField(_("why there is no ID number"), max_length=100, blank=True)
    sex = CodeField(_("sex"), codes="sex", max_length=1)
    birth_date = models.DateField(_("birth date"))
    ethnic_group = CodeField(_("ethnic group"), codes="ethnic_group", default="01")
    position = models.PositiveSmallIntegerField(_("row"), default=1)
    joined_on = models.DateField(_("member since"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_because = models.CharField(_("why left"), max_length=200, blank=True)

    objects = MemberQuerySet["Member"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["position", "id"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="member_county_id"),
            models.CheckConstraint(
                name="member_leaves_after_joining",
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
            ),
            models.CheckConstraint(
                name="member_without_number_says_why",
                condition=Q(id_digest__isnull=False) | ~Q(no_id_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["county_code", "id_digest"], name="member_id_digest"),
            models.Index(fields=["county_code", "id_tail_digest"], name="member_id_tail"),
            models.Index(
                fields=["county_code", "name"],
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
                name="member_name_prefix",
            ),
            models.Index(
                fields=["county_code", "pinyin"],
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
                name="member_pinyin_prefix",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    def clean(self) -> None:
        """An ID number is checked and gives sex and birth date; without one, a reason is needed."""
        if self.id_number:
            identity.derive(self)
        else:
            identity.require_typed(self)

    @property
    def shown_name(self) -> str:
        """The Chinese name, or in an English page the name in pinyin."""
        chinese = (get_language() or "").startswith("zh")
        return self.name if chinese else self.pinyin or self.name

    @property
    def masked_id_number(self) -> str:
        return mask_id_number(self.id_number)

    @property
    def is_active(self) -> bool:
        return self.left_on is None

    def age_on(self, day: date) -> int:
        return age_on(self.birth_date, day)


class IdentityClaim(CountyScoped):
    """One person, one living registration in the nation; also the way from a number to its county.

    Written in the transaction that writes the member; gone when the member leaves.
    """

    digest = DigestField(primary_key=True, max_length=32)
    household = CountyFK(Household, models.PROTECT, related_name="+")
    member = CountyFK(Member, models.PROTECT, related_name="claims")
    objects: "models.Manager[Any]"

    class Meta:
        verbose_name = _("identity claim")
        verbose_name_plural = _("identity claims")

    def __str__(self) -> str:
        return f"{self.county_code} {self.household_id}"
