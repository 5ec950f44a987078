"""One cell of any column is spoiled: it is repaired and listed, held, or changes one fact alone."""

from itertools import cycle

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from households.importing import services
from povertyreg.reports.catalogue import LISTS
from tests.households.importing import typical
from tests.households.importing.anything import taken_back, write
from tests.households.importing.books import brought
from tests.households.importing.filling import filled_template
from tests.households.importing.harming import (
    EVERY,
    Cell,
    Workbook,
    differences,
    elsewhere,
    harms,
    register,
)
from tests.households.importing.honest import Outcome, wrong_with
from tests.households.imports.taken_out import taken_out

COUNTY = "520521"
EXAMPLES = 60


@pytest.fixture
def workbooks(places, county_staff):
    """Everything that the register gives away and takes back, by a name."""
    files = write(typical.register(), places)
    found = {"template": Workbook(filled_template(files, county_staff, COUNTY))}
    for layout in ("2016", "2018"):
        found[layout] = Workbook(_list(county_staff, "person-list", layout=layout))
    for slug in ("households", "members"):
        every = tuple(LISTS[slug].resource.offered())
        found[slug] = Workbook(_list(county_staff, slug, columns=every))
        content = _list(county_staff, slug, columns=every, offline=True)
        found[f"{slug} offline"] = Workbook(content, is_offline=True)
    for book in found.values():
        book.learn(brought(book.content, county_staff, area=COUNTY))
    return found


def _list(by, slug, **taken):
    return taken_out(slug, by, "for the proof", area=COUNTY, **taken)


@pytest.fixture
def spoil(workbooks, county_staff):
    """Imports the workbook with one cell spoiled, writes what may be, and takes it back."""
    before, others = register(), elsewhere()

    def spoiled(book, cell, harm):
        value = book.value(cell, harm)
        content = book.harmed(cell, value)
        with taken_back():
            import_ = brought(content, county_staff, area=COUNTY)
            assert import_.state == "ready", (cell, value, import_.message)
            if import_.created or import_.updated:
                services.confirm(import_, "good", by=county_staff)
                import_.refresh_from_db()
                assert import_.state == "written", (cell, value)
            assert elsewhere() == others, (cell, value)
            changed = list(differences(before, register()))
            return Outcome(book, cell, value, content, import_, changed)

    return spoiled


@pytest.mark.parametrize("name", ["template", "2016", "2018", "households", "members"])
def test_every_column_of_every_workbook(name, workbooks, spoil):
    """Each harm in its turn, each row in its turn."""
    book, turns = workbooks[name], cycle(EVERY)
    wrong = []
    for nth, (sheet, place, key) in enumerate(book.columns):
        rows = book.rows[sheet]
        outcome = spoil(book, Cell(sheet, rows[nth % len(rows)], place, key), next(turns))
        if said := wrong_with(outcome):
            wrong.append(f"{said}: {outcome}")
    assert wrong == []


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(at=st.integers(0, 10**6), harm=harms)
def test_any_cell_and_any_harm(workbooks, spoil, at, harm):
    cells = [(book, cell) for book in workbooks.values() for cell in book.cells()]
    book, cell = cells[at * 7919 % len(cells)]  # near numbers are cells far from each other

    outcome = spoil(book, cell, harm)

    assert not wrong_with(outcome), f"{wrong_with(outcome)}: {outcome}"
