"""What the checks say of a household's file, and why a warning is right as it is."""

from dataclasses import dataclass

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from households import checks, findings, requests
from households.checks import stored
from households.checks.found import Found
from households.choices import FindingState, Severity
from households.dossier import File
from households.http import REFUSED
from households.models import Finding, Household
from povertyreg import clock
from povertyreg.pages import UserRequest, render_page
from villages.http import working_year


@dataclass(frozen=True)
class Line:
    """One rule that the file does not meet: where, what, and what was said to it."""

    finding: Finding
    place: str
    text: str

    @property
    def is_explained(self) -> bool:
        return self.finding.state == FindingState.EXPLAINED

    @property
    def key(self) -> str:
        """By what the form of an explanation names it: rule and member."""
        return f"{self.finding.rule}.{self.finding.member_id or ''}"


@require_safe
@permission_required("households.view_household", raise_exception=True)
def household_findings(request: UserRequest, number: str) -> HttpResponse:
    """Checked now, as the file is stored; explanations come from what was kept."""
    household = requests.found(request, number)
    return _answer(request, household, _lines(household, _year(request, household)))


@require_POST
@permission_required("households.enter_household", raise_exception=True)
def finding_explain(request: UserRequest, number: str) -> HttpResponse:
    """Keep the reason beside the warning that `finding` names."""
    household = requests.found(request, number)
    year, wanted = _year(request, household), requests.sent_text(request, "finding")
    line = next((one for one in _lines(household, year) if one.key == wanted), None)
    if line is None:
        raise Http404
    try:
        findings.explain(line.finding, requests.sent_text(request, "reason"), by=request.user)
    except ValidationError as refusal:
        return _answer(request, household, _lines(household, year), {wanted: refusal.messages})
    if request.htmx:
        return _answer(request, household, _lines(household, year))
    address = reverse("households:household-findings", args=[number])
    return HttpResponseRedirect(f"{address}?year={year}")


def _year(request: UserRequest, household: Household) -> int:
    """The year asked for, or else the last one on file."""
    if "year" in request.GET:
        return working_year(request)
    last = household.years.order_by("-year").values_list("year", flat=True).first()
    return last or working_year(request)


def _lines(household: Household, year: int) -> list[Line]:
    files = stored.files([household.pk], (year - 1, year))
    file = files.get((household.pk, year))
    if file is None:
        return []
    before = files.get((household.pk, year - 1))
    found = checks.run(file, today=clock.today(), before=before)
    return [_line(file, row, same) for row, same in findings.standing(file, found)]


def _line(file: File, row: Finding, same: list[Found]) -> Line:
    place = checks.place(file, same[0].row, [one.field for one in same])
    return Line(row, place, " ".join(dict.fromkeys(one.said for one in same)))


def _answer(
    request: UserRequest,
    household: Household,
    lines: list[Line],
    refused: dict[str, list[str]] | None = None,
) -> HttpResponse:
    still = [line for line in lines if not line.is_explained]
    groups = [
        (tone, title, [line for line in still if line.finding.severity == severity])
        for severity, tone, title in (
            (Severity.ERROR, "e", _("To correct: no step can be taken before")),
            (Severity.WARNING, "w", _("To correct or to explain")),
            (Severity.NOTE, "i", _("To look at")),
        )
    ]
    context = {
        "household": household,
        "year": _year(request, household),
        "groups": [group for group in groups if group[2]],
        "explained": [line for line in lines if line.is_explained],
        "may_explain": request.user.has_perm("households.enter_household", household)
        and household.closed_on is None,
        "refused": refused or {},
    }
    response = render_page(request, "households/household_findings.html", context, part="findings")
    response.status_code = REFUSED if refused else response.status_code
    return response
