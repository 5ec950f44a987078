"""The result of a job is handed to its requester, if the rights are still there."""

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import FileResponse

from povertyreg import sealed
from povertyreg.audit import trail
from povertyreg.jobs.kinds import kind_of
from povertyreg.jobs.models import Job

if TYPE_CHECKING:
    from villages.models import User


def hand_out(job: Job, *, by: "User") -> FileResponse:
    """The file as a download; the trail keeps who fetched it."""
    job.requested_by = by
    if not kind_of(job).allows(job):
        raise PermissionDenied
    trail.record(by, "fetch_result", job, area=job.area_code, file=job.result_name)
    content = BytesIO(sealed.unseal(job.result))
    return FileResponse(content, as_attachment=True, filename=job.result_name)
