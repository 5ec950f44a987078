"""The sealed text, byte by byte as the handbook has it."""

import hashlib
import re
from datetime import date
from pathlib import Path

from django.conf import settings

from households import notices
from households.choices import Level, Remark, RoundKind
from households.models import Notice, NoticeEntry, NoticeRemark, Round

HANDBOOK = Path(settings.BASE_DIR) / "docs" / "handbook" / "notices.md"


def example():
    notice = Notice(
        village_id="520521225201", round=Round(pk=1, kind=RoundKind.IDENTIFICATION, year=2015),
        level=Level.TOWNSHIP, serial=1, starts_on=date(2015, 6, 8), ends_on=date(2015, 6, 14),
        days=7, complaint_phone="0857-0000217", corrects_because="",
    )  # fmt: skip
    entries = [
        NoticeEntry(
            position=1, householder="杨光富", group_number=3, size=4, category="01", cause="04",
            outcome="",
        )
    ]  # fmt: skip
    remarks = [
        NoticeRemark(
            position=1, kind=Remark.LEFT, householder="罗二", detail="rejected:vehicle"
        )
    ]  # fmt: skip
    return notice, entries, remarks


def test_the_example_of_the_handbook_is_what_the_program_seals():
    text, sha256 = re.findall(r"```\n(.+)\n```", HANDBOOK.read_text("utf-8"))

    assert notices.canonical(*example()) == text
    assert notices.fingerprint(*example()) == sha256
    assert hashlib.sha256(text.encode()).hexdigest() == sha256


def test_every_name_of_the_text_stands_in_the_handbook():
    handbook = HANDBOOK.read_text("utf-8")

    for name in re.findall(r'"(\w+)":', notices.canonical(*example())):
        assert f"`{name}`" in handbook


def test_the_first_form_is_as_it_was():
    notice, entries, _remarks = example()
    notice.form = 1

    assert notices.canonical(notice, entries) == (
        '{"complaint_phone":"0857-0000217","days":7,"entries":[[1,"杨光富",3,4,"01","04"]],'
        '"level":"township","previous":"","round":1,"serial":1,"starts_on":"2015-06-08",'
        '"village":"520521225201"}'
    )


def test_each_fact_of_the_second_form_is_in_the_fingerprint():
    before = notices.fingerprint(*example())
    changes = {
        "serial": 2, "days": 8, "complaint_phone": "1", "previous_sha256": "a" * 64,
        "corrects_because": "误", "ends_on": date(2015, 6, 15), "starts_on": date(2015, 6, 7),
    }  # fmt: skip
    for name, value in changes.items():
        notice, entries, remarks = example()
        setattr(notice, name, value)
        assert notices.fingerprint(notice, entries, remarks) != before, name
    for place, name, value in ((1, "outcome", "kept"), (2, "detail", "withdrawn")):
        parts = example()
        setattr(parts[place][0], name, value)
        assert notices.fingerprint(*parts) != before, name


def test_quotation_marks_and_line_breaks_cannot_forge_a_line():
    notice, entries, remarks = example()
    entries[0].householder = '"],[2,"赵\n六'

    assert r'"\"],[2,\"赵\n六"' in notices.canonical(notice, entries, remarks)
