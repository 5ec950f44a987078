"""What of a workbook cannot be kept when it is written again, found in its parts."""

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# By the name of a part.
_PARTS: tuple[tuple[re.Pattern[str], "StrOrPromise"], ...] = (
    (re.compile(r"xl/charts/chart"), _("charts (kept, but they may look different)")),
    (re.compile(r"xl/pivotTables/"), _("pivot tables (kept, but they may look different)")),
    (re.compile(r"xl/(slicers|timelines)/"), _("slicers")),
    (re.compile(r"xl/(ctrlProps|activeX)/"), _("buttons and form controls")),
    (re.compile(r"xl/diagrams/"), _("diagrams")),
    (re.compile(r"xl/embeddings/"), _("embedded objects")),
    (re.compile(r"xl/media/.*\.(emf|wmf)$", re.I), _("pictures in EMF or WMF format")),
    (re.compile(r"xl/threadedComments/"), _("threads of comments (kept as plain text)")),
)
# By what stands in a part.
_CONTENTS: tuple[tuple[str, re.Pattern[bytes], "StrOrPromise"], ...] = (
    (
        "xl/drawings/drawing",
        re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[\s>]"),
        _("shapes and text boxes"),
    ),
    (
        "xl/worksheets/",
        re.compile(rb"<x14:conditionalFormatting[\s>]"),
        _("some conditional formats"),
    ),
    ("xl/worksheets/", re.compile(rb"<x14:sparkline"), _("sparklines")),
    ("xl/worksheets/", re.compile(rb"<legacyDrawingHF"), _("pictures in headers and footers")),
)


def losses(content: bytes) -> list["StrOrPromise"]:
    """The things of an .xlsx that its marked copy lacks, or shows otherwise."""
    with ZipFile(BytesIO(content)) as parts:
        names = parts.namelist()
        found = [words for name, words in _PARTS if any(map(name.match, names))]
        for name in names:
            wanted = [(rule, words) for start, rule, words in _CONTENTS if name.startswith(start)]
            if not wanted or name.endswith(".rels"):
                continue
            text = parts.read(name)
            found += [words for rule, words in wanted if words not in found and rule.search(text)]
    return found
