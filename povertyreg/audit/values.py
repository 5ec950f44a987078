"""What facts beside an act, and picked reasons, are called in words."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VALUES: Final[dict[str, Any]] = {
    "upheld": _("upheld"),
    "dismissed": _("dismissed"),
    "on": pgettext_lazy("switch", "on"),
    "off": pgettext_lazy("switch", "off"),
    # what was looked at
    "phone": _("phone"),
    "bank_account": _("bank account"),
    "id_number": _("ID number"),
    "member_phone": _("phone of a member"),
    "filled_by_phone": _("phone of who filled it in"),
    # what a poverty line is for
    "identification": pgettext_lazy("poverty line", "identification"),
    "exit": pgettext_lazy("poverty line", "exit"),
    "monitoring": pgettext_lazy("poverty line", "monitoring"),
    # photos, and the files of minutes
    "meeting": pgettext_lazy("photo", "the meeting"),
    "sign_in": pgettext_lazy("photo", "signed attendance sheet"),
    "minutes": pgettext_lazy("photo", "signed minutes"),
    "first_day": pgettext_lazy("photo", "the notice on its first day"),
    "last_day": pgettext_lazy("photo", "the notice on its last day"),
    "evidence": pgettext_lazy("photo", "evidence"),
    "pdf": "PDF",
    "docx": "Word",
    # changes in a household
    "birth": pgettext_lazy("change", "birth"),
    "married_in": pgettext_lazy("change", "marriage in"),
    "registered_in": pgettext_lazy("change", "moved in"),
    "adopted": pgettext_lazy("change", "adoption"),
    "released": pgettext_lazy("change", "release from prison"),
    "discharged": pgettext_lazy("change", "discharge from the army"),
    "late_entry": pgettext_lazy("change", "late entry"),
    "other_in": pgettext_lazy("change", "other addition"),
    "died": pgettext_lazy("change", "death"),
    "married_out": pgettext_lazy("change", "marriage out"),
    "registered_out": pgettext_lazy("change", "moved out"),
    "imprisoned": pgettext_lazy("change", "imprisonment"),
    "abroad": pgettext_lazy("change", "settled abroad"),
    "lost": pgettext_lazy("change", "contact lost"),
    "other_out": pgettext_lazy("change", "other departure"),
    "succession": pgettext_lazy("change", "new householder"),
    "split": pgettext_lazy("change", "split"),
    "merge": pgettext_lazy("change", "merger"),
    "transfer": pgettext_lazy("change", "move to another village"),
    "close": pgettext_lazy("change", "closing of the household"),
}
REASONS: Final[dict[str, Any]] = {
    "householder": _("answering the householder"),
    "document": _("checking a document"),
    "transfer": _("bank transfer"),
    "correction": _("correcting the file"),
}
