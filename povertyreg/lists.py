"""One way to show a list: filter, table, pages, and the same thing as a part for htmx."""

from collections.abc import Callable
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpResponse
from django_filters import FilterSet
from django_tables2 import RequestConfig
from django_tables2.data import TableQuerysetData

from povertyreg.pages import UserRequest, render_page

ROWS_PER_PAGE = 50


class Narrowing(FilterSet):  # type: ignore[misc]
    """A value that does not fit its filter finds nothing."""

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        narrowed: QuerySet[Any] = super().filter_queryset(queryset)
        return narrowed.none() if self.errors else narrowed


class Steady(TableQuerysetData):  # type: ignore[misc]
    """Rows that are sorted alike keep one order: no page loses one or shows it twice."""

    data: Any

    def order_by(self, aliases: Any) -> None:
        super().order_by(aliases)
        self.data = self.data.order_by(*self.data.query.order_by, "pk")


def list_page(
    request: UserRequest,
    template: str,
    *,
    rows: QuerySet[Any],
    table: Callable[..., tables.Table],
    filters: type[FilterSet] | None = None,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """`template` draws {{ table }} in a partial called "list"; filters and page stay in the URL.

    The context has `table`, `filter` or None, and what `context` adds.
    """
    narrowed = filters(request.GET, queryset=rows, request=request) if filters else None
    shown = table(Steady(narrowed.qs if narrowed else rows), request=request)
    RequestConfig(request, paginate={"per_page": ROWS_PER_PAGE}).configure(shown)
    return render_page(
        request, template, {"table": shown, "filter": narrowed, **(context or {})}, part="list"
    )
