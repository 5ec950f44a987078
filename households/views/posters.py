"""What leaves the house of a notice: the poster to print, the same as a PDF, the sealed text."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from households import notices, posters
from households.http import REFUSED
from households.models import Notice
from povertyreg.documents.glyphs import Missing, code_points
from povertyreg.documents.qr import data_uri
from povertyreg.pages import UserRequest, render_page

may_see = permission_required("households.view_notice", raise_exception=True)


@require_safe
@may_see
def notice_poster(request: UserRequest, pk: int) -> HttpResponse:
    """For the wall, to be printed by the browser with the fonts of this computer."""
    notice = _find(request, pk)
    made = posters.poster(notice, _origin(request))
    context = {"notice": notice, "poster": made, "qr": data_uri(made.mark)}
    return render_page(request, "households/notice_poster.html", context)


@require_safe
@may_see
def notice_poster_pdf(request: UserRequest, pk: int) -> HttpResponse:
    """`?paper=a3`: larger; `?marked=1`: characters that the font lacks are printed as 〓."""
    notice = _find(request, pk)
    made = posters.poster(notice, _origin(request))
    paper = posters.A3 if request.GET.get("paper") == posters.A3 else posters.A4
    missing = posters.missing(made)
    if missing and "marked" not in request.GET:
        return _unprintable(request, notice, paper, missing)
    name = f"{notice.village_id}-{notice.level}-{notice.round.year}-{notice.serial}-{paper}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(posters.pdf(paper, made), content_type="application/pdf", headers=headers)


def _unprintable(
    request: UserRequest, notice: Notice, paper: str, missing: list[Missing]
) -> HttpResponse:
    rows = [(gap, code_points(gap.characters)) for gap in missing]
    context = {
        "notice": notice,
        "rows": rows,
        "browser": reverse("rounds:notice-poster", args=[notice.pk]),
        "marked": f"{request.path}?paper={paper}&marked=1",
    }
    return render(request, "households/notice_unprintable.html", context, status=REFUSED)


@require_safe
@may_see
def notice_canonical(request: UserRequest, pk: int) -> HttpResponse:
    """The very bytes of which the fingerprint is the SHA-256: nothing before, nothing after."""
    notice = _find(request, pk)
    text = notices.canonical(notice, notice.entries.all())
    name = f"{notice.village_id}-{notice.level}-{notice.round.year}-{notice.serial}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.encode(), content_type="text/plain; charset=utf-8", headers=headers)


def _find(request: UserRequest, pk: int) -> Notice:
    found = Notice.objects.visible_to(request.user).select_related(
        "village__township__county", "round", "corrects"
    )
    return get_object_or_404(found, pk=pk)


def _origin(request: UserRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
