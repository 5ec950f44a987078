"""What is said under an ID number while it is typed."""

from datetime import date

import pytest

from tests.factories import id_number
from tests.households.entry import text

pytestmark = pytest.mark.usefixtures("in_november")


class TestTheCheckOfAnIdNumber:
    @pytest.fixture
    def check(self, desk):
        def check(number: str, **fields):
            field = "members-0-id_number"
            return text(
                desk.post(
                    "/households/id-check/",
                    {field: number, **fields},
                    headers={"HX-Request": "true", "HX-Trigger-Name": field},
                )
            )

        return check

    def test_says_sex_birth_date_and_age(self, check):
        said = check(id_number(date(1968, 3, 17), sex="2"))

        assert "Female · 1968-03-17 · 47 years" in said

    def test_says_what_is_wrong(self, check):
        assert "this one has 3. Check the document." in check("123")

    def test_says_where_the_person_is_registered(self, check, household):
        number = household.householder.id_number

        assert f"household {household.number}" in check(number)
        assert "household" not in check(number, household=household.number)

    def test_says_nothing_about_a_mask_or_an_empty_field(self, check):
        assert check("522422********5017") == check("") == ""

    def test_takes_anything(self, check):
        for typed in ("\0", "x" * 4000, "𠮷" * 18, "<script>"):
            assert "<script>" not in check(typed, household="\0")

    def test_is_a_post_for_clerks_only(self, desk, client, secretary):
        assert desk.get("/households/id-check/").status_code == 405
        client.force_login(secretary)
        assert client.post("/households/id-check/").status_code == 403
