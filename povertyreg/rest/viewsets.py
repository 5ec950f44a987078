"""Rows of the reader's own area, for reading."""

from typing import Any

from django.db.models import Model, QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.viewsets import ReadOnlyModelViewSet

from povertyreg.rest.paging import ByKey


class AreaViewSet(ReadOnlyModelViewSet[Any]):
    """What lies outside the reader's area is not found. Nothing is written here."""

    filter_backends = (DjangoFilterBackend,)
    pagination_class = ByKey
    model: type[Model]
    permission_required: str

    def get_queryset(self) -> QuerySet[Any]:
        manager: Any = self.model._default_manager
        if getattr(self, "swagger_fake_view", False):  # the schema is drawn for nobody
            rows: QuerySet[Any] = manager.none()
        else:
            rows = self.related(manager.visible_to(self.request.user))
        return rows

    def related(self, rows: Any) -> Any:
        """What a row needs besides, so that the number of queries does not grow with the rows."""
        return rows
