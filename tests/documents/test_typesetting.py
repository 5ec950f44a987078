"""Papers become PDFs in which everything stands as it was given."""

import io

import pytest
from pypdf import PdfReader

from povertyreg.documents import piling, qr
from povertyreg.documents.papers import Column, Facts, Note, Paper, Section, Signatures, Table
from povertyreg.documents.typesetting import papers_as_pdf

HOSTILE = ["#let x = 1", "*bold*", "_em_", "$x^2$", "\\ \\u{41}", '"]) #panic("', "// gone", "<b>"]


def paper(*names, mark=""):
    rows = [[name, "1.00"] for name in names]
    table = Table([Column("Name", 3, "left"), Column("Yuan", 1, "right")], rows)
    parts = [Facts([("Household", names[0])]), table, Note("a note"), Signatures(["Date"])]
    return Paper("Title", "about", [Section("Heading", parts)], "the footer", mark)


def read(made):
    return PdfReader(io.BytesIO(made))


def text(made):
    return "\n".join(page.extract_text() for page in read(made).pages)


@pytest.mark.parametrize("name", HOSTILE)
def test_markup_in_a_name_is_printed_as_text(name):
    said = text(papers_as_pdf([paper(name)], title="t", author="a"))

    assert said.replace("\n", " ").count(name) == 2


def test_rare_names_are_printed_and_gaps_are_marked():
    said = text(papers_as_pdf([paper("䶮㛃𬭎", "李\U000323af")], title="t", author="a"))

    assert "䶮㛃𬭎" in said
    assert "李〓" in said


def test_every_part_and_the_footer_are_there():
    said = text(papers_as_pdf([paper("王大明")], title="t", author="a"))

    for words in ("Title", "about", "Heading", "Name", "a note", "Date", "the footer"):
        assert words in said


def test_each_paper_counts_its_own_pages():
    long = paper(*(f"name {n}" for n in range(90)))

    made = papers_as_pdf([long, paper("short")], title="t", author="a")

    *own, last = [page.extract_text() for page in read(made).pages]
    assert len(own) > 1
    assert all(f"Page {n} of {len(own)}" in page for n, page in enumerate(own, 1))
    assert "Page 1 of 1" in last
    assert all("Yuan" in page for page in own)


def test_it_is_fit_for_the_archive_and_carries_its_font():
    made = papers_as_pdf([paper("王大明", mark="https://x/1")], title="王大明", author="杨敏")

    assert b"pdfaid:part" in made
    assert read(made).metadata.title == "王大明"
    fonts = read(made).pages[0]["/Resources"]["/Font"]
    assert all("NotoSansSC" in font.get_object()["/BaseFont"] for font in fonts.values())


def test_a_pile_is_one_file_in_order(monkeypatch):
    monkeypatch.setattr(piling, "AT_ONCE", 2)
    pile = piling.Pile(title="all", author="a")
    for n in range(5):
        pile.lay(paper(f"household {n}"))

    with pile.finished() as file:
        pages = [page.extract_text() for page in PdfReader(file).pages]

    assert [f"household {n}" in page for n, page in enumerate(pages)] == [True] * 5


def test_the_code_of_a_paper_is_a_picture_without_orders():
    picture = qr.svg("https://example.org/<script>").decode()

    assert picture.startswith("<svg ")
    assert "viewBox" in picture
    assert "script" not in picture
    assert qr.data_uri("x").startswith("data:image/svg+xml;base64,")
