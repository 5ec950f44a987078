"""What is refused before any parser sees it: each trap has its sentence, and costs little."""

import gzip
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
import xlwt
from django.core.exceptions import ValidationError
from django.utils.translation import override

from povertyreg.exchange import limits
from povertyreg.exchange.preflight import Format, require_safe
from povertyreg.exchange.reading import open_workbook
from tests.exchange import packages
from tests.exchange.packages import SHEET, TYPES, cell, packed, sheet_of

ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>'
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06"


def old_workbook(rows: int = 3) -> bytes:
    book, target = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("名单")
    for row in range(rows):
        sheet.write(row, 0, "杨昌龙")
        sheet.write(row, 1, row)
    book.save(target)
    return target.getvalue()


def renamed(content: bytes, old: str, new: str) -> bytes:
    """An entry of the directory of an old workbook under another name."""
    before = old.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(old) + 2)
    after = new.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(new) + 2)
    assert before in content
    return content.replace(before, after)


def lying(content: bytes) -> bytes:
    """The directory says that the sheet is ten bytes long."""
    with zipfile.ZipFile(BytesIO(content)) as bundle:
        size = bundle.getinfo(SHEET).file_size
    head, name = struct.pack("<I", size), SHEET.encode()
    at = content.rindex(name) - 46 + 24
    assert content[at : at + 4] == head
    return content[:at] + struct.pack("<I", 10) + content[at + 4 :]


def endless(content: bytes) -> bytes:
    """The list of tables of an old workbook leads to itself, and is said to be long."""
    broken = bytearray(content)
    struct.pack_into("<I", broken, 44, 2**32 - 1)
    struct.pack_into("<I", broken, 68, 0)
    struct.pack_into("<I", broken, 512, 0)
    return bytes(broken)


def with_password(content: bytes) -> bytes:
    """As Excel marks a locked .xls: a record behind the first."""
    at = content.index(struct.pack("<HH", 0x0809, 16))
    return content[: at + 20] + struct.pack("<H", 0x002F) + content[at + 22 :]


def encrypted_member() -> bytes:
    content = packed()
    at = content.rindex(SHEET.encode()) - 46 + 8
    return content[:at] + struct.pack("<H", 1) + content[at + 2 :]


def with_two_of_one_name() -> bytes:
    target = BytesIO(packed())
    with zipfile.ZipFile(target, "a") as bundle:
        bundle.writestr(SHEET.upper(), sheet_of(packages.USUAL))
    return target.getvalue()


def with_part(name: str, text: str | bytes = b"\0\1\2") -> Callable[[], bytes]:
    return lambda: packed(more={name: text})


