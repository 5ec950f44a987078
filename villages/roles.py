"""The roles of an officer and what each of them may do: one table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    CLERK = "clerk", _("Township clerk")
    SECRETARY = "secretary", _("Village secretary")
    LEADER = "leader", _("Township leader")
    COUNTY = "county", _("County staff")
    CADRE = "cadre", _("Paired cadre")
    AUDITOR = "auditor", _("Auditor")
    ADMIN = "admin", _("Administrator")


_READ = {
    "villages.view_village",
    "households.view_household",
    "households.view_case",
    "households.view_notice",
    "assistance.view_pairing",
    "assistance.view_project",
}
_REPORTS = {"households.view_report"}
_ENTER = {"households.enter_household", "households.apply", "households.withdraw"}
_PRINT = {"households.print_village"}
_OBJECTIONS = {"households.record_objection"}
_PAPERS = {"households.keep_papers"}
_REVEAL = {"households.reveal"}
_PHOTOS = {"households.keep_photos"}
_MEETINGS = {"households.keep_representatives", "households.call_meeting"}

GRANTS: dict[str, set[str]] = {
    Role.CLERK: _READ
    | _REPORTS
    | _PRINT
    | _ENTER
    | _OBJECTIONS
    | _PAPERS
    | _PHOTOS
    | _REVEAL
    | {
        "households.assess_exit",
        "households.keep_representatives",
        "households.survey",
        "households.export_households",
        "households.import_households",
        "villages.keep_village_file",
        "assistance.manage_pairing",
        "assistance.manage_project",
        "assistance.record_benefit",
    },
    Role.SECRETARY: _READ
    | _REPORTS
    | _PRINT
    | _OBJECTIONS
    | _PAPERS
    | _PHOTOS
    | _MEETINGS
    | {
        "households.apply",
        "households.withdraw",
        "households.nominate",
        "households.publicise_in_village",
        "households.reject_in_village",
        "households.decide_objection",
    },
    Role.LEADER: _READ
    | _REPORTS
    | _PRINT
    | _OBJECTIONS
    | _PAPERS
    | _PHOTOS
    | _REVEAL
    | {
        "households.approve_change",
        "households.confirm_import",
        "households.set_scale",
        "households.review_in_township",
        "households.publicise_in_township",
        "households.reject_in_township",
        "households.decide_objection",
        "households.export_households",
        "assistance.manage_pairing",
        "assistance.manage_project",
    },
    Role.COUNTY: _READ
    | _REPORTS
    | _PRINT
    | _OBJECTIONS
    | _PAPERS
    | _REVEAL
    | {
        "households.approve_change",
        "households.confirm_import",
        "households.import_households",
        "households.set_imports",
        "villages.keep_village_file",
        "households.export_unmasked",
        "households.approve_export",
        "households.set_exit_standards",
        "households.set_scale",
        "households.open_round",
        "households.manage_years",
        "households.correct_locked_year",
        "households.set_lines",
        "households.set_rules",
        "households.compare",
        "households.classify",
        "households.announce",
        "households.reject_in_county",
        "households.decide_objection",
        "households.export_households",
        "assistance.manage_pairing",
        "assistance.manage_project",
    },
    Role.CADRE: _READ | _PAPERS | {"assistance.record_benefit"},
    Role.AUDITOR: _READ | _REPORTS | {"audit.view_entry"},
    Role.ADMIN: {"villages.manage_accounts"},
}

# An administrator keeps accounts and code lists, and sees no household.
ROLES_WITH_AN_AREA = frozenset(set(Role) - {Role.ADMIN, Role.CADRE})
