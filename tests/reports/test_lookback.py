"""The results of the look-back, and what they do to the figures of the register."""

import pytest

from households import publicity, workflow
from households.choices import Outcome, RoundKind, Stage
from households.models import Change
from tests.factories import CaseFactory, RoundFactory
from tests.households.lists import PHONE
from tests.reports.drawing import YUNFENG, ZONGSHU, failed, figures, report
from tests.reports.register import GENERAL, household, record, village_file

T1 = "households-by-category"


@pytest.fixture
def round_(yunfeng, zongshu):
    village_file(yunfeng, 2015)
    village_file(zongshu, 2015)
    return RoundFactory(kind=RoundKind.LOOK_BACK)


def looked_at(round_, village, proposed: str, before: str = GENERAL, **more):
    """A case of a household of two; `before`: the category of its record."""
    return CaseFactory(
        household=household(village, before, 2),
        round=round_,
        proposed_outcome=proposed,
        ground="vehicle" if proposed == Outcome.REMOVED else "",
        **more,
    )


def ended(round_, village, outcome: str):
    category = "" if outcome == Outcome.REMOVED else GENERAL
    announced = {"stage": Stage.ANNOUNCED, "outcome": outcome, "category": category}
    return looked_at(round_, village, outcome, **announced)


@pytest.fixture
def results(round_, yunfeng, zongshu):
    ended(round_, yunfeng, Outcome.KEPT)
    ended(round_, yunfeng, Outcome.REMOVED)
    ended(round_, zongshu, Outcome.CORRECTED)
    looked_at(round_, yunfeng, Outcome.ADDED, "")
    looked_at(round_, yunfeng, "", stage=Stage.REJECTED)


def test_each_household_that_was_looked_at_is_counted_in_one_part(results, clerk):
    one = report("look-back", clerk)

    found = figures(one, YUNFENG)
    parts = ("kept", "corrected", "removed", "added", "on_the_way", "turned_away")
    assert [found[name] for name in parts] == [1, 0, 1, 0, 1, 1]
    assert (found["checked"], found["checked_people"], found["removed_vehicle"]) == (4, 8, 1)
    assert figures(one, ZONGSHU)["corrected"] == 1
    assert figures(one)["checked"] == 5
    assert failed(one) == []


def test_other_rounds_and_other_years_are_not_counted(results, clerk, yunfeng):
    looked_at(RoundFactory(kind=RoundKind.REMOVAL), yunfeng, Outcome.REMOVED)

    assert figures(report("look-back", clerk))["checked"] == 5
    assert figures(report("look-back", clerk, year=2014))["checked"] == 0


def test_an_undone_split_is_no_split(results, clerk, yunfeng):
    facts = {
        "village": yunfeng,
        "kind": "split",
        "on": "2015-08-01",
        "year": 2015,
        "reason": "分户",
    }
    facts |= {"household": household(yunfeng), "recorded_by": clerk}
    Change.objects.create(**facts)
    undone = Change.objects.create(**facts)
    Change.objects.create(**facts, counters=undone)

    assert figures(report("look-back", clerk))["split"] == 1


def test_every_number_leads_to_as_many_households(results, client, county_staff):
    client.force_login(county_staff)
    context = client.get("/reports/look-back/?area=520521225&year=2015").context

    followed = 0
    for line in [*context["lines"], context["total"]]:
        for cell in filter(lambda c: c.url, line.cells):
            assert f"{client.get(cell.url).context['table'].page.paginator.count:,}" == cell.text
            followed += 1
    assert followed > 10


def test_the_neighbour_counts_nobody_here(results, clerk2):
    assert figures(report("look-back", clerk2))["checked"] == 0


@pytest.mark.parametrize(
    ("outcome", "before", "category", "change"),
    [(Outcome.REMOVED, GENERAL, "", -1), (Outcome.ADDED, "", GENERAL, 1)],
)
def test_the_register_changes_from_the_year_of_the_round_on(
    outcome, before, category, change, round_, yunfeng, clerk, county_staff, set_today
):
    set_today(round_.ends_on)
    household(yunfeng, GENERAL, 3)
    case = looked_at(round_, yunfeng, outcome, before, stage=Stage.TOWNSHIP_PASSED)
    record(case.household, 2014, before)
    was = {year: figures(report(T1, clerk, year=year))["households"] for year in (2014, 2015)}

    workflow.classify(case, category, by=county_staff)
    publicity.announce([case], complaint_phone=PHONE, by=county_staff)

    drawn = {year: report(T1, clerk, year=year) for year in (2014, 2015)}
    assert figures(drawn[2014])["households"] == was[2014]
    assert figures(drawn[2015])["households"] == was[2015] + change
    assert figures(report("incidence", clerk))["poor_households"] == was[2015] + change
    assert figures(report("look-back", clerk))[outcome] == 1
    assert [failed(one) for one in drawn.values()] == [[], []]
