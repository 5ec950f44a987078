"""Any table of households that is taken out and brought in again as it is changes nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from households.importing import entries, services
from povertyreg.reports.catalogue import LISTS
from tests.households.importing.anything import tables, taken_back, write
from tests.households.importing.books import brought, events
from tests.households.importing.filling import filled_template
from tests.households.imports.taken_out import taken_out

COUNTY = "520521"
PLACES = 4


def workbooks(files, by):
    """Everything by which the register gives its households away."""
    because = "for the proof"
    for slug in ("households", "members"):
        every = tuple(LISTS[slug].resource.offered())
        yield f"{slug}, masked", taken_out(slug, by, area=COUNTY, columns=every)
        yield slug, taken_out(slug, by, because, area=COUNTY, columns=every)
        yield f"{slug}, offline", taken_out(slug, by, area=COUNTY, columns=every, offline=True)
    for layout in ("2016", "2018", "2022"):
        yield layout, taken_out("person-list", by, because, area=COUNTY, layout=layout)
        yield f"{layout}, masked", taken_out("person-list", by, area=COUNTY, layout=layout)
    yield "template", filled_template(files, by, COUNTY)


def differences(import_):
    """What the preview says that should not be: nothing."""
    assert import_.state in ("ready", "mapping"), import_.message
    return [
        (one.fate, [p.__dict__ for p in entries.problems_of(one)], entries.changes_of(one))
        for one in import_.entries.exclude(fate__in=["unchanged", "ignored"])
    ]


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(table=tables(PLACES), language=st.sampled_from(["en", "zh-hans"]))
def test_any_table_taken_out_and_brought_in_changes_nothing(places, county_staff, table, language):
    with taken_back(), translation.override(language):
        files = write(table, places)
        before = events()
        for name, content in workbooks(files, county_staff):
            import_ = brought(content, county_staff, area=COUNTY)
            assert differences(import_) == [], name
            if import_.state == "ready":
                with pytest.raises(ValidationError):
                    services.confirm(import_, "good", by=county_staff)
        assert events() == before
