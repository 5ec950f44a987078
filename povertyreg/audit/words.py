"""The acts of the trail, and the facts beside them, in words."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from povertyreg.audit.values import REASONS, VALUES
from povertyreg.wording import about, enumerated

WORDS: Final[dict[str, Any]] = {
    "sign_in": _("signed in"),
    # files
    "create_file": _("entered a household file"),
    "change_file": _("changed a household file"),
    "restore_file": _("brought back an earlier version of a household file"),
    "confirm_year": _("confirmed the record of a year"),
    "add_paper": _("filed a paper"),
    "withdraw_paper": _("took a paper back"),
    "open_paper": _("looked at a paper"),
    "reveal": _("looked at a private number"),
    "reveal_limit": _("was refused: too many private numbers in an hour"),
    "explain_finding": _("explained a warning of the checks"),
    "set_rule": _("set a rule of the checks"),
    "set_imports": _("set from how many rows a second person confirms an import"),
    "bring_workbook": _("brought a workbook"),
    "submit_import": _("laid an import before a second person"),
    "confirm_import": _("confirmed an import"),
    "import_workbook": _("imported a workbook"),
    "import_file": _("wrote a household file from a workbook"),
    "undo_import": _("took an import back"),
    "drop_import": _("dropped an import"),
    "record_change": _("recorded a change in a household"),
    "undo_change": _("undid a change in a household"),
    # a case on its way
    "apply": _("entered an application"),
    "survey": _("surveyed"),
    "nominate": _("nominated"),
    "compare": _("compared with other lists"),
    "appraise_again": _("nominated again"),
    "send_back": _("sent back for correction"),
    "post_in_village": _("posted a list in the village"),
    "close_in_village": _("closed a village notice"),
    "accept_in_township": _("accepted in the township"),
    "return_to_village": _("returned to the village"),
    "return_from_county": _("returned to the village by the county"),
    "post_in_township": _("posted a list in the township"),
    "close_in_township": _("closed a township notice"),
    "correct_notice": _("posted a corrected notice"),
    "classify": _("classified"),
    "announce": _("announced"),
    "reject_in_village": _("rejected in the village"),
    "reject_in_township": _("rejected in the township"),
    "reject_in_county": _("rejected in the county"),
    "withdraw": _("withdrew an application"),
    "uphold_against": _("upheld an objection against a household"),
    "uphold_correction": _("upheld an objection: facts to be corrected"),
    "uphold_omission": _("upheld an objection: a household was left out"),
    "record_objection": _("recorded an objection"),
    "print_minutes": _("printed the minutes of a meeting"),
    "print_sign_in": _("printed an attendance sheet"),
    "add_representatives": _("added representatives of a village"),
    "end_representative": _("ended the office of a representative"),
    "call_meeting": _("called a meeting"),
    "call_off_meeting": _("called a meeting off"),
    "add_photo": _("put a photo on file"),
    "withdraw_photo": _("took a photo back"),
    "open_photo": _("looked at a photo"),
    "suspect_list": _("listed households to be looked at again"),
    "propose_outcome": _("proposed an outcome"),
    "investigate_objection": _("took the investigation of an objection"),
    "decide_objection": _("decided an objection"),
    "reply_to_objection": _("replied to an objection"),
    "open_case_for_objection": _("opened a case after an objection"),
    # whole lists at once
    "record_meeting": _("recorded a meeting"),
    "record_meeting_list": _("recorded the votes of a meeting"),
    "compare_list": _("compared a list with other offices' lists"),
    "approve_list": _("approved a list"),
    "close_village_list": _("closed a list of the village"),
    "accept_list": _("accepted a list"),
    "post_township_list": _("posted a list of the township"),
    "close_township_list": _("closed a list of the township"),
    "check_in_county": _("visited households for the county"),
    "classify_list": _("classified a list"),
    "announce_list": _("announced a list"),
    "propose_list": _("proposed households of a village"),
    # an exit
    "assess_exit": _("assessed a household against the exit standard"),
    "confirm_exit": _("noted the householder's signature under an exit"),
    "copy_exit_standard": _("made an exit standard of its own"),
    "change_exit_standard": _("changed an exit standard"),
    "announce_villages": _("announced the lists of several villages"),
    # rounds
    "open_round": _("opened a round"),
    "move_calendar": _("moved the calendar of a round"),
    "close_round": _("closed a round"),
    "set_scale": _("set the scale of a round"),
    "note_one_hand": _("took two duties in a round whose duties are not separated"),
    # years and lines
    "lock_year": _("closed a year"),
    "reopen_year": _("opened a year again"),
    "begin_year": _("began a year"),
    "set_poverty_line": _("set a poverty line"),
    # village files
    "enter_village_file": _("entered the file of a village"),
    "change_village_file": _("changed the file of a village"),
    "withdraw_village_file": _("took the file of a village back"),
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
    "export_report": _("took out a report"),
    "export_list": _("took out a list"),
    "ask_export": _("asked for a list with whole private numbers"),
    "approve_export": _("approved that a list leaves with whole private numbers"),
    "decline_export": _("declined a list with whole private numbers"),
    "export_board": _("took out the board of a round"),
    "export_comparison": _("took out a comparison with the national system"),
    "fetch_result": _("fetched the file of a job"),
    "print_card": _("printed a household card"),
    "print_booklet": _("printed a household booklet"),
    "print_why": _("printed how it was decided"),
    "print_check_sheet": _("printed the sheet of a spot-check"),
    "print_village": _("printed the papers of a village"),
    # before anybody works
    "make_demo": _("loaded the demonstration"),
}

DETAILS: Final[dict[str, Any]] = {
    # households of a list
    "households": _("number of households"),
    "listed": _("listed"),
    "moved": _("moved on"),
    "stayed": _("stayed behind"),
    "returned": _("returned"),
    "rejected": _("rejected"),
    "held": _("held by objections"),
    "spot_checked": _("spot-checked"),
    "missing": _("not reached"),
    "items": _("number of items"),
    "second_person_above": _("more rows than"),
    "choice": _("which rows"),
    "counts": _("rows by fate"),
    "left": _("left as they are"),
    "excused": _("not visited, with the reason"),
    "level": _("level"),
    "outcome": _("outcome"),
    "columns": _("columns"),
    "unmasked": _("whole private numbers"),
    "carried": _("carried"),
    "not_carried": _("not carried"),
    "begun": _("records begun"),
    "kept": _("records there already"),
    "people": _("members"),
    "representatives": _("representatives"),
    # keys and facts of what is spoken of
    "paper": _("number of the paper"),
    "paper_kind": _("code of its kind"),
    "form": _("file format"),
    "photo": _("photo no."),
    "photo_kind": _("kind of photo"),
    "field": _("what was looked at"),
    "row": _("key"),
    "revealed": _("private numbers looked at"),
    "purpose": _("purpose"),
    "amount": _("yuan per head"),
    "amount_before": _("before"),
    "calendar_before": _("calendar before"),
    "calendar": _("calendar now"),
    "notice": _("number of the notice"),
    "meeting": _("number of the meeting"),
    "sha256": _("fingerprint"),
    "rule": _("rule"),
    "severity": _("severity"),
    "switched": _("switched"),
    "cadre": _("number of the cadre"),
    "former_cadre": _("number of the cadre before"),
    "project": _("number of the project"),
    "yuan": _("yuan"),
    "change": _("kind of change"),
    "on": _("day"),
    "decision": _("decision"),
    "scales": _("households by area"),
    "scales_before": _("households by area before"),
    "duty": _("duty"),
    # what leaves the house
    "report": _("report"),
    "list": _("list"),
    "year": _("year"),
    "state": _("state"),
    "choices": _("narrowed by"),
    "rows": _("lines"),
    "file": _("file"),
    "again": _("fetched again"),
    "version": _("version of the file"),
    "restored": _("version brought back"),
    "papers": _("papers"),
    "seed": _("seed"),
}
"""What stands beside an act; a detail that has no word yet is shown by its name."""

UNSPOKEN: Final = {"request_id", "receipts"}
"""What only finds a repeated request again."""

_ORDER: Final = {name: place for place, name in enumerate(DETAILS)}


def word(action: str) -> str:
    """An act that has no word yet is shown by its name."""
    return str(WORDS.get(action, action))


def reason(said: str) -> str:
    """A reason that was picked is stored by its code, one that was written as it was written."""
    return str(REASONS.get(said, said))


def details(said: dict[str, Any]) -> str:
    """The facts beside an act, as words."""
    return " · ".join(
        about(DETAILS.get(name, name), _value(value))
        for name, value in sorted(said.items(), key=_place)
        if name not in UNSPOKEN and value not in (None, "", {})
    )


def _place(detail: tuple[str, Any]) -> int:
    """In the order of the table: the database keeps none."""
    return _ORDER.get(detail[0], len(_ORDER))


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return enumerated(about(name, said) for name, said in value.items())
    return str(VALUES.get(value, value)) if isinstance(value, str) else str(value)
