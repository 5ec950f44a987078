"""Whether this installation works: the server answers, the database too, a worker is there."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from povertyreg.jobs.presence import is_a_worker_there


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """For whoever watches over the machines; it tells nothing about anybody.

    Without a worker the pages still work, only long jobs wait: that is said, but is no failure.
    """
    try:
        worker = is_a_worker_there()
    except DatabaseError:
        return JsonResponse({"up": True, "database": False, "worker": False}, status=503)
    return JsonResponse({"up": True, "database": True, "worker": worker})
