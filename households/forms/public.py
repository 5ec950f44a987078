"""What anybody may write on the public page of a list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households.choices import ObjectionKind
from households.models import Notice, NoticeEntry, Objection
from households.public_lists import PublicList, is_about_a_line


class PublicObjectionForm(forms.Form):
    """No account, no name needed; the list on the page is all that it knows."""

    kind = forms.ChoiceField(
        label=_("What is not right?"),
        choices=[
            (ObjectionKind.SHOULD_NOT_BE_IN, _("A household is on the list and should not be")),
            (ObjectionKind.DATA_WRONG, _("What the list says of a household is wrong")),
            (ObjectionKind.SHOULD_BE_IN, _("A household is missing from the list")),
        ],
        widget=forms.RadioSelect,
    )
    entry = forms.ChoiceField(label=_("Which household of the list"), required=False)
    about_name = forms.CharField(label=_("Or who is missing"), max_length=60, required=False)
    about_group = forms.IntegerField(label=_("Group"), min_value=1, max_value=99, required=False)
    content = forms.CharField(
        label=_("What you know"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )
    objector = forms.CharField(label=_("Your name (may stay empty)"), max_length=60, required=False)
    contact = forms.RegexField(
        r"^[\d\- +()]{5,20}$",
        label=_("Your phone (may stay empty)"),
        required=False,
        help_text=_("Only for the answer; nobody else sees it."),
        error_messages={"invalid": _("Digits, blanks and hyphens only, at least five of them.")},
    )
    website = forms.CharField(required=False)
    """No person sees it: what fills it in is no person."""
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, shown: PublicList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(entry.position): entry for entry in shown.entries}
        chosen: Any = self.fields["entry"]
        chosen.choices = [
            ("", _("– choose –")),
            *((position, _line(entry)) for position, entry in self.lines.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        if not kind:
            return cleaned
        if is_about_a_line(kind) and not cleaned.get("entry"):
            self.add_error("entry", _("Choose the household of the list."))
        if not is_about_a_line(kind) and not cleaned.get("about_name", "").strip():
            self.add_error("about_name", _("Say who is missing."))
        return cleaned

    @property
    def is_by_a_machine(self) -> bool:
        return bool(self.cleaned_data["website"])

    def objection(self, notice: Notice) -> Objection:
        given = self.cleaned_data
        about: dict[str, Any] = {
            "about_name": given["about_name"],
            "about_group": given["about_group"],
        }
        if is_about_a_line(given["kind"]):
            about = {"case_id": self.lines[given["entry"]].case_id}
        told = {name: given[name] for name in ("kind", "content", "objector", "contact")}
        return Objection(notice=notice, **told, **about)


def _line(entry: NoticeEntry) -> str:
    group = _("group %(number)s") % {"number": entry.group_number} if entry.group_number else ""
    return f"{entry.position}  {entry.shown_name}  {group}".strip()
