"""Household files, cases and notices for programs: ID numbers and phones are masked here too."""

from typing import Any

import django_filters as filters
from django.db.models import Prefetch
from rest_framework import serializers

from households.choices import State
from households.models import Case, Household, HouseholdYear, Member, Notice, NoticeEntry
from povertyreg.rest.viewsets import AreaViewSet
from povertyreg.scoping import within


class RecordSerializer(serializers.ModelSerializer[HouseholdYear]):
    """What changes from year to year."""

    category_name = serializers.CharField(source="get_category_display", read_only=True)
    state_name = serializers.CharField(source="get_state_display", read_only=True)

    class Meta:
        model = HouseholdYear
        fields = (
            "year",
            "size",
            "category",
            "category_name",
            "state",
            "state_name",
            "main_cause",
            "net_income",
            "net_income_per_head",
            "confirmed_on",
        )


class MemberSerializer(serializers.ModelSerializer[Member]):
    id_number = serializers.CharField(source="masked_id_number", read_only=True)

    class Meta:
        model = Member
        fields = (
            "name",
            "pinyin",
            "id_number",
            "sex",
            "birth_date",
            "ethnic_group",
            "joined_on",
            "left_on",
        )


class HouseholdSerializer(serializers.ModelSerializer[Household]):
    village = serializers.CharField(source="village_id")
    group = serializers.IntegerField(source="group.number", allow_null=True, default=None)
    phone = serializers.CharField(source="masked_phone", read_only=True)
    householder = MemberSerializer(read_only=True)
    members = MemberSerializer(many=True, read_only=True)
    records = RecordSerializer(source="years", many=True, read_only=True)

    class Meta:
        model = Household
        fields = (
            "number",
            "national_number",
            "village",
            "group",
            "phone",
            "first_identified_in",
            "closed_on",
            "version",
            "householder",
            "members",
            "records",
        )


def _in_area(rows: Any, name: str, code: str) -> Any:
    return rows.filter(within("village", code))


class AreaFilter(filters.FilterSet):  # type: ignore[misc]
    area = filters.CharFilter(method=_in_area, help_text="A division code of 6, 9 or 12 digits.")


class HouseholdFilter(AreaFilter):
    """Category and state are those of the `year`, which must be given with them."""

    year = filters.NumberFilter(field_name="years__year", help_text="With a record of this year.")
    category = filters.CharFilter(method="by_record", help_text="01, 02, 03 or 04, with `year`.")
    state = filters.CharFilter(method="by_record", help_text="0 to 3, or poor, with `year`.")

    def by_record(self, rows: Any, name: str, value: str) -> Any:
        year = self.form.cleaned_data["year"]
        if year is None:
            return rows.none()
        if (name, value) == ("state", "poor"):
            return rows.having_year(year, state__in=State.CURRENT_POOR)
        return rows.having_year(year, **{name: value})


class HouseholdViewSet(AreaViewSet):
    """The household files of one's own area, with their members and yearly records."""

    model = Household
    permission_required = "households.view_household"
    serializer_class = HouseholdSerializer
    lookup_field = "number"
    filterset_class = HouseholdFilter

    def related(self, rows: Any) -> Any:
        reader: Any = self.request.user
        years = HouseholdYear.objects.visible_to(reader).order_by("year")
        return rows.select_related("group", "householder").prefetch_related(
            "members", Prefetch("years", years)
        )


class CaseSerializer(serializers.ModelSerializer[Case]):
    household = serializers.CharField(source="household.number")
    village = serializers.CharField(source="village_id")
    round = serializers.CharField(source="round.__str__", read_only=True)
    stage_name = serializers.CharField(source="get_stage_display", read_only=True)

    class Meta:
        model = Case
        fields = (
            "id",
            "household",
            "village",
            "round",
            "stage",
            "stage_name",
            "category",
            "applied_on",
            "surveyed_on",
            "is_spot_checked",
            "returned_because",
            "rejected_because",
        )


class CaseFilter(AreaFilter):
    class Meta:
        model = Case
        fields = ("stage", "round")


class CaseViewSet(AreaViewSet):
    """Households on their way through a round."""

    model = Case
    permission_required = "households.view_case"
    serializer_class = CaseSerializer
    filterset_class = CaseFilter

    def related(self, rows: Any) -> Any:
        return rows.select_related("household", "round")


class NoticeEntrySerializer(serializers.ModelSerializer[NoticeEntry]):
    """A line as it was posted."""

    class Meta:
        model = NoticeEntry
        fields = ("position", "householder", "group_number", "size", "category", "cause")


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    village = serializers.CharField(source="village_id")
    level_name = serializers.CharField(source="get_level_display", read_only=True)
    entries = NoticeEntrySerializer(many=True, read_only=True)

    class Meta:
        model = Notice
        fields = (
            "id",
            "village",
            "level",
            "level_name",
            "serial",
            "starts_on",
            "days",
            "ends_on",
            "posted_at",
            "sha256",
            "previous_sha256",
            "entries",
        )


class NoticeFilter(AreaFilter):
    class Meta:
        model = Notice
        fields = ("level", "round")


class NoticeViewSet(AreaViewSet):
    """Lists as they were posted, sealed by their fingerprints."""

    model = Notice
    permission_required = "households.view_notice"
    serializer_class = NoticeSerializer
    filterset_class = NoticeFilter

    def related(self, rows: Any) -> Any:
        return rows.prefetch_related("entries")
