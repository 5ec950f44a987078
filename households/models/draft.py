"""What somebody has typed and not saved yet, kept on the server and nowhere else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from households.querysets import DraftQuerySet
from povertyreg.privacy import EncryptedField
from villages.models import User


class EntryDraft(models.Model):
    """A form as it stood 0.8 seconds after the last key; one for each person and form.

    `key` is the household's number and the year ("5205212252010017:2015"), or, for a new file,
    the form's own id ("new:<uuid>"). `payload` is the form as JSON: {field: [values]}.
    """

    user = models.ForeignKey(User, models.CASCADE, db_index=False, related_name="drafts")
    key = models.CharField(max_length=48)
    household_number = models.CharField(max_length=16, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    base_version = models.PositiveIntegerField(null=True)
    payload = EncryptedField(context="entrydraft.payload")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-updated_at"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_a_form")]
        indexes = [models.Index(fields=["household_number"], name="draft_household")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
