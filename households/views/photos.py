"""Photos of a meeting, a notice or an objection: put on file, opened, taken back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from households import photos, stored_files
from households.forms.papers import PhotoForm, WithdrawForm
from households.http import REFUSED, require_right, show_refusal
from households.models import MeetingOfRepresentatives, Notice, Objection, Photo
from households.photos import Subject
from households.views.papers import as_it_is, sent
from povertyreg.pages import UserRequest, render_page

KEEP, AUDIT = "households.keep_photos", "audit.view_entry"

may_see = permission_required("households.view_notice", raise_exception=True)
may_keep = permission_required(KEEP, raise_exception=True)


def shown(request: UserRequest, subject: Subject) -> dict[str, Any]:
    """What `_photos.html` needs, for the page of the subject."""
    of = photos.name_of(subject)
    found = Photo.objects.visible_to(request.user).filter(**{of: subject})
    found = found.select_related("uploaded_by", "withdrawn_by")
    audits = request.user.has_perm(AUDIT, subject)
    return {
        "of": of,
        "pk": subject.pk,
        "on_file": list(found.on_file()),
        "withdrawn": list(found.exclude(withdrawn_at=None)) if audits else [],
        "form": PhotoForm(of=of) if request.user.has_perm(KEEP, subject) else None,
    }


@require_POST
@may_keep
def photo_add(request: UserRequest, of: str, pk: int) -> HttpResponse:
    """Several at once; each one that is not taken gets an answer of its own."""
    subject = _subject(request, of, pk)
    require_right(request, KEEP, subject)
    form = PhotoForm(request.POST, request.FILES, of=of)
    uploads = sent(request)
    if not form.is_valid() or not uploads:
        messages.error(request, _("Say what the photo shows, and choose a photo or a PDF."))
        return redirect(_page_of(subject))
    stored = 0
    for upload in uploads:
        try:
            photos.put_on_file(subject, upload, form.cleaned_data["kind"], by=request.user)
            stored += 1
        except ValidationError as refusal:
            why = " ".join(refusal.messages)
            messages.error(request, f"{stored_files.printable(upload.name)} · {why}")
    if stored:
        messages.success(request, _stored(stored))
    return redirect(_page_of(subject))


def _stored(number: int) -> str:
    return ngettext("%(count)d photo is on file.", "%(count)d photos are on file.", number) % {
        "count": number
    }


@require_safe
@may_see
def photo_detail(request: UserRequest, pk: int) -> HttpResponseBase:
    """The original, whole. A picture is shown, a PDF is a download."""
    photo = _found(request, pk)
    try:
        content = photos.hand_out(photo, by=request.user)
    except FileNotFoundError:
        messages.error(
            request,
            _("The storage has lost this paper. Tell those who run this server its name: %(name)s")
            % {"name": photo.name},
        )
        return redirect(_page_of(photos.subject_of(photo)))
    return as_it_is(content, photo.content_type, photo.name)


@require_safe
@may_see
def photo_thumbnail(request: UserRequest, pk: int) -> HttpResponse:
    """A small picture for the page."""
    try:
        small = stored_files.thumbnail(_found(request, pk))
    except FileNotFoundError as lost:
        raise Http404 from lost
    if not small:
        raise Http404
    return as_it_is(small, "image/jpeg", "thumbnail.jpg")


@require_http_methods(["GET", "HEAD", "POST"])
@may_keep
def photo_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Taken back with a reason; it stays in the house."""
    photo = _found(request, pk)
    require_right(request, KEEP, photo)
    back = _page_of(photos.subject_of(photo))
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            photos.withdraw(photo, form.cleaned_data["reason"], by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The photo is taken back. Auditors can still see it."))
            return redirect(back)
    context = {"form": form, "photo": photo, "back": back}
    response = render_page(request, "households/photo_withdraw.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _subject(request: UserRequest, of: str, pk: int) -> Subject:
    """The meeting, notice or objection, or 404 outside the reader's area."""
    match of:
        case "meeting":
            return get_object_or_404(
                MeetingOfRepresentatives.objects.visible_to(request.user), pk=pk
            )
        case "notice":
            return get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
        case "objection":
            return get_object_or_404(Objection.objects.visible_to(request.user), pk=pk)
    raise Http404


def _page_of(subject: Subject) -> str:
    return resolve_url(f"rounds:{photos.name_of(subject)}-detail", subject.pk)


def _found(request: UserRequest, pk: int) -> Photo:
    """A photo of the reader's area; what was taken back, for auditors alone."""
    found = Photo.objects.visible_to(request.user)
    photo: Photo = get_object_or_404(found.select_related("meeting", "notice", "objection"), pk=pk)
    if photo.withdrawn_at and not request.user.has_perm(AUDIT, photo):
        raise Http404
    return photo
