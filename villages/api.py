"""Villages for programs."""

from typing import Any

from rest_framework import serializers

from povertyreg.rest.viewsets import AreaViewSet
from villages.models import Village


class VillageSerializer(serializers.ModelSerializer[Village]):
    township = serializers.CharField(source="township_id", help_text="Its division code.")

    class Meta:
        model = Village
        fields = ("code", "name_zh", "name_en", "kind", "township")


class VillageViewSet(AreaViewSet):
    """The villages and communities of one's own area."""

    model = Village
    permission_required = "villages.view_village"
    serializer_class = VillageSerializer
    lookup_field = "code"
    filterset_fields: Any = ("township",)
