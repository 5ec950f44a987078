"""Two people changed one file: nothing is lost, nothing is overwritten unasked."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from households import files
from households.dossier import Person
from households.models import Household, Member
from tests.factories import id_number
from tests.households.entry import edit, stored, text

pytestmark = pytest.mark.usefixtures("in_november")


class TestAStaleForm:
    @pytest.fixture
    def data(self, household):
        """Opened before somebody else saved: a cause, a new son, and the daughter gone."""
        return stored(household, wage="8888", main_cause="02")

    @pytest.fixture
    def colleague(self, household, clerk, data):
        file = files.opened(household, 2015)
        file.year.main_cause = "05"
        gone = file.people.pop().member
        gone.left_on, gone.left_because = date(2015, 11, 24), "married out"
        file.left.append(gone)
        son = Person(
            Member(name="杨正林", id_number=id_number()),
            type(file.people[0].year)(relation="03", labour="01"),
        )
        file.people.append(son)
        files.update(file, version=1, by=clerk)

    def test_is_refused_with_both_values_side_by_side(self, desk, household, data, colleague):
        answer = desk.post(edit(household), data)

        page = text(answer)
        assert answer.status_code == 409
        assert "Somebody saved this file while you were typing" in page
        assert "Yang Min saved it on" in page
        assert "05 Lack of land" in page  # in the file
        assert "<b>02 Disability</b>" in page  # in the form
        assert household.years.get().wage == 7200

    def test_holds_what_was_typed_with_the_new_version(self, desk, household, data, colleague):
        page = text(desk.post(edit(household), data))

        assert 'name="version" value="2"' in page
        assert 'value="8888"' in page
        assert 'value="杨正林"' in page  # the member who was added meanwhile
        assert 'value="杨正秀"' not in page  # the member who was taken out meanwhile

    def test_is_saved_over_the_new_version_on_purpose(self, desk, household, data, colleague):
        from households.forms.comparison import carried_over
        from tests.households.entry import query

        refused = desk.post(edit(household), data)
        assert refused.status_code == 409
        fresh = files.opened(Household.objects.get(), 2015)
        again = carried_over(query(data), fresh)

        answer = desk.post(edit(household), again.dict())

        record = household.years.get()
        assert answer.status_code == 302
        assert (record.wage, record.main_cause, record.size) == (8888, "02", 3)
        assert household.members.filter(left_on=None).count() == 3


@pytest.mark.parametrize("total", ["ten", "", "9" * 40, "-1"])
def test_a_stale_form_with_nonsense_in_it_is_still_compared(desk, household, total):
    data = stored(household) | {"version": "0", "members-TOTAL_FORMS": total}

    assert desk.post(edit(household), data).status_code == 409


def test_stale_is_a_validation_error_like_the_others():
    from households.refusals import StaleVersion

    assert issubclass(StaleVersion, ValidationError)
