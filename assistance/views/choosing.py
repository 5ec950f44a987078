"""Choosing a cadre: who may be chosen, and which of them the page offers."""

from typing import Any, TypeVar

from assistance.forms.pairings import PairForm
from assistance.models import Cadre
from povertyreg import clock
from povertyreg.pages import UserRequest

SHOWN = 8

Form = TypeVar("Form", bound=PairForm)


def form(kind: type[Form], request: UserRequest, place: str, **options: Any) -> Form:
    """The form with the cadres in service whose area covers the place."""
    today = clock.today()
    cadres = Cadre.objects.visible_to(request.user).helping_in(place).serving(today)
    cadres = cadres.with_households(today).select_related("unit").defer("phone")
    return kind(request.POST or None, candidates=cadres, today=today, **options)


def shown(request: UserRequest, form: PairForm) -> dict[str, Any]:
    """Those who fit the search, the fewest households first; the one chosen stays in sight."""
    q = request.GET.get("q", "")
    field: Any = form.fields["cadre"]
    offered = field.queryset.named(q).order_by("households", "pinyin", "pk")
    chosen = str(form["cadre"].value() or "")
    first = list(field.queryset.filter(pk=chosen)) if chosen.isdecimal() else []
    others = [cadre for cadre in offered[:SHOWN] if cadre not in first]
    return {"q": q, "candidates": [*first, *others], "chosen": chosen, "limit": SHOWN}
