"""What the requests for household files carry: the year of entry, a search, a repeated form."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from households.idnumbers import normalise_id_number
from households.models import Household, Round
from povertyreg import locks
from povertyreg.audit.models import Entry
from povertyreg.pages import UserRequest
from villages.http import working_year

SEARCH, YEAR = "household_search", "year"
KEPT = "kept"
"""In the address of a list: its search is remembered, not written there."""

REMEMBERED = timedelta(days=1)
FEWEST_DIGITS = 4


def found(request: UserRequest, number: str) -> Household:
    """The household with this number, or 404 outside the reader's area."""
    households = Household.objects.visible_to(request.user)
    with_names = households.select_related("village", "group", "householder", "changed_by")
    return get_object_or_404(with_names, number=number)


def entry_year(request: UserRequest) -> int:
    """`?year=`, or the year of the round that is running, or the working year."""
    if YEAR not in request.GET:
        running = Round.objects.visible_to(request.user).running()
        latest = running.order_by("-year").values_list("year", flat=True).first()
        if latest:
            return int(latest)
    return working_year(request)


def is_private(term: str) -> bool:
    """Whether a search may be part of an ID number, and so must stay out of addresses and logs."""
    number = normalise_id_number(term)
    return len(number) >= FEWEST_DIGITS and number[:-1].isdigit()


def remember_search(request: UserRequest, term: str) -> None:
    request.session[SEARCH] = term


def remembered_search(request: UserRequest) -> str:
    return str(request.session.get(SEARCH, ""))


def once(request: UserRequest, act: Callable[[str], Household]) -> str:
    """The number of the household that this very form wrote; a second click waits for the first.

    The form has a hidden `request_id`, which `act` notes in the audit trail.
    """
    request_id = request_id_of(request)
    with transaction.atomic():
        if request_id:
            locks.hold(f"form {request_id}")
        return answered(request) or act(request_id).number


def unless_saved(request: UserRequest, number: str, act: Callable[[], None]) -> bool:
    """Act while the form is being typed; what arrives after it was saved comes too late.

    `number`: of the file, or an empty text for a new one. 404 outside the reader's area.
    """
    with transaction.atomic():
        locks.hold(f"form {request_id_of(request)}")
        written = _written_by(request, request_id_of(request))
        is_saved = _asked_of_file(request, number, written) if number else written.exists()
        if not is_saved:
            act()
        return not is_saved


def _asked_of_file(request: UserRequest, number: str, written: QuerySet[Entry]) -> bool:
    """Both questions at once: whether the file may be seen, and whether the form wrote it."""
    files = Household.objects.visible_to(request.user).filter(number=number)
    found = files.values_list(Exists(written), flat=True).first()
    if found is None:
        raise Http404
    return bool(found)


def _written_by(request: UserRequest, request_id: str) -> QuerySet[Entry]:
    return Entry.objects.visible_to(request.user).filter(
        by=request.user,
        at__gte=timezone.now() - REMEMBERED,
        subject=Household._meta.label_lower,
        details__request_id=request_id,
    )


def answered(request: UserRequest) -> str:
    """The number of the household that the same form wrote before, or an empty text."""
    request_id = request_id_of(request)
    if not request_id:
        return ""
    written = _written_by(request, request_id)
    households = Household.objects.visible_to(request.user)
    numbers = households.filter(pk__in=written.values("subject_id")).values_list(
        "number", flat=True
    )
    return numbers.first() or ""


def request_id_of(request: UserRequest) -> str:
    """The hidden id of the form, or an empty text where it is none."""
    try:
        return str(UUID(str(request.POST.get("request_id", ""))))
    except ValueError:
        return ""


def sent_number(request: UserRequest, name: str) -> int:
    """A whole number that no form reads, or 404: the page itself sends it."""
    text = sent_text(request, name)
    if not text.isdecimal() or len(text) > 9:
        raise Http404
    return int(text)


def sent_text(request: UserRequest, name: str) -> str:
    """A field that no form reads; the database knows no NUL."""
    return str(request.POST.get(name, "")).replace("\0", "").strip()