MACRO_BOOK = TYPES.replace("spreadsheetml.sheet.main+xml", "x").replace(
    "vnd.openxmlformats-officedocument.x", "vnd.ms-excel.sheet.macroEnabled.main+xml"
)
TRAPS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing at all": ("a.xlsx", lambda: b"", "empty"),
    "nothing but a byte order mark and blanks": ("a.csv", lambda: b"\xef\xbb\xbf \r\n", "empty"),
    "nothing but zeros": ("a.xlsx", lambda: bytes(4096), "empty"),
    "larger than any list": ("a.csv", lambda: b"a,b\n" * (16 << 20), "large_file"),
    "a cell far away": ("a.xlsx", packages.sparse_bomb, "large_area"),
    "a cell in the last column of all": (
        "a.xlsx", lambda: packed(f'<row r="1">{cell("XFD1")}</row>'), "far_away"),
    "a far cell without a name": (
        "a.xlsx", lambda: packed('<row r="1048576"><c><v>1</v></c></row>'), "far_away"),
    "a far cell in single quotes": (
        "a.xlsx", lambda: packed("<row r='400000'><c r='A400000'><v>1</v></c></row>"), "far_away"),
    "a far cell behind a feigned end": (
        "a.xlsx", lambda: packed(f"{cell('A1')}</sheetData><sheetData>{cell('A900000')}"),
        "far_away"),
    "cells that count too many when unpacked": (
        "a.xlsx", lambda: packages.bomb_without_names(2_000_000), "bomb"),
    "a directory that lies about a size": ("a.xlsx", lambda: lying(packed()), "bomb"),
    "more parts than a workbook has": (
        "a.xlsx", lambda: packed(more={f"xl/media/{n}.png": "" for n in range(300)}), "many_parts"),
    "millions of shared texts": (
        "a.xlsx", lambda: packed(more={"xl/sharedStrings.xml": "<sst>" + "<si/>" * 4_100_000}),
        "bomb"),
    "macros": ("a.xlsm", with_part("xl/vbaProject.bin"), "macros"),
    "macros by the type alone": ("a.xlsx", with_part("[Content_Types].xml", MACRO_BOOK), "macros"),
    "macros of the year 1992": ("a.xlsx", with_part("xl/macrosheets/sheet1.xml", "<a/>"), "macros"),
    "a control that runs a program": ("a.xlsx", with_part("xl/activeX/a.bin"), "macros"),
    "links to other files": (
        "a.xlsx", with_part("xl/externalLinks/externalLink1.xml", "<a/>"), "external_links"),
    "a document inside": ("a.xlsx", with_part("xl/embeddings/oleObject1.bin"), "embedded"),
    "entities in a sheet": ("a.xlsx", with_part(SHEET, ENTITIES + sheet_of("")), "hostile"),
    "entities in the shared texts": (
        "a.xlsx", with_part("xl/sharedStrings.xml", ENTITIES + "<sst/>"), "hostile"),
    "entities in UTF-16": (
        "a.xlsx", with_part("xl/sharedStrings.xml", ENTITIES.encode("utf-16")), "hostile"),
    "two parts of one name": ("a.xlsx", with_two_of_one_name, "hostile"),
    "a locked part": ("a.xlsx", encrypted_member, "password"),
    "a password, new": (
        "a.xlsx", lambda: renamed(old_workbook(), "Workbook", "EncryptedPackage"), "password"),
    "a password, old": ("a.xls", lambda: with_password(old_workbook()), "password"),
    "an old document of Word": (
        "a.xls", lambda: renamed(old_workbook(), "Workbook", "WordDocument"), "not_a_workbook"),
    "an old workbook without end": ("a.xls", lambda: endless(old_workbook()), "damaged"),
    "an old workbook cut off": ("a.xls", lambda: old_workbook(3000)[:3000], "damaged"),
    "a web page called .xls": (
        "户.xls", "<html><body><table><tr><td>姓名".encode, "other_format"),
    "a web page in GB18030": (
        "户.xls", lambda: "\r\n<TABLE><tr><td>姓名".encode("gb18030"), "other_format"),
    "XML of Excel 2003": ("户.xls", lambda: b'<?xml version="1.0"?><Workbook/>', "other_format"),
    "a PDF": ("户.xlsx", lambda: b"%PDF-1.4\n%\xe2\xe3", "other_format"),
    "a binary workbook": (
        "户.xlsb", lambda: bundle({"[Content_Types].xml": TYPES, "xl/workbook.bin": ""}),
        "other_format"),
    "a document of Word": (
        "户.xlsx", lambda: bundle({"[Content_Types].xml": TYPES, "word/document.xml": "<a/>"}),
        "other_format"),
    "a bundle of anything": ("户.xlsx", lambda: bundle({"名单.txt": "杨昌龙"}), "not_a_workbook"),
    "a bundle cut off": ("户.xlsx", lambda: packed()[:-200], "damaged"),
    "a bundle with a spoilt middle": ("户.xlsx", lambda: spoilt(packed()), "damaged"),
    "a picture": ("户.xlsx", lambda: PICTURE, "not_a_workbook"),
    "a packed file of another kind": ("户.xlsx", lambda: gzip.compress(b"a,b"), "not_a_workbook"),
    "one line of prose": ("户.xlsx", "我不是工作簿".encode, "not_a_workbook"),
    "prose with a comma": ("户.docx", "你好, 我是文档".encode, "not_a_workbook"),
    "lines without end": ("户.csv", lambda: b"a,b\n" * 400_000, "large_area"),
    "columns without end": ("户.csv", lambda: b",".join([b"a"] * 500), "large_area"),
}  # fmt: skip


SENTENCES = {
    "empty": ("The file is empty.", "文件是空的"),
    "large_file": ("The file is 64 MB large; at most 60 MB are read.", "文件大小为 64 MB"),
    "large_area": ("Sheet “", "工作表“"),
    "far_away": ("Sheet “贫困人口信息” reaches as far as", "工作表“贫困人口信息”一直延伸到"),
    "bomb": ("Unpacked, the workbook would be far larger", "工作簿解压后远大于正常名单"),
    "many_parts": ("The workbook consists of 305 parts", "工作簿由 305 个部分"),
    "macros": ("The workbook holds macros or other programs.", "工作簿含有宏或其他程序"),
    "external_links": ("Cells of the workbook take their values", "工作簿的单元格引用了其他文件"),
    "embedded": ("The workbook holds other files inside it.", "工作簿中嵌有其他文件"),
    "hostile": ("The workbook holds something that no", "工作簿中有任何表格软件都不会写入"),
    "password": ("The workbook is protected by a password", "工作簿设有密码"),
    "not_a_workbook": ("This is not a workbook. Upload an Excel", "这不是工作簿。请上传 Excel"),
    "damaged": ("The workbook is damaged or incomplete.", "工作簿已损坏或不完整"),
    "other_format": ("The file has the name of a workbook and holds", "文件名是工作簿，内容却是"),
}  # fmt: skip
"""How each refusal begins, in both languages."""


