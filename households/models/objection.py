"""An objection against a posted list, and how it was decided."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from households.choices import Channel, Decision, ObjectionKind
from households.models.history import tracked
from households.models.publicity import Notice
from households.models.registration import Case
from households.querysets import ObjectionQuerySet
from povertyreg.privacy import EncryptedField
from povertyreg.scoping import CountyFK, VillageScoped
from villages.models import User


@tracked("sender")
class Objection(VillageScoped):
    """Holds back only the household that it is about, until it is decided."""

    notice = CountyFK(Notice, models.PROTECT, related_name="objections")
    case = CountyFK(Case, models.PROTECT, null=True, blank=True, related_name="objections")
    about_name = models.CharField(
        _("household that has no case"), max_length=60, blank=True, default="", db_default=""
    )
    about_group = models.PositiveSmallIntegerField(_("its group"), null=True, blank=True)
    number = models.PositiveIntegerField(_("number"), default=0, db_default=0, editable=False)
    received_on = models.DateField(_("received on"))
    channel = models.CharField(_("received"), max_length=12, choices=Channel)
    kind = models.CharField(_("kind"), max_length=20, choices=ObjectionKind)
    objector = models.CharField(_("objector (may stay unnamed)"), max_length=60, blank=True)
    content = models.TextField(_("what is objected"), max_length=1000)
    contact = EncryptedField(
        _("how to reach the objector"),
        blank=True,
        default="",
        db_default="",
        context="objection.contact",
    )
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    recorded_at = models.DateTimeField(db_default=Now())
    request_id = models.UUIDField(null=True, editable=False)
    sender = models.CharField(max_length=32, blank=True, db_default="", editable=False)
    """Of the public page: a digest of the day and the address, by which floods are held off."""
    reply_by = models.DateField(_("reply due on"), null=True, blank=True)
    investigator = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    investigated_on = models.DateField(_("investigated on"), null=True, blank=True)
    replied_on = models.DateField(_("replied on"), null=True, blank=True)
    finding = models.TextField(_("finding"), max_length=1000, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, db_constraint=False, related_name="+"
    )

    objects = ObjectionQuerySet["Objection"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-received_on", "-id"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.CheckConstraint(
                name="objection_about_somebody",
                condition=Q(case__isnull=False) | ~Q(about_name=""),
                violation_error_message=_("Say which household the objection is about."),
            ),
            models.UniqueConstraint(
                fields=["county_code", "request_id"], name="objection_sent_once"
            ),
            models.CheckConstraint(
                name="objection_replied_after_it_was_decided",
                condition=Q(replied_on=None) | Q(replied_on__gte=F("decided_on")),
                violation_error_message=_("The reply cannot lie before the decision."),
            ),
            models.UniqueConstraint(fields=["county_code", "id"], name="objection_county_id"),
            models.CheckConstraint(
                name="objection_decided_as_a_whole",
                condition=Q(decision="", decided_on=None, decided_by=None)
                | (~Q(decision="") & Q(decided_on__gte=F("received_on")) & ~Q(finding="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["county_code", "case"], condition=Q(decision=""), name="objection_open"
            )
        ]

    @property
    def reference(self) -> str:
        """As it is told to the objector: the year and the number in it."""
        return f"{self.received_on.year}-{self.number:03d}"

    @property
    def about(self) -> str:
        """The household that it is about, as a person names it."""
        return self.case.household.householder_name if self.case else self.about_name

    def __str__(self) -> str:
        return f"{self.case_id or self.about_name} {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        return not self.decision
