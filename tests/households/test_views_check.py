"""The form looked at while it is typed, and the one question before it is saved."""

import pytest

from households.choices import FindingState
from households.models import Finding, Household
from povertyreg.audit.models import Entry
from tests.factories import HouseholdFactory
from tests.households.entry import NEW, edit, person, sent, stored, text

CHECK = "/households/check/?year=2015"
OLD, AGAIN = "522422680317501", "reason-P-11-0"
FRAME = 3  # the session, the person, the jurisdiction

pytestmark = pytest.mark.usefixtures("in_november", "yunfeng")


def test_a_wrong_digit_is_told_by_its_row_and_field(desk):
    page = text(desk.post(CHECK, sent([person(), person("王开珍", "02", id_number="123")])))

    assert '<a href="#id_members-1-id_number">Row 2, ID number</a>' in page
    assert "this one has 3. Check the document." in page
    assert "1 error" in page
    assert not Household.objects.exists()


def test_what_holds_is_told_too(desk):
    page = text(desk.post(CHECK, sent([person()])))

    assert "one householder" in page
    assert "error" not in page


def test_what_is_still_empty_is_no_mistake_yet(desk):
    page = text(desk.post(CHECK, sent([person("", id_number="")], main_cause="")))

    assert "required" not in page


def test_the_field_in_which_somebody_types_is_left_alone(desk):
    data = sent([person(id_number="52242219")]) | {"typing": "id_members-0-id_number"}

    assert "characters" not in text(desk.post(CHECK, data))


def test_an_old_number_is_to_be_confirmed(desk):
    page = text(desk.post(CHECK, sent([person(id_number=OLD)])))

    assert "15 digits" in page
    assert "to confirm" in page


@pytest.mark.parametrize("people", [2, 20])
def test_the_answer_costs_the_same_few_questions_for_every_family(
    desk, yunfeng, people, django_assert_max_num_queries
):
    household = HouseholdFactory(village=yunfeng, file__people=people)
    data = stored(household) | {"household": household.number}

    with django_assert_max_num_queries(FRAME + 4):
        desk.post(CHECK, data)


@pytest.mark.parametrize("people", [2, 20])
def test_the_form_costs_the_same_few_questions_for_every_family(
    desk, yunfeng, people, django_assert_max_num_queries
):
    household = HouseholdFactory(village=yunfeng, file__people=people)
    desk.get("/")

    with django_assert_max_num_queries(9 + 12):  # nine of them are the frame's
        desk.get(edit(household))


def test_a_file_of_the_next_township_is_not_found(desk, baina):
    other = HouseholdFactory(village=baina)

    assert desk.post(CHECK, stored(other) | {"household": other.number}).status_code == 404


@pytest.mark.parametrize("typing", ["\0", "<script>", "x" * 5000])
def test_it_takes_anything(desk, typing):
    data = sent([person(name="<script>")]) | {"typing": typing, "wage": "NaN", "shown": "\0"}

    answer = desk.post(CHECK, data)

    assert answer.status_code == 200
    assert "<script>" not in text(answer)


def unasked(people):
    """Of the old numbers nothing was said yet."""
    return {n: v for n, v in sent(people).items() if not n.startswith("reason-P-11")}


class TestTheQuestion:
    def test_is_asked_before_anything_is_written(self, desk):
        answer = desk.post(NEW, unasked([person(id_number=OLD)]) | {"next": "1"})

        page = text(answer)
        assert answer.status_code == 200
        assert "One thing looks unusual: is it right?" in page
        assert f'name="{AGAIN}" value="document" checked' in page
        assert 'name="next" value="1" data-key="ctrl enter" data-focus' in page
        assert f'value="{OLD}"' in page
        assert not Household.objects.exists()

    def test_is_answered_with_one_key(self, desk):
        desk.post(NEW, sent([person(id_number=OLD)]) | {AGAIN: "document"})

        assert Household.objects.get().members.get().id_number == OLD

    @pytest.mark.parametrize("answer", ["", "\0", "nonsense"])
    def test_is_not_answered_by_nonsense(self, desk, answer):
        desk.post(NEW, sent([person(id_number=OLD)]) | {AGAIN: answer})

        assert not Household.objects.exists()

    def test_is_asked_of_each_row_by_itself(self, desk):
        other = "522422711102224"
        data = unasked([person(id_number=OLD), person("王开珍", "02", id_number=other)])

        page = text(desk.post(NEW, data | {AGAIN: "family"}))

        assert "reason-P-11-1" in page
        assert AGAIN not in page

    def test_is_not_asked_again_once_it_was_explained(self, desk):
        desk.post(NEW, sent([person(id_number=OLD)]) | {AGAIN: "document"})
        household = Household.objects.get()
        data = {name: value for name, value in stored(household, wage="1").items() if name != AGAIN}

        answer = desk.post(edit(household), data)

        assert answer.status_code == 302
        assert household.years.get().wage == 1
        finding = Finding.objects.get(rule="P-11")
        assert (finding.state, finding.reason) == (
            FindingState.EXPLAINED,
            "checked with the document",
        )


class TestTheReasonOfACorrection:
    def test_stands_in_the_trail(self, desk, household):
        desk.post(edit(household), stored(household, wage="1", reason="document"))

        assert Entry.objects.filter(action="change_file").last().reason == "new document"

    def test_may_be_in_words(self, desk, household):
        typed = {"reason": "other", "reason_other": "the road was built"}
        desk.post(edit(household), stored(household, wage="1") | typed)

        assert Entry.objects.filter(action="change_file").last().reason == "the road was built"

    def test_is_kept_for_the_next_file(self, desk, household):
        desk.post(edit(household), stored(household, wage="1", reason="typing"))
        household.refresh_from_db()

        assert '<option value="typing" selected>' in text(desk.get(edit(household)))


class TestTheFieldsShown:
    def test_are_those_of_quick_entry_at_first(self, desk):
        assert 'data-shown="quick"' in text(desk.get(NEW))

    def test_are_remembered_by_the_server_with_what_was_typed(self, desk):
        answer = desk.post(NEW, sent([person()], show="all"))

        assert 'data-shown="all"' in text(answer)
        assert 'value="杨昌明"' in text(answer)
        assert 'data-shown="all"' in text(desk.get(NEW))
        assert not Household.objects.exists()

    def test_are_nothing_else(self, desk):
        desk.post(CHECK, sent([person()], shown="<script>"))

        assert 'data-shown="quick"' in text(desk.get(NEW))
