"""PDF by Typst: a template and data, with the bundled font only, fit for the archive."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from povertyreg.documents import glyphs, qr
from povertyreg.documents.papers import Paper

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates" / "documents"


def pdf(template: str, data: dict[str, Any], *, tagged: bool = True) -> bytes:
    """Typeset a template as PDF/A-2b. Data are values, never markup: a name gives no orders.

    `tagged`: with the structure that a screen reader follows; it takes the larger part of a file.
    """
    made: Any = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(glyphs.FONT.parent)],
        ignore_system_fonts=True,
        # Who prints has asked for what is missing before; a box is printed in no case.
        sys_inputs={"data": glyphs.with_geta(json.dumps(data, ensure_ascii=False))},
        format="pdf",
        pdf_standards=["a-2b"],
        pdf_tags=tagged,
    )
    return bytes(made)


def papers_as_pdf(
    papers: Sequence[Paper], *, title: str, author: str, tagged: bool = True
) -> bytes:
    """All of them in one file, each with its own page numbers."""
    data = {
        "title": title,
        "author": author,
        "language": "zh" if (get_language() or "").startswith("zh") else "en",
        "page_of": _("Page {page} of {pages}"),
        "papers": [{**asdict(paper), "qr": _picture(paper)} for paper in papers],
    }
    return pdf("paper.typ", data, tagged=tagged)


def _picture(paper: Paper) -> str:
    return qr.svg(paper.mark).decode() if paper.mark else ""
