"""The person list of the national system on its page, and lists that are to come back."""

from datetime import date

import pytest

from households.resources.layouts import OF_2016, OF_2018, OF_2022, layout_of
from povertyreg.audit.models import Entry
from povertyreg.exchange import offline
from povertyreg.jobs.models import Job
from tests.reports.drawing import TOWNSHIP
from tests.reports.listing import exported, opened
from tests.reports.register import EXITED, GENERAL, ORDINARY, household


@pytest.fixture
def exited(listed, yunfeng):
    return household(yunfeng, GENERAL, 2, state=EXITED, state_since=date(2015, 9, 1), name="刘安秀")


def lines(book):
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def by_heading(book):
    _title, _facts, heads, *found = lines(book)
    return [dict(zip(heads, row, strict=True)) for row in found]


@pytest.mark.parametrize(
    ("year", "layout"), [(2015, OF_2016), (2017, OF_2016), (2018, OF_2018), (2019, OF_2018),
                         (2021, OF_2022), (2026, OF_2022)]
)  # fmt: skip
def test_the_layout_is_that_of_the_year(year, layout):
    assert layout_of(year) == layout


def test_titles_stand_above_and_the_household_is_repeated(exited, as_clerk):
    book = opened(exported(as_clerk, "person-list", layout="2016"))

    title, facts, heads, *_people = lines(book)
    assert title[0] == "贫困人口信息（2015年度）"
    assert TOWNSHIP in facts[0]
    assert heads[:4] == ["行政县", "乡镇", "行政村", "自然村"]
    first, second = [row for row in by_heading(book) if row["姓名"].startswith("刘安秀")]
    assert (first["与户主关系"], second["与户主关系"]) == ("本人或户主", "其他")
    assert first["户编号"] == second["户编号"] == exited.number
    assert (first["脱贫属性"], first["脱贫年度"]) == ("已脱贫", "2015")


def test_every_cell_is_text(exited, as_clerk):
    for layout in (OF_2016, OF_2018, OF_2022):
        for row in by_heading(opened(exported(as_clerk, "person-list", layout=layout))):
            assert {type(value) for value in row.values() if value is not None} == {str}


def test_only_registered_households_are_in_it(exited, yunfeng, as_clerk):
    household(yunfeng, ORDINARY, 1, name="不在册")

    names = [row["姓名"] for row in by_heading(opened(exported(as_clerk, "person-list")))]

    assert len(names) == 6
    assert "不在册" not in names


def test_the_layout_of_2022_is_that_of_the_exited(exited, as_clerk):
    found = by_heading(opened(exported(as_clerk, "person-list", layout="2022")))

    assert [row["户类型"] for row in found] == ["脱贫户"] * 3
    assert [row["序号"] for row in found] == ["1", "2", "3"]


def test_private_numbers_are_masked(listed, as_clerk):
    row = by_heading(opened(exported(as_clerk, "person-list")))[0]

    assert row["证件号码"] == listed.householder.masked_id_number
    assert row["联系电话"] == "138****1234"


def test_a_layout_that_is_not_offered_is_that_of_the_year(listed, as_clerk):
    assert lines(opened(exported(as_clerk, "person-list", layout="1999")))[2][0] == "行政县"


def test_the_page_offers_the_layouts_and_no_columns(listed, as_clerk):
    page = as_clerk.get("/reports/person-list/", {"layout": "2018"}).content.decode()

    assert '<option value="2018" selected>' in page
    assert '<input type="hidden" name="layout" value="2018">' in page
    assert "Choose the columns" not in page
    assert 'name="offline"' not in page


def test_the_trail_says_which_layout(listed, as_clerk):
    exported(as_clerk, "person-list", layout="2018")

    details = Entry.objects.get(action="export_list").details
    assert (details["list"], details["layout"]) == ("person-list", "2018")


def test_a_list_carries_the_number_of_its_entry(listed, as_clerk):
    for slug, sheet in (("households", 0), ("members", 0), ("person-list", 1)):
        book = opened(exported(as_clerk, slug))
        entry = Entry.objects.filter(action="export_list").latest("pk")

        said = {str(row[0].value): row[1].value for row in book.worksheets[sheet].iter_rows()}
        assert said["Serial"] == str(entry.pk)
        assert {one.name: one.value for one in book.custom_doc_props.props}["Serial"] == str(
            entry.pk
        )
        assert entry.details["rows"] == book.worksheets[1 - sheet].max_row - (3 if sheet else 1)


def test_a_list_that_is_to_come_back_hides_its_tokens_and_what_it_was(listed, as_clerk):
    book = opened(exported(as_clerk, "members", offline="on"))

    page, base = book["成员 Members"], book[offline.BASE]
    last = page[1][-1]
    assert last.value == offline.HEADING
    assert page.column_dimensions[last.column_letter].hidden
    assert base.sheet_state == "veryHidden"
    assert [[c.value for c in row] for row in base] == [[c.value for c in row] for row in page]
    token = offline.read_token(page.cell(2, last.column).value)
    assert (token.number, token.year) == (listed.number, 2015)
    assert Entry.objects.get(action="export_list").details["offline"] is True


def test_a_list_that_is_too_long_to_be_edited_is_refused(listed, as_clerk, monkeypatch):
    monkeypatch.setattr(offline, "MOST_ROWS", 1)

    answer = exported(as_clerk, "households", offline="on")

    assert answer.status_code == 422
    assert "cannot be edited offline" in answer.content.decode()
    assert not Entry.objects.filter(action="export_list").exists()


def test_a_job_knows_the_layout_and_that_it_comes_back(listed, as_clerk, monkeypatch):
    monkeypatch.setattr("povertyreg.reports.lists.AT_ONCE", 1)

    exported(as_clerk, "person-list", layout="2018")
    exported(as_clerk, "households", offline="on")

    first, second = Job.objects.order_by("pk")
    assert first.params["layout"] == "2018"
    assert second.params["offline"] is True
