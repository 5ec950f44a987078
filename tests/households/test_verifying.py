"""Whatever is changed in a posted list is found: by the list, the chain, the trail or the paper."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import InternalError
from django.utils import translation

from households import notices, posters, publicity, verifying
from households.choices import Stage
from households.models import Notice
from povertyreg.audit.models import Entry
from tests.households.lists import MAY_28, PHONE, cases_at, hanging
from tests.households.tampering import exchange, forget_in_the_trail, sha256_of, tamper

ENTRY = "households_noticeentry"


@pytest.fixture
def posted(nominated, yunfeng, round_, secretary, set_today):
    """Three notices of the village, one after the other."""
    set_today(MAY_28)
    more = cases_at(Stage.NOMINATED, 2, yunfeng, round_)
    return [hanging(nominated, secretary), *(hanging([case], secretary) for case in more)]


def verify(*args, **options):
    """What the command says, and its exit code."""
    out = StringIO()
    try:
        call_command("verify_notice", *map(str, args), stdout=out, **options)
    except CommandError as error:
        return f"{out.getvalue()}{error}", error.returncode
    return out.getvalue(), 0


def test_what_was_posted_is_whole(posted):
    said, code = verify(posted[2].pk)

    assert code == 0
    assert "It is as it was posted" in said
    assert "unbroken: 3 notices" in said


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        (ENTRY, "UPDATE {t} SET householder = '赵六' WHERE notice_id = %s AND position = 3"),
        (ENTRY, "UPDATE {t} SET size = 9 WHERE notice_id = %s AND position = 1"),
        (ENTRY, "DELETE FROM {t} WHERE notice_id = %s AND position = 2"),
        ("households_notice", "UPDATE {t} SET complaint_phone = '1' WHERE id = %s"),
        (
            "households_notice",
            "UPDATE {t} SET starts_on = starts_on - 3, ends_on = ends_on - 3 WHERE id = %s",
        ),
        (
            "households_noticeremark",
            (
                "INSERT INTO {t} (county_code, village_code, notice_id, position, kind, "
                "householder, householder_pinyin, detail) VALUES "
                "('520521', '520521225201', %s, 1, 'left', '赵六', '', 'withdrawn')"
            ),
        ),
    ],
)
def test_a_change_behind_the_triggers_is_found(table, sql, posted):
    tamper(table, sql.format(t=table), [posted[0].pk])

    said, code = verify(posted[0].pk)

    assert code == 1
    assert "not those that were posted" in said
    assert verify(posted[2].pk)[1] == 1, "a broken link lies before the later ones too"
    assert verify(village="520521225201")[1] == verify(all=True)[1] == 1


def test_a_line_that_was_taken_out_is_named(posted):
    tamper(ENTRY, f"DELETE FROM {ENTRY} WHERE notice_id = %s AND position = 2", [posted[0].pk])

    assert "Line 2 is missing" in verify(posted[0].pk)[0]


def test_a_notice_exchanged_with_a_fitting_fingerprint_breaks_the_chain(posted):
    exchange(posted[0], "赵六")
    forget_in_the_trail(posted[0])

    said, code = verify(posted[0].pk)

    assert code == 1
    assert "It names " in said


def test_the_last_notice_exchanged_is_found_by_the_trail(posted):
    exchange(posted[2], "赵六")

    assert "audit trail noted another" in verify(posted[2].pk)[0]


def test_the_last_notice_exchanged_with_its_trail_is_found_by_the_text(posted, tmp_path):
    text = tmp_path / "sealed.txt"
    text.write_bytes(notices.canonical(posted[2], posted[2].entries.all()).encode())
    assert verify(text)[1] == 0

    exchange(posted[2], "赵六")
    forget_in_the_trail(posted[2])
    assert verify(posted[2].pk)[1] == 0, "nothing on file speaks against it"
    said, code = verify(text)

    assert code == 1
    assert "entries 1: in the text" in said
    assert "赵六" in said


def test_the_sealed_text_is_what_the_fingerprint_is_of(client, posted, auditor):
    client.force_login(auditor)

    answer = client.get(f"/notices/{posted[0].pk}/canonical/")

    assert sha256_of(answer.content) == posted[0].sha256
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("shape", [lambda f: f, str.lower, lambda f: f.replace(" ", "")])
def test_a_fingerprint_from_paper_finds_its_notice(shape, posted):
    said, code = verify(shape(posted[1].fingerprint))

    assert code == 0
    assert posted[1].fingerprint in said


@pytest.mark.parametrize("said", ["00000000", "9F3A", "zzzzzzzz", "123456", "/nowhere.pdf"])
def test_what_is_not_on_file_is_said_with_code_two(said, posted):
    assert verify(said)[1] == 2


def test_a_file_of_something_else_is_said_with_code_two(posted, tmp_path):
    for name in ("letter.txt", "letter.pdf"):
        other = tmp_path / name
        other.write_text('{"village": 1}')
        assert verify(other)[1] == 2


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_poster_is_held_against_the_list(language, posted, tmp_path):
    with translation.override(language):
        pdf = posters.pdf("a4", posters.poster(posted[0], "https://example.org"))
    paper = tmp_path / "poster.pdf"
    paper.write_bytes(pdf)
    assert verify(paper)[1] == 0

    tamper(ENTRY, f"UPDATE {ENTRY} SET size = 9 WHERE notice_id = %s", [posted[0].pk])
    said, code = verify(paper)
    assert code == 1
    assert "Not on paper: 1 " in said

    tamper(
        "households_notice",
        "UPDATE households_notice SET complaint_phone = '0857-1' WHERE id = %s",
        [posted[0].pk],
    )
    assert "0857-1" in verify(paper)[0]

    exchange(posted[0], "赵六")
    assert "It was posted otherwise" in verify(paper)[0]


def test_a_chain_is_verified_in_few_queries(posted, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert len(verifying.all_chains()) == 3


def test_villages_have_chains_of_their_own(posted, zongshu, round_, secretary2):
    hanging(cases_at(Stage.NOMINATED, 1, zongshu, round_), secretary2)

    assert [verdict.is_whole for verdict in verifying.all_chains()] == [True] * 4


def test_a_notice_of_the_first_form_is_still_whole(posted):
    last = posted[2]
    last.form = 1
    sha256 = notices.fingerprint(last, last.entries.all())
    tamper(
        "households_notice",
        "UPDATE households_notice SET form = 1, sha256 = %s WHERE id = %s",
        [sha256, last.pk],
    )
    forget_in_the_trail(last)

    assert verify(last.pk)[1] == 0


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE households_noticeremark SET detail = ''", "sealed|Cannot update"),
        ("DELETE FROM households_noticeremark", "sealed|Cannot update"),
        (
            (
                "INSERT INTO households_notice (county_code, village_code, round_id, level, "
                "serial, starts_on, days, ends_on, complaint_phone, posted_by_id, sha256, "
                "previous_sha256) "
                "SELECT county_code, village_code, round_id, level, 99, starts_on - 1, days, "
                "ends_on - 1, '1', posted_by_id, sha256, '' FROM households_notice LIMIT 1"
            ),
            "not dated back",
        ),
        (
            (
                "INSERT INTO households_notice (county_code, village_code, round_id, level, "
                "serial, starts_on, days, ends_on, complaint_phone, posted_by_id, sha256, "
                "previous_sha256) "
                "SELECT county_code, village_code, round_id, level, 99, starts_on, 1, "
                "starts_on, '1', posted_by_id, sha256, '' FROM households_notice LIMIT 1"
            ),
            "hangs for 7 days",
        ),
    ],
)
def test_the_database_refuses_what_nobody_may_write(sql, says, posted, leader):
    Notice.objects.get(pk=posted[0].pk).remarks.create(
        village_id="520521225201", position=1, kind="added", householder="王"
    )

    with (
        pytest.raises(InternalError, match=says),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_the_trail_keeps_the_fingerprint_of_every_posting(yunfeng, round_, county_staff):
    listed = cases_at(Stage.CLASSIFIED, 1, yunfeng, round_)
    announced = publicity.announce(listed, complaint_phone=PHONE, by=county_staff)

    assert Entry.objects.get(action="announce").details["sha256"] == announced.sha256
