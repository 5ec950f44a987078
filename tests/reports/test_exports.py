"""A report as workbook and as data says the same as its page."""

import json
from decimal import Decimal
from io import BytesIO

import openpyxl

from households.models import MemberYear
from povertyreg.audit.models import Entry
from tests.reports.drawing import COUNTY, TOWNSHIP, YUNFENG
from villages.models import ReportedFigure

T1 = "/reports/households-by-category/"


def answer(client, address):
    return b"".join(client.get(address).streaming_content)


def workbook(client, address):
    return openpyxl.load_workbook(BytesIO(answer(client, address))).active


def test_page_workbook_and_data_say_the_same(register, as_clerk):
    query = f"{T1}?area={TOWNSHIP}&year=2015"
    page = as_clerk.get(query).context
    data = json.loads(as_clerk.get(f"{query}&format=json").content)
    sheet = workbook(as_clerk, f"{query}&format=xlsx")

    names = [column["name"] for column in data["columns"]]
    found = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows()}
    for line, row in zip(
        [*page["lines"], page["total"]], [*data["rows"], data["total"]], strict=True
    ):
        figures = [row[name] for name in names]
        assert found[row["name"]] == [row["name"], row["note"] or None, *figures, "agrees"]
        shown = [cell.text.replace(",", "") for cell in line.cells]
        assert [None if text == "—" else float(text) for text in shown] == figures


def test_the_workbook_says_what_it_is(register, as_clerk, clerk):
    sheet = workbook(as_clerk, f"{T1}?year=2015&format=xlsx")

    lines = [[c.value for c in row if c.value is not None] for row in sheet.iter_rows(max_row=5)]
    assert lines[0] == ["T1 Registered households and people by category"]
    assert lines[1] == ["Area", f"Xingxiu Township {TOWNSHIP}"]
    assert lines[2][:2] == ["Year", "2015"]
    assert lines[4][-2:] == ["By", "Yang Min"]
    words = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"Definitions", "Checks", "Household"} <= words
    assert sheet.freeze_panes == "B8"


def test_what_documents_report_is_in_page_workbook_and_data(register, as_clerk, township):
    ReportedFigure.objects.create(
        county_code=COUNTY,
        township=township,
        year=2015,
        figure="incidence_drop",
        percent=Decimal(10),
        explanation_en="Rounded in the document.",
    )
    address = f"/reports/incidence/?area={TOWNSHIP}&year=2015"

    page = as_clerk.get(address).content.decode()
    data = as_clerk.get(f"{address}&format=json").json()["reported"]
    sheet = workbook(as_clerk, f"{address}&format=xlsx")

    assert "Rounded in the document." in page
    assert [(one["reported"], one["explanation"]) for one in data] == [
        (10.0, "Rounded in the document.")
    ]
    rows = [[c.value for c in row if c.value is not None] for row in sheet.iter_rows()]
    assert ["Reported and computed"] in rows
    assert [
        data[0]["label"],
        10,
        data[0]["computed"],
        data[0]["difference"],
        "Rounded in the document.",
    ] in rows


def test_a_sum_that_differs_is_named_in_page_workbook_and_data(register, as_clerk):
    MemberYear.objects.filter(relation="99", household_year__village=YUNFENG).first().delete()
    address = f"{T1}?year=2015"

    page = as_clerk.get(address).content.decode()
    checks = as_clerk.get(f"{address}&format=json").json()["checks"]
    words = {c.value for row in workbook(as_clerk, f"{address}&format=xlsx") for c in row}

    assert "Sums differ" in page
    assert "Does not hold: household sizes agree with the members on file (Yunfeng" in page
    assert [check["broken"] for check in checks if not check["holds"]] == [["Yunfeng", "Total"]]
    assert {"differs", "differs: Yunfeng, Total"} <= words


def test_the_workbook_is_named_for_its_report_area_and_year(register, as_clerk):
    sent = as_clerk.get(f"{T1}?year=2015&format=xlsx")

    assert "households-by-category-520521225-2015.xlsx" in sent["Content-Disposition"]


def test_taking_out_a_workbook_is_kept_in_the_trail(register, as_clerk, clerk):
    answer(as_clerk, f"{T1}?year=2015&format=xlsx")

    entry = Entry.objects.get(action="export_report")
    assert (entry.by, entry.area_code) == (clerk, TOWNSHIP)
    assert entry.details == {
        "report": "households-by-category",
        "year": 2015,
        "state": "all",
        "rows": 2,
    }
