"""The six things that are done with a whole list, each with its words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households import approval, classification, comparison, results
from households.choices import Category, Level, RejectionGround
from households.classification import Rejection
from households.codes import code_lists
from households.comparison import Register
from households.forms.sheets import SheetForm
from households.lineup import Line
from households.models import Round
from households.sheets import Sheet
from povertyreg.audit.models import Entry
from povertyreg.wording import about
from villages.models import User


class PostingForm(SheetForm):
    """A list that is posted shows a phone for complaints."""

    is_posting = True
    complaint_phone = forms.RegexField(
        r"^[\d\- +()]{5,20}$",
        label=_("Complaint phone"),
        error_messages={"invalid": _("Digits, blanks and hyphens only, at least five of them.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class ApproveForm(PostingForm):
    """The secretary's approval of the list that the meeting carried."""

    step = "post_in_village"
    level = Level.VILLAGE
    title = _("Approve the list")
    plain = _("Approve those not returned")
    everyone, others = _("Approve all {n}"), _("Approve the other {n}")

    def act(self, sheet: Sheet, by: User) -> Entry:
        phone = self.cleaned_data["complaint_phone"]
        return approval.approve_in_village(sheet, complaint_phone=phone, by=by)


class AcceptForm(SheetForm):
    """The township accepts a village's list after visiting its share."""

    step = "accept_in_township"
    level = Level.TOWNSHIP
    title = _("Accept the list")
    plain = _("Accept those not returned")
    everyone, others = _("Accept all {n}"), _("Accept the other {n}")

    def act(self, sheet: Sheet, by: User) -> Entry:
        return approval.accept_in_township(sheet, self.cleaned_data["visited"], by=by)


class TownshipPostingForm(PostingForm):
    """The township posts what it has accepted."""

    step = "post_in_township"
    level = Level.TOWNSHIP
    title = _("Post the list in the township")
    plain = _("Post those not returned")
    everyone, others = _("Post all {n}"), _("Post the other {n}")

    def act(self, sheet: Sheet, by: User) -> Entry:
        phone = self.cleaned_data["complaint_phone"]
        return approval.post_in_township(sheet, complaint_phone=phone, by=by)


class CompareForm(SheetForm):
    """What other offices' lists say of each household; those ticked are hits."""

    step = "compare"
    level = Level.COUNTY
    title = _("Compare the list")
    plain = _("Note the comparison")
    everyone, others = _("Note: no hit among all {n}"), _("Note the hits; {n} without one")
    nobody, toggle, undone = _("Note a hit for all {n}"), _("Hit"), _("Hits {n}")
    why, icon = _("In which list, and what"), "search"
    reasons, needs_words = Register, True
    wanting = _("Say of each hit in which list it is, and what it is.")
    says = _("The second meeting hears what was found, and votes on every household again.")

    def act(self, sheet: Sheet, by: User) -> Entry:
        return comparison.compare(sheet, by=by)

    def _problem(self, pk: int) -> str:
        named = self._answer("because", pk) in self.reasons.values
        return "" if named and self._answer("words", pk) else str(self.wanting)

    def _reason(self, pk: int) -> str:
        """In the words of whoever found it: this is read out."""
        return about(Register(self._answer("because", pk)).label, self._answer("words", pk))


class ClassifyForm(SheetForm):
    """A category for each household; those ticked are rejected with a ground."""

    step = "classify"
    level = Level.COUNTY
    title = _("Classify the list")
    plain = _("Classify those not rejected")
    everyone, others = _("Classify all {n}"), _("Classify the other {n}")
    nobody, toggle, undone = _("Reject all {n}"), _("Reject"), _("Rejected {n}")
    why, icon = _("Ground of the rejection"), "ban"
    reasons = RejectionGround

    def act(self, sheet: Sheet, by: User) -> Entry:
        return classification.classify(sheet, self._categories(), self._rejected(), by=by)

    def _categories(self) -> dict[int, str]:
        listed = self.cleaned_data["listed"] - self.cleaned_data["back"]
        chosen = {pk: self._answer("category", pk) for pk in listed}
        return {pk: category for pk, category in chosen.items() if category}

    def _rejected(self) -> dict[int, Rejection]:
        return {
            pk: Rejection(self._answer("because", pk), self._answer("words", pk))
            for pk in self.cleaned_data["back"]
        }

    @classmethod
    def of(cls, round_: Round) -> type[SheetForm]:
        return ConfirmForm if results.is_confirmed_only(round_.kind) else cls

    def offered(self, line: Line) -> list[tuple[str, Any]]:
        """The four categories of registered households, unless the outcome leaves no choice."""
        if not results.leaves_a_choice(results.outcome_of(line.case)):
            return []
        names = code_lists()["category"]
        return [(code, names.label(code)) for code in Category.REGISTERED]


class ConfirmForm(ClassifyForm):
    """In an exit, a return or a removal the county confirms what the lists say."""

    title = _("Confirm the result")
    plain = _("Confirm those not rejected")
    everyone, others = _("Confirm all {n}"), _("Confirm the other {n}")


class AnnounceForm(PostingForm):
    """The county announces what it has classified; nobody goes back from here."""

    step = "announce"
    level = Level.COUNTY
    title = _("Announce the result")
    plain = _("Announce the list")
    everyone, toggle = _("Announce all {n}"), ""

    def act(self, sheet: Sheet, by: User) -> Entry:
        phone = self.cleaned_data["complaint_phone"]
        return approval.announce(sheet, complaint_phone=phone, by=by)
