"""The trail for those who audit: who did what, when and why, in their area."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from povertyreg.audit.filters import EntryFilter
from povertyreg.audit.models import Entry
from povertyreg.audit.tables import EntryTable
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest


@require_safe
@permission_required("audit.view_entry", raise_exception=True)
def entry_list(request: UserRequest) -> HttpResponse:
    return list_page(
        request,
        "audit/entry_list.html",
        rows=Entry.objects.visible_to(request.user).select_related("by"),
        table=EntryTable,
        filters=EntryFilter,
    )
