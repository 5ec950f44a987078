"""The papers of a household: what stands on them, who has them, and what is kept of it."""

import re

import pytest

from households.models import Finding, Household, HouseholdYear, Member
from povertyreg.audit.models import Entry
from povertyreg.papers.seals import seal
from tests.factories import HouseholdFactory
from tests.papers.conftest import pages_of
from tests.world import NUMBER

NEVER = "\U000323af"
CARD = f"/print/households/{NUMBER}/card"


def printed(client, what="card", more=""):
    answer = client.get(f"/print/households/{NUMBER}/{what}.pdf?year=2015{more}")
    assert answer.status_code == 200
    return pages_of(answer.content)


@pytest.fixture
def as_secretary2(client, secretary2):
    client.force_login(secretary2)
    return client


def test_the_card_has_two_pages_in_the_order_of_the_form(world, as_clerk):
    pages = printed(as_clerk)

    headings = re.findall(r"^([IV]+)\. ", "\n".join(pages), re.MULTILINE)
    assert len(pages) == 2
    assert headings == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
    assert "Page 1 of 2" in pages[0]
    assert "Page 2 of 2" in pages[1]


def test_the_card_tells_what_every_floor_knows(world, as_clerk):
    said = "\n".join(printed(as_clerk))

    for words in ("Long Yunfengren", "Wei Guoping", "goslings", "1,200.00", "version 1"):
        assert words in said


@pytest.mark.parametrize("what", ["card", "booklet", "why"])
def test_numbers_are_masked_on_every_paper(world, as_clerk, what):
    Household.objects.update(bank_account="6217001234567890")

    sides = ["\n".join(printed(as_clerk, what))]
    sides.append(as_clerk.get(f"/print/households/{NUMBER}/{what}/?year=2015").content.decode())

    for said in sides:
        for number in (world.id_number, "13987654321", "13800006217", "6217001234567890"):
            assert number not in said
    assert what == "why" or world.id_number[:6] + "********" in sides[0]


@pytest.mark.parametrize("what", ["card", "booklet", "why"])
def test_the_page_and_the_pdf_say_the_same(world, as_clerk, what):
    page = as_clerk.get(f"/print/households/{NUMBER}/{what}/?year=2015").content.decode()

    assert "data-print>Print</button>" in page
    for words in ("Long Yunfengren", f"{NUMBER[:12]} {NUMBER[12:]}", "Yunfeng"):
        assert words in page


def test_the_booklet_has_its_eight_sections(world, as_clerk):
    said = "\n".join(printed(as_clerk, "booklet"))

    for n, words in enumerate(
        ("Basic facts", "Members", "Persons", "Plan", "Measures", "What", "Work", "Income"), 1
    ):
        assert f"{n}. {words}" in said


def test_the_why_sheet_tells_the_way_of_the_decision(world, as_clerk):
    record = HouseholdYear.objects.get(year=2015)
    Finding.objects.create(
        household=world.household, village=world.household.village, year=2015, rule="M-05",
        severity="W", value="income is a round sum", found_on=record.changed_at,
        last_seen_on=record.changed_at,
    )  # fmt: skip
    world.case.events.create(
        step="post_in_village", to_stage="village_publicity", on=world.notice.starts_on,
        by=world.notice.posted_by, notice=world.notice,
    )  # fmt: skip

    pages = printed(as_clerk, "why")

    said = " ".join(pages[0].split())
    assert len(pages) == 1
    assert "38 of 45, 30 are needed yes" in said
    assert "36 in favour, 1 against, 1 abstained yes" in said
    assert "fingerprint ABAB ABAB not yet" in said
    assert "1 received, 1 still open not yet" in said
    assert "M-05 warning income is a round sum" in said
    assert "should not be on the list under investigation" in said


def test_what_was_objected_and_by_whom_is_not_handed_to_the_household(world, as_clerk):
    world.objection.objector = "李告密"
    world.objection.save()

    said = "\n".join(printed(as_clerk, "why"))

    assert world.objection.content not in said
    assert "李告密" not in said


def test_a_household_without_a_case_is_told_so(yunfeng, as_clerk):
    number = HouseholdFactory(village=yunfeng).number

    answer = as_clerk.get(f"/print/households/{number}/why.pdf?year=2015")

    assert "nothing has been decided" in " ".join(pages_of(answer.content)[0].split())


