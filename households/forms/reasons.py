"""Why something is as it is: the reason of a correction, and of a warning that is confirmed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from households.forms.checked import Line

OTHER = "other"

CORRECTING = (
    ("visited", _("1 visited the family")),
    ("typing", _("2 typing error")),
    ("document", _("3 new document")),
    ("objection", _("4 objection")),
    (OTHER, _("9 other")),
)
CORRECTED: "dict[str, StrOrPromise]" = {
    "visited": pgettext_lazy("reason", "visited the family"),
    "typing": pgettext_lazy("reason", "typing error"),
    "document": pgettext_lazy("reason", "new document"),
    "objection": pgettext_lazy("reason", "objection"),
}
CONFIRMED: "dict[str, StrOrPromise]" = {
    "document": _("checked with the document"),
    "family": _("the family says so"),
    "paper": _("typed as on paper"),
}
USUAL = "document"
LONGEST = 200


class CorrectionForm(forms.Form):
    """Why a stored file is changed: picked from a list, and kept for the next file."""

    reason = forms.ChoiceField(label=_("Why corrected"), choices=CORRECTING, required=False)
    reason_other = forms.CharField(label=_("Other reason"), max_length=LONGEST, required=False)

    def words(self) -> str:
        """The reason as the trail keeps it."""
        chosen = str(self.data.get("reason", ""))
        typed = str(self.data.get("reason_other", "")).replace("\0", "").strip()[:LONGEST]
        return typed if typed and chosen == OTHER else str(CORRECTED.get(chosen, ""))


class Question(NamedTuple):
    """A warning that waits for one key: its line, and the name under which the reason comes."""

    line: "Line"
    name: str

    @property
    def choices(self) -> "list[tuple[str, StrOrPromise, bool]]":
        return [
            *((code, words, code == USUAL) for code, words in CONFIRMED.items()),
            (OTHER, _("other"), False),
        ]

    @classmethod
    def of(cls, line: "Line") -> "Question":
        rule, row = line.found.key
        return cls(line, f"reason-{rule}-{'' if row is None else row}")

    def answer(self, data: Mapping[str, Any]) -> str:
        """The words of the reason that was posted, or an empty text."""
        chosen = str(data.get(self.name, ""))
        typed = str(data.get(f"{self.name}-text", "")).replace("\0", "").strip()[:LONGEST]
        if chosen == OTHER:
            return typed or str(_("other"))
        return str(CONFIRMED.get(chosen, ""))


def answered(lines: "list[Line]", data: Mapping[str, Any]) -> dict[tuple[str, int | None], str]:
    """The reasons that were given, by rule and row."""
    asked = {line.found.key: Question.of(line).answer(data) for line in lines}
    return {key: words for key, words in asked.items() if words}


def open_questions(lines: "list[Line]", data: Mapping[str, Any]) -> list[Question]:
    """The warnings that nobody has given a reason for."""
    given = answered(lines, data)
    return [Question.of(line) for line in lines if line.found.key not in given]
