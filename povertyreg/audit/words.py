"""The acts of the trail in words."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

WORDS: Final[dict[str, Any]] = {
    "sign_in": _("signed in"),
    # a case on its way
    "apply": _("entered an application"),
    "survey": _("surveyed"),
    "nominate": _("nominated"),
    "send_back": _("sent back for correction"),
    "post_in_village": _("posted a list in the village"),
    "close_in_village": _("closed a village notice"),
    "accept_in_township": _("accepted in the township"),
    "return_to_village": _("returned to the village"),
    "post_in_township": _("posted a list in the township"),
    "close_in_township": _("closed a township notice"),
    "classify": _("classified"),
    "announce": _("announced"),
    "reject_in_village": _("rejected in the village"),
    "reject_in_township": _("rejected in the township"),
    "reject_in_county": _("rejected in the county"),
    "withdraw": _("withdrew an application"),
    "uphold_against": _("upheld an objection against a household"),
    "uphold_correction": _("upheld an objection: facts to be corrected"),
    "uphold_omission": _("upheld an objection: a household was left out"),
    # rounds
    "open_round": _("opened a round"),
    "close_round": _("closed a round"),
    # help
    "pair": _("paired a household"),
    "end_pairing": _("ended a pairing"),
    "change_pairing": _("changed a pairing"),
    "leave": _("noted that a cadre left"),
    "enter_cadre": _("entered a cadre"),
    "change_cadre": _("changed a cadre"),
    "enter_unit": _("entered a helping unit"),
    "change_unit": _("changed a helping unit"),
    "create_project": _("entered a project"),
    "change_project": _("changed a project"),
    "record_benefit": _("recorded a benefit"),
    "sign_benefit": _("noted a signature for a benefit"),
    # what leaves the house
    "export": _("exported data"),
}


def word(action: str) -> str:
    """An act that has no word yet is shown by its name."""
    return str(WORDS.get(action, action))
