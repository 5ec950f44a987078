"""The six things that are done with a whole list, each with its words."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from households import approval, classification, comparison, results
from households.choices import Category, Level, RoundKind
from households.codes import code_lists
from households.comparison import Register
from households.forms.sheets import REJECT, RETURN, SheetForm, WayOut, Words
from households.lineup import Line
from households.sheets import Sheet
from povertyreg.audit.models import Entry
from povertyreg.wording import about
from villages.models import User


def phone_field() -> forms.RegexField:
    """The phone that a posted list shows for complaints."""
    return forms.RegexField(
        r"^[\d\- +()]{5,20}$",
        label=_("Complaint phone"),
        error_messages={"invalid": _("Digits, blanks and hyphens only, at least five of them.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class PostingForm(SheetForm):
    """A list that is posted shows a phone for complaints."""

    is_posting = True
    complaint_phone = phone_field()

    def follows(self) -> Any:
        return _("After this the list hangs")


class ApproveForm(PostingForm):
    """The secretary's approval of the list that the meeting carried."""

    step = "post_in_village"
    level = Level.VILLAGE
    words = Words(
        _("Approve the list"),
        _("Approve those not returned"),
        _("Approve all {n}"),
        _("Approve the other {n}"),
    )

    def act(self, sheet: Sheet, by: User) -> Entry:
        phone = self.cleaned_data["complaint_phone"]
        return approval.approve_in_village(sheet, complaint_phone=phone, by=by)


class AcceptForm(SheetForm):
    """The township accepts a village's list after visiting its share."""

    step = "accept_in_township"
    level = Level.TOWNSHIP
    ways_out = (RETURN, REJECT)
    is_review = True
    words = Words(
        _("Accept the list"),
        _("Accept the others"),
        _("Accept all {n}"),
        _("Accept the other {n}"),
        _("Accept none of {n}"),
    )

    def act(self, sheet: Sheet, by: User) -> Entry:
        visited = self.cleaned_data["visited"]
        return approval.accept_in_township(sheet, visited, self.rejected(), by=by)


class TownshipPostingForm(PostingForm):
    """The township posts what it has accepted, or what the village passed on to it."""

    step = "post_in_township"
    level = Level.TOWNSHIP
    ways_out = (RETURN, REJECT)
    words = Words(
        _("Post the list in the township"),
        _("Post the others"),
        _("Post all {n}"),
        _("Post the other {n}"),
        _("Post none of {n}"),
    )

    def act(self, sheet: Sheet, by: User) -> Entry:
        phone = self.cleaned_data["complaint_phone"]
        return approval.post_in_township(sheet, self.rejected(), complaint_phone=phone, by=by)


def _confirming(title: Any) -> Words:
    return Words(
        title,
        _("Confirm the others"),
        _("Confirm all {n}"),
        _("Confirm the other {n}"),
        _("Confirm none of {n}"),
    )


HIT: Final = WayOut(
    "back", "because", "words", _("Hit"), "search", _("In which list, and what"),
    Register, _("Say of each hit in which list it is, and what it is."), needs_words=True,
)  # fmt: skip


class CompareForm(SheetForm):
    """What other offices' lists say of each household; those ticked are hits."""

    step = "compare"
    level = Level.COUNTY
    ways_out = (HIT,)
    words = Words(
        _("Compare the list"),
        _("Note the comparison"),
        _("Note: no hit among all {n}"),
        _("Note the hits; {n} without one"),
        _("Note a hit for all {n}"),
    )

    def follows(self) -> Any:
        return _("The second meeting hears what was found, and votes on every household again.")

    def act(self, sheet: Sheet, by: User) -> Entry:
        return comparison.compare(sheet, by=by)

    def _reason(self, pk: int) -> str:
        """In the words of whoever found it: this is read out."""
        register = Register(self.answer(HIT.reason, pk))
        return about(register.label, self.answer(HIT.words, pk))


class ClassifyForm(SheetForm):
    """A category for each household; those ticked go back, or are rejected with a ground."""

    step = "classify"
    level = Level.COUNTY
    ways_out = (RETURN, REJECT)
    is_review = True
    words = Words(
        _("Classify the list"),
        _("Classify the others"),
        _("Classify all {n}"),
        _("Classify the other {n}"),
        _("Classify none of {n}"),
    )
    words_of = {
        RoundKind.LOOK_BACK: _confirming(_("Confirm the results")),
        RoundKind.EXIT: _confirming(_("Confirm the exits")),
        RoundKind.RETURN: _confirming(_("Confirm the returns")),
        RoundKind.REMOVAL: _confirming(_("Confirm the removals")),
    }

    def follows(self) -> Any:
        if self.round.kind == RoundKind.IDENTIFICATION:
            return _("The categories become public with the announcement, which is the next step.")
        return _("What is decided becomes public with the announcement, which is the next step.")

    def act(self, sheet: Sheet, by: User) -> Entry:
        checked = self.cleaned_data["visited"]
        return classification.classify(
            sheet, self._categories(), self.rejected(), by=by, checked=checked
        )

    def _categories(self) -> dict[int, str]:
        given = self.cleaned_data
        listed = given["listed"] - given["back"] - given["out"]
        chosen = {pk: self.answer("category", pk) for pk in listed}
        return {pk: category for pk, category in chosen.items() if category}

    def offered(self, line: Line) -> list[tuple[str, Any]]:
        """The four categories of registered households, unless the outcome leaves no choice."""
        if not results.leaves_a_choice(results.outcome_of(line.case)):
            return []
        names = code_lists()["category"]
        return [(code, names.label(code)) for code in Category.REGISTERED]


class AnnounceForm(PostingForm):
    """The county announces what it has classified; nobody goes back from here."""

    step = "announce"
    level = Level.COUNTY
    ways_out = ()
    words = Words(_("Announce the result"), _("Announce the list"), _("Announce all {n}"))

    def follows(self) -> Any:
        return TAKEN[self.round.kind]

    def act(self, sheet: Sheet, by: User) -> Entry:
        phone = self.cleaned_data["complaint_phone"]
        return approval.announce(sheet, complaint_phone=phone, by=by)


TAKEN: Final[dict[str, Any]] = {
    RoundKind.IDENTIFICATION: _(
        "The records of the year take the category today. The announcement hangs"
    ),
    RoundKind.LOOK_BACK: _(
        "The records of the year take what was found today. The announcement hangs"
    ),
    RoundKind.EXIT: _("The records of the year take the exit today. The announcement hangs"),
    RoundKind.RETURN: _("The records of the year take the return today. The announcement hangs"),
    RoundKind.REMOVAL: _("The households leave the register today. The announcement hangs"),
}
"""What the announcement enters, by the kind of the round."""
