"""Long work: the row is the truth, the queue only wakes the workers."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

MAX_ATTEMPTS = 3


class JobQuerySet(models.QuerySet["Job"]):
    def of(self, user: Any) -> Self:
        """A job is seen by the person who asked for it."""
        return self.filter(requested_by=user)

    def abandoned(self) -> Self:
        """Running on a lease that has run out by the database's clock: their worker was killed."""
        return self.filter(state=Job.State.RUNNING, lease_until__lt=Now())

    def forgotten(self, after: timedelta) -> Self:
        """Waiting for so long that whoever was woken for them may not come any more."""
        return self.filter(state=Job.State.WAITING, lease_until__lt=Now() - after)

    def unseen(self) -> Self:
        """Over, and their requester has not looked at the end of them yet."""
        return self.filter(seen=False, finished_at__isnull=False)

    def spent(self) -> Self:
        """Whose file has had its time, and is still stored."""
        return self.filter(keep_until__lte=Now()).exclude(result="")

    def with_file_state(self) -> Self:
        """`has_file`: whether there is one to be fetched, by the database's clock."""
        is_kept = Q(keep_until__isnull=True) | Q(keep_until__gt=Now())
        return self.annotate(
            has_file=ExpressionWrapper(~Q(result="") & is_kept, models.BooleanField())
        )


class Job(models.Model):
    """A piece of work done by a worker in the name of its requester."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(_("kind"), max_length=40)
    params = models.JSONField(default=dict)
    area_code = models.CharField(_("area"), max_length=12, blank=True)
    requested_by = models.ForeignKey(
        "villages.User", models.PROTECT, related_name="jobs", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(db_default=Now())
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    result = models.FileField(upload_to="jobs/", blank=True)
    result_name = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    seen = models.BooleanField(default=False)
    keep_until = models.DateTimeField(null=True)
    """Of a file that is handed out once: when it is deleted. Others are kept."""
    fetched_at = models.DateTimeField(null=True)
    """Of such a file: when it was handed out."""
    has_file: bool
    """Where the rows were asked for `with_file_state`."""

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="job_running_has_a_lease",
                condition=~Q(state="running") | Q(lease_until__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}

    @property
    def is_for_once(self) -> bool:
        """Whether its file is handed out one time only."""
        return self.keep_until is not None