def test_rare_names_and_markup_come_out_as_they_are(world, as_clerk):
    as_clerk.cookies["django_language"] = "zh-hans"
    Member.objects.filter(pk=world.household.householder_id).update(name='䶮㛃𬭎#let*_$\\"')

    said = "".join("".join(printed(as_clerk)).split())

    assert '䶮㛃𬭎#let*_$\\"' in said


def test_a_character_that_the_font_lacks_is_reported_with_the_remedy(world, as_clerk):
    Household.objects.update(bank=f"银行{NEVER}")

    answer = as_clerk.get(f"{CARD}.pdf?year=2015")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "U+323AF" in page
    assert f"{CARD}.pdf?year=2015&amp;marked=1" in page
    assert f'href="{CARD}/?year=2015"' in page
    assert not Entry.objects.filter(action="print_card").exists()
    assert "银行〓" in "".join(printed(as_clerk, more="&marked=1"))


@pytest.mark.parametrize("what", ["card", "booklet", "why"])
def test_who_printed_what_is_kept(world, as_clerk, clerk, what):
    printed(as_clerk, what)
    as_clerk.get(f"/print/households/{NUMBER}/{what}/?year=2015")

    entries = Entry.objects.filter(action=f"print_{what}")
    assert [(e.by, e.subject_id, e.details["version"]) for e in entries] == [
        (clerk, world.household.pk, 1)
    ] * 2


@pytest.mark.parametrize("there", [f"{CARD}/", f"{CARD}.pdf", f"{CARD[:-4]}gossip/"])
def test_a_stranger_finds_nothing_and_leaves_no_trace(world, as_secretary2, there):
    before = Entry.objects.count()

    assert as_secretary2.get(there).status_code == 404
    assert Entry.objects.count() == before


def test_a_cadre_prints_his_households_and_no_other(world, yunfeng, client, cadre_user):
    client.force_login(cadre_user)
    other = HouseholdFactory(village=yunfeng).number

    assert client.get(f"{CARD}.pdf?year=2015").status_code == 200
    assert client.get(f"/print/households/{other}/card.pdf?year=2015").status_code == 404


@pytest.mark.parametrize("people", [2, 20])
def test_a_card_costs_the_same_for_few_and_for_many(
    yunfeng, as_clerk, django_assert_max_num_queries, people
):
    household = HouseholdFactory(village=yunfeng, file__people=people)

    with django_assert_max_num_queries(15):
        as_clerk.get(f"/print/households/{household.number}/card/?year=2015")


def test_the_code_on_the_paper_leads_to_the_file_and_tells_its_age(world, as_clerk):
    address = f"/print/check/{NUMBER}/1/{seal(NUMBER, 1)}/"

    now = as_clerk.get(address, follow=True).content.decode()
    Household.objects.update(version=3)
    later = as_clerk.get(address, follow=True).content.decode()

    assert "The paper is of this version of the file." in now
    assert "of version 1, the file is now version 3" in later


def test_a_made_up_code_or_a_stranger_learns_nothing(world, as_clerk, client, secretary2):
    good = seal(NUMBER, 1)
    assert as_clerk.get(f"/print/check/{NUMBER}/2/{good}/").status_code == 404
    assert as_clerk.get(f"/print/check/{NUMBER}/1/é/").status_code == 404

    client.force_login(secretary2)
    assert client.get(f"/print/check/{NUMBER}/1/{good}/").status_code == 404


def test_the_page_of_the_household_and_of_the_village_offer_them(world, as_clerk):
    household = as_clerk.get(f"/households/{NUMBER}/?year=2015").content.decode()
    village = as_clerk.get(f"/villages/{NUMBER[:12]}/?year=2015").content.decode()

    assert f"{CARD}/?year=2015" in household
    assert f"/print/villages/{NUMBER[:12]}/?year=2015" in village


def test_a_family_of_eight_still_has_a_card_of_two_pages(yunfeng, as_clerk):
    number = HouseholdFactory(village=yunfeng, file__people=8).number

    answer = as_clerk.get(f"/print/households/{number}/card.pdf?year=2015")

    assert len(pages_of(answer.content)) == 2
