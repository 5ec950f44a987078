"""Lists as a test asks for them."""

from io import BytesIO

import openpyxl

from tests.reports.drawing import TOWNSHIP


def opened(response):
    return openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))


def rows(sheet):
    heads, *found = sheet.iter_rows(values_only=True)
    return [dict(zip([head.split(" ", 1)[1] for head in heads], row, strict=True)) for row in found]


def exported(client, slug="households", **asked):
    return client.post(f"/reports/{slug}/", {"area": TOWNSHIP, "year": 2015, **asked})


def taken(answer):
    """The rows of a list by their English headings."""
    return rows(opened(answer).worksheets[1])
