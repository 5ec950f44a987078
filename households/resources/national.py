"""The person lists of the national system: every cell text, the household repeated for each person.

The headings stand in the third row, below two lines of titles.
"""

from collections.abc import Sequence
from typing import Final

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from households.choices import Category, State
from households.models import HouseholdYear, MemberYear
from households.resources.layouts import LAYOUTS, OF_2016, OF_2018, OF_2022, layout_of
from households.resources.rows import PAGE, people, records
from povertyreg.exchange.resources import FullList, ListField, ListResource

_NATIONAL: Final = "^[0-9]{8,}$"
"""What can only be a number of the national system; another sign would be taken for a clerk's own
when the list comes back."""


class PersonListResource(ListResource):
    """One row is one person of a registered household, with the facts of the household."""

    class Meta:
        model = MemberYear
        fields: Sequence[str] = ()

    @property
    def layout(self) -> str:
        return self.taken.layout or layout_of(self.narrowed.year)

    def columns(self) -> list[ListField]:
        return LAYOUTS[self.layout]

    def get_queryset(self) -> QuerySet[MemberYear]:
        return people(self.narrowed, self._households()).annotate(
            shown_number=Case(
                When(
                    household_year__household__national_number__regex=_NATIONAL,
                    then=F("household_year__household__national_number"),
                ),
                default=F("household_year__household__number"),
            ),
            exit_year=Case(
                When(
                    household_year__state=State.EXITED,
                    then=ExtractYear("household_year__state_since"),
                )
            ),
            exited=Value("脱贫户", CharField()),
            nothing=Value("", CharField()),
        )

    def _households(self) -> QuerySet[HouseholdYear]:
        """The registered ones; the layout of 2022 is that of the exited."""
        registered = records(self.narrowed).filter(category__in=Category.REGISTERED)
        return registered.filter(state=State.EXITED) if self.layout == OF_2022 else registered


def _titles(resource: ListResource, facts: Sequence[str]) -> list[str]:
    """Two lines above the headings: what it is; of where, of when, by whom."""
    kind = "脱贫人口信息" if resource.columns() is LAYOUTS[OF_2022] else "贫困人口信息"
    return [f"{kind}（{resource.narrowed.year}年度）", " · ".join(facts)]


PERSON_LIST = FullList(
    slug="person-list",
    sheet="贫困人口信息",
    title=_("Person list of the national system"),
    question=_(
        "Every person of a registered household, in the layout of the national system: codes by "
        "their Chinese names, all cells text. The layout of 2022 has the exited households only."
    ),
    resource=PersonListResource,
    page=PAGE,
    titles=_titles,
    layouts={
        OF_2016: _("Layout of 2016 and 2017"),
        OF_2018: _("Layout of 2018 and 2019"),
        OF_2022: _("Layout of 2022: those who exited"),
    },
)
