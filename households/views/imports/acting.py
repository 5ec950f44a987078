"""What is done with an import: written, confirmed, dropped, stopped, taken up again, undone."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from households import importing
from households.http import REFUSED
from households.importing import stages
from households.importing.equation import equation
from households.views.imports.access import CONFIRM, IMPORT, find, find_to_act, may_see
from households.views.imports.showing import show
from povertyreg.exchange.models import Import
from povertyreg.jobs import lease
from povertyreg.pages import UserRequest, render_page


@require_POST
@may_see
def import_confirm(request: UserRequest, pk: int) -> HttpResponse:
    """Writes; above the county's threshold another person does it by the same button."""
    waits = find(request, pk).state == Import.State.WAITING
    import_ = find_to_act(request, pk, CONFIRM if waits else IMPORT)
    choice = import_.choice if waits else request.POST.get("choice", Import.Choice.GOOD)
    if choice not in Import.Choice.values:
        choice = Import.Choice.GOOD
    return _answer(request, import_, lambda: importing.confirm(import_, choice, by=request.user))


@require_POST
@may_see
def import_drop(request: UserRequest, pk: int) -> HttpResponse:
    """Nothing of it is written; the row stays."""
    import_ = find_to_act(request, pk)
    return _answer(
        request,
        import_,
        lambda: importing.drop(import_, by=request.user),
        _("The import is dropped. Nothing of it was written."),
    )


@require_POST
@may_see
def import_stop(request: UserRequest, pk: int) -> HttpResponse:
    """Ends the work that is under way; what is written already stays."""
    import_ = find_to_act(request, pk)
    if import_.job:
        lease.cancel(import_.job)
    return redirect(import_)


@require_POST
@may_see
def import_resume(request: UserRequest, pk: int) -> HttpResponse:
    """Takes up what was stopped: reads again, or goes on writing."""
    import_ = find_to_act(request, pk)
    if not stages.is_stopped(import_):
        return redirect(import_)
    if import_.state == Import.State.WRITING:
        return _answer(request, import_, lambda: importing.resume(import_, by=request.user))
    return _answer(request, import_, lambda: importing.start(import_))


@require_http_methods(["GET", "HEAD", "POST"])
@may_see
def import_undo(request: UserRequest, pk: int) -> HttpResponse:
    """Asks first: it says what goes back, and what stays."""
    import_ = find_to_act(request, pk)
    if import_.state != Import.State.WRITTEN:
        return redirect(import_)
    if request.method == "POST":
        return _answer(request, import_, lambda: importing.undo(import_, by=request.user))
    context = {"import": import_, "equation": equation(import_)}
    return render_page(request, "imports/import_undo.html", context)


def _answer(
    request: UserRequest, import_: Import, act: Callable[[], object], said: str = ""
) -> HttpResponse:
    """Back to its page, or the page with the sentence of the refusal."""
    try:
        act()
    except ValidationError as refusal:
        fresh = find(request, import_.pk)
        return show(request, fresh, status=REFUSED, refused=refusal.messages)
    if said:
        messages.success(request, said)
    return redirect(import_)
