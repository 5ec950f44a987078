"""Reports and lists from the command line, in an officer's name."""

import json
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from povertyreg.audit.models import Entry
from povertyreg.management.commands.report import _filled, _width
from tests.reports.drawing import TOWNSHIP, YUNFENG
from tests.reports.register import DIBAO, GENERAL, household, village_file


@pytest.fixture(autouse=True)
def register(yunfeng, zongshu, baina, clerk):
    village_file(yunfeng, 2015)
    household(yunfeng, GENERAL, 3)
    household(zongshu, DIBAO, 2)
    household(baina, GENERAL, 1)


def said(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_the_reports_are_listed_without_an_officer():
    listed = said("report", list=True).splitlines()

    assert listed[0].split(None, 1)[0] == "households-by-category"
    assert len(listed) == 6


def test_a_table_has_aligned_columns_and_its_checks():
    lines = said("report", "households-by-category", user="clerk").splitlines()

    assert lines[0].startswith("T1 Registered households and people by category: Xingxiu Township")
    assert len({len(line) for line in lines[1:5]}) == 1
    assert lines[2].split()[:3] == ["Yunfeng", "1", "3"]
    assert lines[4].split()[:3] == ["Total", "2", "5"]
    assert "ok: the rows add up to the total" in lines


def test_chinese_characters_take_two_places(clerk):
    clerk.language = "zh-hans"
    clerk.save()

    lines = said("report", "households-by-category", user="clerk").splitlines()

    assert len({_width(line) for line in lines[1:5]}) == 1
    assert "云峰村" in lines[2]


def test_cells_are_filled_to_either_side():
    assert _filled("户", 4, "left") == "户  "
    assert _filled("户", 4, "right") == "  户"


def test_json_goes_to_the_terminal_or_to_a_file(tmp_path):
    shown = said("report", "incidence", user="clerk", year=2015, format="json")
    said("report", "incidence", user="clerk", year=2015, format="json", out=tmp_path / "i.json")

    kept = json.loads((tmp_path / "i.json").read_text(encoding="utf-8"))
    assert {**json.loads(shown), "made_at": ""} == {**kept, "made_at": ""}
    assert kept["total"]["poor_people"] == 5


def test_a_table_can_be_kept(tmp_path):
    said("report", "incidence", user="clerk", out=tmp_path / "i.txt")

    assert "Yunfeng" in (tmp_path / "i.txt").read_text(encoding="utf-8")


def test_a_workbook_is_written_and_noted(tmp_path, clerk):
    out = tmp_path / "t1.xlsx"

    said("report", "households-by-category", user="clerk", area=YUNFENG, format="xlsx", out=out)

    assert openpyxl.load_workbook(out).sheetnames == ["T1"]
    assert Entry.objects.get(action="export_report").area_code == YUNFENG


def test_the_currently_poor_can_be_asked_for():
    data = json.loads(
        said("report", "households-by-category", user="clerk", state="poor", format="json")
    )

    assert data["state"] == "poor"


@pytest.mark.parametrize(
    ("args", "options", "message"),
    [
        (("report",), {"user": "clerk"}, "--list"),
        (("report", "wealth"), {"user": "clerk"}, "--list"),
        (("report", "incidence"), {}, "--user"),
        (("report", "incidence"), {"user": "nobody"}, "no active officer"),
        (("report", "incidence"), {"user": "clerk", "area": "520521223"}, "no such area"),
        (("report", "incidence"), {"user": "clerk", "area": "520521"}, "no such area"),
        (("report", "incidence"), {"user": "clerk", "format": "xlsx"}, "--out"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_remedy(args, options, message):
    with pytest.raises(CommandError, match=message):
        said(*args, **options)


def test_reports_need_their_right(cadre_user, admin):
    for user in (cadre_user, admin):
        with pytest.raises(CommandError, match="may not see reports"):
            said("report", "incidence", user=user.username)


@pytest.mark.parametrize(("kind", "rows"), [("households", 2), ("members", 5), ("villages", 2)])
def test_a_list_is_exported_with_its_number_of_rows(kind, rows, tmp_path, clerk):
    out = tmp_path / "list.xlsx"

    assert f"{rows} rows" in said("export_workbook", kind, out, user="clerk")

    sheet = openpyxl.load_workbook(out).active
    assert sheet.max_row == rows + 1
    entry = Entry.objects.get(action="export_list")
    assert (entry.by, entry.area_code, entry.details["rows"]) == (clerk, TOWNSHIP, rows)


def test_an_export_can_name_area_and_year(tmp_path):
    out = tmp_path / "list.xlsx"

    assert "1 rows" in said("export_workbook", "households", out, user="clerk", area=YUNFENG)
    assert "0 rows" in said("export_workbook", "households", out, user="clerk", year=2014)


def test_the_person_list_is_exported_in_the_layout_asked_for(tmp_path):
    out = tmp_path / "list.xlsx"

    assert "5 rows" in said("export_workbook", "person-list", out, user="clerk", layout="2018")

    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert sheet["A1"].value == "贫困人口信息（2015年度）"
    assert [cell.value for cell in sheet[3]][:3] == ["县(市、区、旗)", "乡(镇)", "行政村"]
    assert sheet.max_row == 3 + 5


def test_the_template_is_that_of_the_area_and_the_year(tmp_path):
    out = tmp_path / "template.xlsx"

    told = said("export_workbook", "template", out, user="clerk", area=YUNFENG, year=2014)

    assert told == f"{out}: an empty template for {YUNFENG} and 2014\n"
    assert openpyxl.load_workbook(out).sheetnames[:2] == ["户 Households", "成员 Members"]


def test_the_progress_is_told_beside_the_answer(tmp_path, capsys):
    said("export_workbook", "members", tmp_path / "list.xlsx", user="clerk")

    assert "5 / 5 rows" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("template", {"area": "520521223"}, "no such area"),
        ("households", {"layout": "2016"}, "Only a person-list has layouts"),
        ("members", {"unmasked": True, "reason": "audit"}, "may not take out whole numbers"),
        ("members", {"area": "520521223"}, "no such area"),
        ("members", {"user": "nobody"}, "no active officer"),
    ],
)
def test_what_cannot_be_exported_is_refused_and_leaves_no_file(kind, options, message, tmp_path):
    out = tmp_path / "list.xlsx"

    with pytest.raises(CommandError, match=message):
        said("export_workbook", kind, out, **{"user": "clerk", **options})

    assert not out.exists()


def test_exports_need_their_right(tmp_path, auditor, secretary):
    for user in (auditor, secretary):
        with pytest.raises(CommandError, match="may not take out lists"):
            said("export_workbook", "members", tmp_path / "m.xlsx", user=user.username)
