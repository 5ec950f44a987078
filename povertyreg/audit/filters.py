"""By whom, what and when the trail can be narrowed; it all stays in the address."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import DateInput
from django.utils.translation import gettext_lazy as _

from povertyreg.audit.models import Entry
from povertyreg.audit.words import WORDS

DAY = DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EntryFilter(filters.FilterSet):
    """Acts of one person, of one kind, of certain days."""

    person = filters.CharFilter(method="by_person", label=_("Person"))
    action = filters.ChoiceFilter(label=_("Act"), choices=list(WORDS.items()))
    since = filters.DateFilter("at", "date__gte", label=_("From"), widget=DAY)
    until = filters.DateFilter("at", "date__lte", label=_("Until"), widget=DAY)

    class Meta:
        model = Entry
        fields: list[str] = []

    def by_person(self, rows: QuerySet[Entry], name: str, text: str) -> QuerySet[Entry]:
        text = text.strip()
        known_as = Q(by__username__iexact=text)
        return rows.filter(
            known_as | Q(by__name_zh__startswith=text) | Q(by__name_en__istartswith=text)
        )
