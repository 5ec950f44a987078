"""The pages of jobs: mine, one with its progress, cancelling it, fetching its file."""

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Coalesce, Now
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from povertyreg.jobs import lease
from povertyreg.jobs.handing_out import Gone, hand_out, why_gone
from povertyreg.jobs.kinds import kind_of
from povertyreg.jobs.models import Job, JobQuerySet
from povertyreg.pages import UserRequest, render_page

NEWEST = 100
GONE = 410


def _mine(request: UserRequest) -> JobQuerySet:
    """With the time that each has taken, by the database's clock."""
    took = Coalesce("finished_at", Now()) - F("started_at")
    return Job.objects.of(request.user).annotate(took=took).with_file_state()


@require_safe
def job_list(request: UserRequest) -> HttpResponse:
    jobs = list(_mine(request)[:NEWEST])
    rows = [{"job": job, "title": kind_of(job).title(job)} for job in jobs]
    return render_page(request, "jobs/job_list.html", {"rows": rows})


@require_safe
def job_detail(request: UserRequest, pk: int) -> HttpResponse:
    """Asked for every two seconds until the job is over."""
    return job_detail_page(request, pk)


def job_detail_page(request: UserRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(_mine(request), pk=pk)
    if job.is_over and not job.seen:
        Job.objects.filter(pk=pk).update(seen=True)
    kind = kind_of(job)
    context = {
        "job": job,
        "title": kind.title(job),
        "unit": kind.unit(),
        "took": minutes(getattr(job, "took", None)),
        "left": minutes(time_left(job)),
        "gone": why_gone(job) if job.is_for_once and not job.has_file else "",
    }
    return render_page(request, "jobs/job_detail.html", context, part="progress")


def time_left(job: Job) -> timedelta | None:
    """If the rest goes as fast as what is done; None as long as that cannot be said."""
    took: timedelta | None = getattr(job, "took", None)
    if job.state != Job.State.RUNNING or not (took and job.done and job.total):
        return None
    return took * max(job.total - job.done, 0) / job.done


def minutes(time: timedelta | None) -> str:
    """Minutes and seconds, as 01:05."""
    if time is None:
        return ""
    whole, seconds = divmod(int(time.total_seconds()), 60)
    return f"{whole:02}:{seconds:02}"


@require_POST
def job_cancel(request: UserRequest, pk: int) -> HttpResponse:
    """A job that was over already stays as it is."""
    lease.cancel(get_object_or_404(Job.objects.of(request.user), pk=pk))
    return redirect("jobs:job-detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def job_download(request: UserRequest, pk: int) -> HttpResponseBase:
    """A file for once is only given to a press of the button: what looks ahead takes nothing."""
    job = get_object_or_404(Job.objects.of(request.user), pk=pk)
    if not (job.result or job.is_for_once):
        raise Http404
    if job.is_for_once and request.method != "POST":
        return redirect("jobs:job-detail", pk)
    try:
        return hand_out(job, by=request.user)
    except Gone:
        response = job_detail_page(request, pk)
        response.status_code = GONE
        return response
