"""Which columns a person takes out of a list: those chosen now, or else the last time."""

from collections.abc import Iterable

from povertyreg.exchange.resources import FullList
from villages.models import User


def columns_for(user: User, wanted: FullList) -> tuple[str, ...]:
    """As chosen the last time, or the usual ones; a column that is offered no more is left out."""
    kept = known(wanted, user.list_columns.get(wanted.slug, ()))
    return kept or wanted.resource.usual()


def known(wanted: FullList, names: Iterable[str]) -> tuple[str, ...]:
    """Those that the list has, in its order."""
    asked = set(names)
    return tuple(name for name in wanted.resource.offered() if name in asked)


def remember(user: User, wanted: FullList, names: tuple[str, ...]) -> None:
    """Kept with the account; the usual ones need no keeping."""
    kept = {slug: chosen for slug, chosen in user.list_columns.items() if slug != wanted.slug}
    if names and names != wanted.resource.usual():
        kept[wanted.slug] = list(names)
    if kept != user.list_columns:
        user.list_columns = kept
        user.save(update_fields=["list_columns"])
