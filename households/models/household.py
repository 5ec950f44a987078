"""The permanent identity of a household: its number, place and how it is reached."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.codes import CodeField
from households.models.history import tracked
from households.querysets import HouseholdQuerySet
from povertyreg.privacy import EncryptedField, mask_account, mask_phone
from povertyreg.scoping import CountyFK, VillageScoped
from villages.models import User, VillageGroup

if TYPE_CHECKING:
    from households.models.yearly import HouseholdYear


def flag(label: Any) -> models.BooleanField[Any, Any]:
    """Yes, no, or (None) not stated: an empty field of the form is never taken for a no."""
    return models.BooleanField(label, null=True, blank=True)


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
    is_one_child_family = flag(_("one-child family"))
    is_two_daughter_family = flag(_("two-daughter family"))
    is_family_planning = flag(_("family-planning household"))
    planned_exit_in = models.PositiveSmallIntegerField(
        _("planned year of exit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )
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
            models.Index(
                fields=["county_code", "national_number"],
                condition=~Q(national_number=""),
                name="household_national_number",
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
