"""What the requests for household files carry: the year of entry, a search, a repeated form."""

from collections.abc import Callable

from django.db import transaction
from django.shortcuts import get_object_or_404

from households.models import Household, Round
from households.rules import normalise_id_number
from povertyreg import locks
from povertyreg.pages import UserRequest
from villages.http import working_year

SEARCH, DONE, YEAR = "household_search", "done_requests", "year"
KEPT = "kept"
"""In the address of a list: its search is remembered, not written there."""

REMEMBERED_REQUESTS = 20
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


def once(request: UserRequest, act: Callable[[], str]) -> str:
    """What `act` returned the first time that this very form was sent; a second click waits for it.

    The form has a hidden `request_id`; the session keeps the answers.
    """
    request_id = _request_id(request)
    if not request_id:
        return act()
    with transaction.atomic():
        locks.hold(f"form {request_id}")
        if answer := answered(request):
            return answer
        answer = act()
        _keep(request, request_id, answer)
    return answer


def answered(request: UserRequest) -> str:
    """The answer of the same form sent before, or an empty text."""
    return _answers(request).get(_request_id(request), "")


def _request_id(request: UserRequest) -> str:
    return str(request.POST.get("request_id", ""))[:36]


def _answers(request: UserRequest) -> dict[str, str]:
    """Read anew: another request of the same person may have written them a moment ago."""
    stored = type(request.session)(request.session.session_key)
    answers: dict[str, str] = stored.get(DONE, {})
    return answers


def _keep(request: UserRequest, request_id: str, answer: str) -> None:
    """Saved with the transaction that did it, so that both are there or neither."""
    kept = [*_answers(request).items(), (request_id, answer)]
    request.session[DONE] = dict(kept[-REMEMBERED_REQUESTS:])
    request.session.save()
