"""Reports for programs: the same figures as on the page and in the workbook."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from povertyreg.figures import EVERY_STATE, POOR_ONLY
from povertyreg.reports import scopes
from povertyreg.reports.catalogue import REPORTS
from povertyreg.reports.data import as_data
from povertyreg.reports.drawing import drawn
from villages.http import FIRST_YEAR, LAST_YEAR


class EntrySerializer(serializers.Serializer[Any]):
    """A report of the catalogue."""

    slug = serializers.CharField()
    code = serializers.CharField()
    title = serializers.CharField()
    question = serializers.CharField()


class AskedSerializer(serializers.Serializer[Any]):
    """What a report is asked for."""

    area = serializers.CharField(default="", help_text="A division code within one's own area.")
    year = serializers.IntegerField(
        default=None,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="Without it the latest on file.",
    )
    state = serializers.ChoiceField(
        choices=[EVERY_STATE, POOR_ONLY],
        default=EVERY_STATE,
        help_text="All on file, or only the currently poor; T1 alone makes a difference.",
    )


class DrawnSerializer(serializers.Serializer[Any]):
    """A report as it was drawn; rows and total have a figure for each column."""

    report = serializers.CharField()
    title = serializers.CharField()
    area = serializers.DictField(child=serializers.CharField())
    year = serializers.IntegerField()
    previous_year = serializers.IntegerField()
    state = serializers.CharField()
    as_of = serializers.DateField()
    made_at = serializers.DateTimeField()
    unit = serializers.CharField()
    columns = serializers.ListField(child=serializers.DictField())
    rows = serializers.ListField(child=serializers.DictField())
    total = serializers.DictField()
    checks = serializers.ListField(child=serializers.DictField())
    definition = serializers.ListField(child=serializers.DictField())
    reported = serializers.ListField(child=serializers.DictField())


class ReportViewSet(ViewSet):
    """The reports, computed from household rows."""

    permission_required = scopes.VIEW
    lookup_field = "slug"

    @extend_schema(responses=EntrySerializer(many=True))
    def list(self, request: Request) -> Response:
        """Every report with what it answers."""
        return Response(EntrySerializer(REPORTS.values(), many=True).data)

    @extend_schema(
        parameters=[AskedSerializer, OpenApiParameter("slug", str, OpenApiParameter.PATH)],
        responses=DrawnSerializer,
    )
    def retrieve(self, request: Request, slug: str) -> Response:
        """A report of an area and a year."""
        asked = AskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return Response(as_data(drawn(*self._scope(request, slug, asked.validated_data))))

    def _scope(self, request: Request, slug: str, asked: dict[str, Any]) -> tuple[Any, Any]:
        try:
            report, user = REPORTS[slug], request.user
            area = scopes.area_for(user, asked["area"])  # type: ignore[arg-type]
        except (KeyError, scopes.OutsideTheArea) as unknown:
            raise NotFound from unknown
        state = asked["state"] if report.states else EVERY_STATE
        scope = scopes.scope_for(report, user, area=area, year=asked["year"], state=state)  # type: ignore[arg-type]
        return report, scope
