"""Imports that wait for a second person, and for whom."""

from typing import Final

from povertyreg.exchange.models import Import
from villages.models import User

CONFIRM: Final = "households.confirm_import"
MOST: Final = 20


def waiting_for(user: User, area: str = "") -> list[Import]:
    """Those that this officer may confirm, the oldest first; nobody confirms his own."""
    if not user.has_perm(CONFIRM):
        return []
    waiting = Import.objects.visible_to(user).filter(
        state=Import.State.WAITING, area_code__startswith=area
    )
    others = waiting.exclude(requested_by=user).select_related("requested_by")
    oldest = others.order_by("requested_at", "pk")[:MOST]
    return [import_ for import_ in oldest if user.has_perm(CONFIRM, import_)]
