"""A person of a household, and the claim that makes it one living registration a person."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from households import identity
from households.codes import CodeField
from households.models.history import tracked
from households.models.household import Changed, Household
from households.querysets import MemberQuerySet
from households.rules import age_on
from povertyreg.privacy import DigestField, EncryptedField, mask_id_number
from povertyreg.scoping import CountyFK, CountyScoped, VillageScoped

if TYPE_CHECKING:
    from households.models.yearly import MemberYear


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
    national_number = models.CharField(
        _("national person number"), max_length=30, blank=True, db_default=""
    )
    position = models.PositiveSmallIntegerField(_("row"), default=1)
    joined_on = models.DateField(_("member since"))
    joined_because = CodeField(_("why added"), codes="joining", blank=True, db_default="")
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_reason = CodeField(_("reason of leaving"), codes="leaving", blank=True, db_default="")
    left_because = models.CharField(_("why left"), max_length=200, blank=True)

    row: "MemberYear | None" = None
    """Of one year, where the queryset joined it (`with_row`)."""

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