def bundle(parts: dict[str, str]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return target.getvalue()


def spoilt(content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as made:
        at = made.getinfo(SHEET).header_offset + 30 + len(SHEET) + 20
    return content[:at] + b"\xff\xff\xff\xff" + content[at + 4 :]


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_refused_with_its_sentence(trap):
    name, make, code = TRAPS[trap]
    with pytest.raises(limits.Refused) as refusal:
        require_safe(make(), name)
    assert refusal.value.code == code
    for language, begins, ends in zip(("en", "zh-hans"), SENTENCES[code], ".。", strict=True):
        with override(language):
            (said,) = refusal.value.messages
        assert said.startswith(begins)
        assert said.endswith(ends)
        assert "%(" not in said


def test_there_are_as_many_traps_as_were_promised():
    assert len(TRAPS) >= 20
    assert {code for _name, _make, code in TRAPS.values()} == set(SENTENCES)


def test_a_refusal_is_an_error_that_forms_know():
    assert issubclass(limits.Refused, ValidationError)


@pytest.mark.parametrize(
    ("name", "make", "format_"),
    [
        pytest.param("a.xls", packed, Format.XLSX, id="a new workbook called .xls"),
        pytest.param("a.xlsx", old_workbook, Format.XLS, id="an old workbook called .xlsx"),
        pytest.param("a.xlsx", lambda: b"a,b\n1,2", Format.CSV, id="a list called .xlsx"),
        pytest.param("a.csv", packed, Format.XLSX, id="a workbook called .csv"),
        pytest.param("a", packed, Format.XLSX, id="no ending"),
    ],
)
def test_what_a_file_is_decides_not_what_it_is_called(name, make, format_):
    assert require_safe(make(), name) is format_


def test_an_honest_workbook_may_be_as_empty_as_it_likes():
    book, target = openpyxl.Workbook(), BytesIO()
    for row in range(1, 2000):
        book.worksheets[0].cell(row, 40).font = openpyxl.styles.Font(bold=True)
    book.worksheets[0]["A1"] = "姓名"
    book.save(target)
    assert require_safe(target.getvalue(), "a.xlsx") is Format.XLSX


def test_any_cut_of_a_workbook_is_refused_and_nothing_else_happens():
    for content in (packed(), old_workbook(40)):
        for length in range(1, len(content) - 1, 61):
            with pytest.raises(limits.Refused):
                [list(s.rows()) for s in open_workbook(content[:length], "a.xlsx").sheets]


# --- the two bombs, in a process of their own -----------------------------------------------------

WATCHED = """
import resource, sys, time
from django.conf import settings
settings.configure()
from povertyreg.exchange.limits import Refused
from povertyreg.exchange.reading import open_workbook
def peak():
    lines = open("/proc/self/status").read().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
with open(sys.argv[1], "rb") as file:
    content = file.read()
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
before, begun = peak(), time.process_time()
try:
    for sheet in open_workbook(content, "a.xlsx").sheets:
        list(sheet.rows())
    code = "read"
except Refused as refusal:
    code = refusal.code
print(code, time.process_time() - begun, (peak() - before) / 1024)
"""


@pytest.mark.parametrize(
    ("make", "code", "packed_size"),
    [
        pytest.param(packages.sparse_bomb, "large_area", range(1, 5_000), id="sparse"),
        pytest.param(packages.dense_bomb, "far_away", range(1_000_000, 4_000_000), id="dense"),
    ],
)
def test_a_bomb_costs_a_second_and_a_few_megabytes(tmp_path, make, code, packed_size):
    bomb = tmp_path / "bomb.xlsx"
    bomb.write_bytes(make())
    assert bomb.stat().st_size in packed_size
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, str(bomb)], capture_output=True, text=True, check=True
    )
    found, seconds, megabytes = ran.stdout.split()
    assert found == code
    assert float(seconds) < 1  # measured: 0.5
    assert float(megabytes) < 100  # measured: 10
