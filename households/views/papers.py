"""The papers of a household: the card and its upload, a paper itself, taking one back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from households import attachments, requests, stored_files
from households.forms.papers import PaperForm, WithdrawForm
from households.http import REFUSED, require_right, show_refusal
from households.models import Attachment, Household
from households.scans import PDF
from povertyreg.pages import UserRequest, render_page

KEEP, AUDIT = "households.keep_papers", "audit.view_entry"
PAGE = "households/paper_list.html"

may_see = permission_required("households.view_household", raise_exception=True)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@may_see
def paper_list(request: UserRequest, number: str) -> HttpResponse:
    """The papers by kind. Several files come at once, and each gets an answer of its own."""
    household = requests.found(request, number)
    if request.method != "POST":
        return _show(request, household, PaperForm())
    require_right(request, KEEP, household)
    form = PaperForm(request.POST, request.FILES)
    stored, refused = _file(request, household, form) if form.is_valid() else ([], [])
    if not stored:
        return _show(request, household, form, refused=refused, status=REFUSED)
    said = _stored(len(stored))
    if not request.htmx and not refused:
        messages.success(request, said)
        return redirect("households:paper-list", household.number)
    return _show(request, household, PaperForm(), said=said, refused=refused)


def _file(
    request: UserRequest, household: Household, form: PaperForm
) -> tuple[list[Attachment], list[tuple[str, str]]]:
    """What was stored, and the name of each file that was not, with the reason."""
    stored, refused = [], []
    kind, note = form.cleaned_data["kind"], form.cleaned_data["note"]
    for upload in sent(request):
        try:
            stored.append(attachments.store(household, upload, kind, note, by=request.user))
        except ValidationError as refusal:
            refused.append((stored_files.printable(upload.name), " ".join(refusal.messages)))
    if not stored and not refused:
        form.add_error("papers", _("Choose a photo or a PDF, or take a photo."))
    return stored, refused


def sent(request: UserRequest) -> "list[UploadedFile[bytes]]":
    """Empty ones too, which Django's own field would leave out."""
    return [*request.FILES.getlist("papers"), *request.FILES.getlist("camera")]


def _stored(number: int) -> str:
    return ngettext("%(count)d paper is on file.", "%(count)d papers are on file.", number) % {
        "count": number
    }


def _show(
    request: UserRequest, household: Household, form: PaperForm, status: int = 200, **said: Any
) -> HttpResponse:
    papers = Attachment.objects.visible_to(request.user).filter(household=household)
    papers = papers.select_related("uploaded_by", "withdrawn_by")
    on_file = list(papers.on_file())
    audits = request.user.has_perm(AUDIT, household)
    context = {
        "household": household,
        "papers": on_file,
        "withdrawn": list(papers.exclude(withdrawn_at=None)) if audits else [],
        "form": form,
        "may_keep": request.user.has_perm(KEEP, household),
        "is_full": len(on_file) >= attachments.MOST_PAPERS,
        **said,
    }
    response = render_page(request, PAGE, context, part="papers")
    response.status_code = status
    return response


@require_safe
@may_see
def paper_detail(request: UserRequest, number: str, pk: int) -> HttpResponseBase:
    """The original, whole. A picture is shown, a PDF is a download."""
    paper = _found(request, number, pk)
    try:
        content = attachments.hand_out(paper, by=request.user)
    except FileNotFoundError:
        messages.error(
            request,
            _("The storage has lost this paper. Tell those who run this server its name: %(name)s")
            % {"name": paper.name},
        )
        return redirect("households:paper-list", number)
    return as_it_is(content, paper.content_type, paper.name)


@require_safe
@may_see
def paper_thumbnail(request: UserRequest, number: str, pk: int) -> HttpResponse:
    """A small picture for the card."""
    try:
        small = stored_files.thumbnail(_found(request, number, pk))
    except FileNotFoundError as lost:
        raise Http404 from lost
    if not small:
        raise Http404
    return as_it_is(small, "image/jpeg", "thumbnail.jpg")


@get_or_post
@may_see
def paper_withdraw(request: UserRequest, number: str, pk: int) -> HttpResponse:
    """Taken back with a reason; it stays in the house."""
    paper = _found(request, number, pk)
    require_right(request, KEEP, paper)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            attachments.withdraw(paper, form.cleaned_data["reason"], by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The paper is taken back. Auditors can still see it."))
            return redirect("households:paper-list", number)
    context = {"form": form, "paper": paper, "household": paper.household}
    response = render_page(request, "households/paper_withdraw.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _found(request: UserRequest, number: str, pk: int) -> Attachment:
    """The paper of a household in the reader's area; what was taken back, for auditors alone."""
    household = requests.found(request, number)
    papers = Attachment.objects.visible_to(request.user).filter(household=household)
    if not request.user.has_perm(AUDIT, household):
        papers = papers.on_file()
    paper: Attachment = get_object_or_404(papers.select_related("household__village"), pk=pk)
    return paper


def as_it_is(content: bytes, content_type: str, name: str) -> HttpResponse:
    """As the type that was found in it, and as no other that a browser might guess."""
    disposition = content_disposition_header(content_type == PDF, name) or "attachment"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )
