"""The words with a fixed meaning: codes that rules speak of, stages, kinds, reasons."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category:
    """Codes of the household category (form item A2) that the rules speak of."""

    GENERAL_POOR = "01"
    DIBAO = "02"
    FIVE_GUARANTEE = "03"
    DIBAO_POOR = "04"

    REGISTERED: Final = (GENERAL_POOR, DIBAO_POOR, DIBAO, FIVE_GUARANTEE)
    """The four groups of a registered household, in the order of the reports."""
    PAIRED: Final = (GENERAL_POOR, DIBAO_POOR)
    """Those able to work: each household of these groups is paired with a cadre."""


class State:
    """Codes of the poverty state; the current poor are 0 and 3."""

    POOR = "0"
    EXITED = "1"
    PRE_EXIT = "2"
    RETURNED = "3"

    CURRENT_POOR: Final = (POOR, RETURNED)


class Relation:
    """Codes of the relation to the householder that the rules speak of."""

    HOUSEHOLDER = "01"
    SPOUSE = "02"
    OTHER = "99"


class Health:
    """Codes of the state of health that the rules speak of."""

    HEALTHY = "01"
    CHRONIC = "02"
    SERIOUS = "03"
    DISABLED = "04"


class Document:
    """Codes of the kind of document that a person's number stands on."""

    ID_CARD = "01"
    DISABILITY_CERTIFICATE = "02"
    OFFICER_CARD = "03"
    NONE = "09"


class Stage(TextChoices):
    """Where a case stands; the names end in what has been done."""

    APPLIED = "applied", _("Applied")
    SURVEYED = "surveyed", _("Surveyed")
    NOMINATED = "nominated", _("Nominated")
    COMPARED = "compared", pgettext_lazy("stage", "Compared")
    APPRAISED_AGAIN = "appraised_again", _("Appraised again")
    VILLAGE_PUBLICITY = "village_publicity", pgettext_lazy("stage", "Village notice")
    VILLAGE_PASSED = "village_passed", _("Passed in village")
    TOWNSHIP_ACCEPTED = "township_accepted", _("Accepted by township")
    TOWNSHIP_PUBLICITY = "township_publicity", pgettext_lazy("stage", "Township notice")
    TOWNSHIP_PASSED = "township_passed", _("Passed in township")
    CLASSIFIED = "classified", _("Classified")
    ANNOUNCED = "announced", _("Announced")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @classmethod
    def open(cls) -> "list[Stage]":
        """Those from which a case can still move."""
        return [s for s in cls if s not in (cls.ANNOUNCED, cls.REJECTED, cls.WITHDRAWN)]


class Purpose(TextChoices):
    """What a poverty line is for."""

    IDENTIFICATION = "identification", pgettext_lazy("poverty line", "identification")
    EXIT = "exit", pgettext_lazy("poverty line", "exit")
    MONITORING = "monitoring", pgettext_lazy("poverty line", "monitoring")


class Severity(TextChoices):
    """An error stops the workflow, a warning asks for a reason, a note is for checking."""

    ERROR = "E", pgettext_lazy("severity", "error")
    WARNING = "W", pgettext_lazy("severity", "warning")
    NOTE = "I", pgettext_lazy("severity", "note")


class FindingState(TextChoices):
    OPEN = "open", pgettext_lazy("finding", "open")
    EXPLAINED = "explained", pgettext_lazy("finding", "explained")
    CORRECTED = "corrected", pgettext_lazy("finding", "corrected")


class ChangeKind(TextChoices):
    """What can change in a family through the year (2.10)."""

    BIRTH = "birth", pgettext_lazy("change", "birth")
    MARRIED_IN = "married_in", pgettext_lazy("change", "marriage in")
    REGISTERED_IN = "registered_in", pgettext_lazy("change", "moved in")
    ADOPTED = "adopted", pgettext_lazy("change", "adoption")
    RELEASED = "released", pgettext_lazy("change", "release from prison")
    DISCHARGED = "discharged", pgettext_lazy("change", "discharge from the army")
    LATE_ENTRY = "late_entry", pgettext_lazy("change", "late entry")
    OTHER_IN = "other_in", pgettext_lazy("change", "other addition")
    DIED = "died", pgettext_lazy("change", "death")
    MARRIED_OUT = "married_out", pgettext_lazy("change", "marriage out")
    REGISTERED_OUT = "registered_out", pgettext_lazy("change", "moved out")
    IMPRISONED = "imprisoned", pgettext_lazy("change", "imprisonment")
    ABROAD = "abroad", pgettext_lazy("change", "settled abroad")
    LOST = "lost", pgettext_lazy("change", "contact lost")
    OTHER_OUT = "other_out", pgettext_lazy("change", "other departure")
    SUCCESSION = "succession", pgettext_lazy("change", "new householder")
    SPLIT = "split", pgettext_lazy("change", "split")
    MERGE = "merge", pgettext_lazy("change", "merger")
    TRANSFER = "transfer", pgettext_lazy("change", "move to another village")
    CLOSE = "close", pgettext_lazy("change", "closing of the household")


JOINING: Final = {
    ChangeKind.MARRIED_IN: "05",
    ChangeKind.BIRTH: "06",
    ChangeKind.OTHER_IN: "07",
    ChangeKind.REGISTERED_IN: "11",
    ChangeKind.ADOPTED: "12",
    ChangeKind.RELEASED: "13",
    ChangeKind.DISCHARGED: "14",
    ChangeKind.LATE_ENTRY: "15",
}
"""Changes that add a member, and their codes in the list of reasons."""

LEAVING: Final = {
    ChangeKind.DIED: "01",
    ChangeKind.MARRIED_OUT: "02",
    ChangeKind.ABROAD: "03",
    ChangeKind.IMPRISONED: "04",
    ChangeKind.OTHER_OUT: "08",
    ChangeKind.REGISTERED_OUT: "21",
    ChangeKind.LOST: "22",
}
"""Changes by which a member leaves, and their codes in the list of reasons."""


class RoundKind(TextChoices):
    IDENTIFICATION = "identification", _("identification")
    LOOK_BACK = "look_back", _("look-back")
    EXIT = "exit", _("exit")
    RETURN = "return", _("return to poverty")
    REMOVAL = "removal", _("removal")


class Outcome(TextChoices):
    """What a round brings a household; the announcement enters it into the year's record."""

    REGISTERED = "registered", pgettext_lazy("outcome", "registered")
    KEPT = "kept", pgettext_lazy("outcome", "kept")
    CORRECTED = "corrected", pgettext_lazy("outcome", "data corrected")
    REMOVED = "removed", pgettext_lazy("outcome", "removed (wrongly included)")
    ADDED = "added", pgettext_lazy("outcome", "added (omitted before)")
    EXITED = "exited", pgettext_lazy("outcome", "exited poverty")
    RETURNED = "returned", pgettext_lazy("outcome", "returned to poverty")


OUTCOMES: Final[dict[str, tuple[Outcome, ...]]] = {
    RoundKind.IDENTIFICATION: (Outcome.REGISTERED,),
    RoundKind.LOOK_BACK: (Outcome.KEPT, Outcome.CORRECTED, Outcome.REMOVED, Outcome.ADDED),
    RoundKind.EXIT: (Outcome.EXITED,),
    RoundKind.RETURN: (Outcome.RETURNED,),
    RoundKind.REMOVAL: (Outcome.REMOVED,),
}
"""How a case may end that is not turned away, by the kind of its round."""


class Remark(TextChoices):
    """What the annex of a notice says of a household beside the list."""

    ADDED = "added", pgettext_lazy("annex", "new since the village list")
    LEFT = "left", pgettext_lazy("annex", "no longer on the list")
    CHANGED = "changed", pgettext_lazy("annex", "changed since the village list")
    UPHELD = "upheld", pgettext_lazy("annex", "objection upheld")
    DISMISSED = "dismissed", pgettext_lazy("annex", "objection dismissed")


class Level(TextChoices):
    """Who posts a list."""

    VILLAGE = "village", _("Village notice")
    TOWNSHIP = "township", _("Township notice")
    COUNTY = "county", _("County announcement")


class ObjectionKind(TextChoices):
    SHOULD_BE_IN = "should_be_in", _("should be on the list")
    SHOULD_NOT_BE_IN = "should_not_be_in", _("should not be on the list")
    DATA_WRONG = "data_wrong", _("the facts are wrong")


class Channel(TextChoices):
    PHONE = "phone", _("by phone")
    PAPER = "paper", _("on paper")
    IN_PERSON = "in_person", _("in person")
    PUBLIC_PAGE = "public_page", _("on the public page")


class Decision(TextChoices):
    UPHELD = "upheld", _("upheld")
    DISMISSED = "dismissed", _("dismissed")


class ReturnReason(TextChoices):
    """Why a list's approver sends a file back."""

    INCOME = "income", _("income not true")
    WORK_MONTHS = "work_months", _("months of work do not match")
    MEMBERS = "members", _("members wrong")
    VEHICLE = "vehicle", _("owns a car")
    SIGNATURE = "signature", _("householder's signature missing")
    OTHER = "other", _("another reason")


class RejectionGround(TextChoices):
    """Why a household is not registered (domain procedure, exclusion list)."""

    NOT_CARRIED = "not_carried", _("not carried by the meeting")
    ABOVE_LINE = "above_line", _("income above the poverty line")
    PUBLIC_PAYROLL = "public_payroll", _("on the public payroll")
    VEHICLE = "vehicle", _("owns a car")
    PROPERTY = "property", _("owns a house or shop in town")
    BUSINESS = "business", _("runs a company or shop")
    ABSENT = "absent", _("registered here but long absent")
    OBJECTION = "objection", _("objection upheld")
    OTHER = "other", _("another ground")
