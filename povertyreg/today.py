"""What the start page shows: work by cause, where the rounds stand, what one had at hand last."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from households.choices import Stage
from households.importing.waiting import waiting_for as imports_waiting_for
from households.models import Case, Event, Household
from households.steps import STEPS
from households.waiting import WaitingItem, waiting_for
from povertyreg.exchange.models import Import
from povertyreg.exchange.requests import ExportRequest
from povertyreg.wording import about
from villages.models import User

ROWS_OF_A_CAUSE = 6
RECENT = 6
SENT_BACK = ("send_back", "return_to_village", "uphold_correction")


class Cause(NamedTuple):
    """The heading over one kind of work, its icon and the tone of the icon."""

    heading: Any
    icon: str
    tone: str = ""


APPROVE_EXPORT, ASK_EXPORT = "households.approve_export", "households.export_unmasked"

CAUSES = {
    "export": Cause(_("Lists with whole numbers to approve"), "lock-open", "warn"),
    "export_answer": Cause(_("Answers to my requests for whole numbers"), "message", "warn"),
    "returned": Cause(_("Returned files to correct"), "arrow-back-up", "bad"),
    "objection": Cause(_("Objections to decide"), "message-exclamation", "warn"),
    "import": Cause(_("Imports to confirm"), "file-import", "warn"),
    "close": Cause(_("Notices to close"), "clock", "warn"),
    "compare": Cause(_("Lists to compare with other registers"), "clipboard-check", "brand"),
    "approve": Cause(_("Lists to approve"), "clipboard-check", "brand"),
    "accept": Cause(_("Lists to check and accept"), "clipboard-check", "brand"),
    "post": Cause(_("Lists to post in the township"), "speakerphone", "brand"),
    "classify": Cause(_("Lists to classify"), "checklist", "brand"),
    "announce": Cause(_("Lists to announce"), "speakerphone", "brand"),
    "meeting": Cause(_("Households for the meeting of representatives"), "users", "brand"),
    "second_meeting": Cause(_("Households for the second meeting"), "users", "brand"),
    "survey": Cause(_("Homes to survey"), "home-check", "brand"),
}
"""In the order of the page: what somebody waits for comes before one's own pace."""


@dataclass(frozen=True)
class Task:
    """A line of the list: what, where, until when, and the one verb."""

    title: str
    detail: str
    url: str
    verb: str
    due_on: date | None
    days: int | None

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def is_due(self) -> bool:
        return self.days is not None and self.days <= 0


@dataclass(frozen=True)
class Group:
    """All work of one cause; what does not fit is folded away."""

    cause: Cause
    count: int
    tasks: list[Task]

    @property
    def shown(self) -> list[Task]:
        return self.tasks[:ROWS_OF_A_CAUSE]

    @property
    def hidden(self) -> list[Task]:
        return self.tasks[ROWS_OF_A_CAUSE:]


@dataclass(frozen=True)
class Work:
    """What waits for one person."""

    groups: list[Group]

    @property
    def due(self) -> int:
        return sum(task.is_due for group in self.groups for task in group.tasks)


def has_steps_to_take(user: User) -> bool:
    """Whether any step of a case can ever wait for this officer."""
    return any(user.has_perm(step.permission) for step in STEPS.values())


def work_of(user: User, on: date, area: str = "") -> Work:
    """Everything that waits for the officer, by cause; what is due first comes first in each."""
    here = [item for item in waiting_for(user, on) if item.village.pk.startswith(area)]
    items = sorted(here, key=lambda item: item.kind)
    by_kind = {kind: list(found) for kind, found in groupby(items, lambda item: item.kind)}
    groups = {kind: _group(user, kind, found, on) for kind, found in by_kind.items()}
    groups |= _exports(user, on, area)
    if imports := imports_to_confirm(user, area):
        groups["import"] = Group(CAUSES["import"], len(imports), imports)
    return Work([groups[kind] for kind in CAUSES if kind in groups])


def _exports(user: User, on: date, area: str) -> dict[str, Group]:
    """Lists that wait for this second person, and one's own that came to nothing."""
    requests = ExportRequest.objects.visible_to(user).select_related("requested_by", "decided_by")
    found: dict[str, list[Task]] = {}
    if user.has_perm(APPROVE_EXPORT):
        asked = requests.open().exclude(requested_by=user).filter(area_code__startswith=area)
        mine = [one for one in asked.order_by("requested_at") if user.has_perm(APPROVE_EXPORT, one)]
        found["export"] = [_to_decide(one, on) for one in mine]
    if user.has_perm(ASK_EXPORT):
        found["export_answer"] = [_answer(one) for one in requests.unanswered_to(user)]
    return {kind: Group(CAUSES[kind], len(some), some) for kind, some in found.items() if some}


def _to_decide(asked: ExportRequest, on: date) -> Task:
    due_on = timezone.localtime(asked.lapses_at).date()
    rows = ngettext("%(rows)s row", "%(rows)s rows", asked.rows) % {"rows": f"{asked.rows:,}"}
    detail = f"{asked.requested_by.name} · {rows} · {asked.reason}"
    url, verb = asked.get_absolute_url(), str(_("Look and decide"))
    return Task(asked.title, detail, url, verb, due_on, (due_on - on).days)


def _answer(asked: ExportRequest) -> Task:
    who, said = asked.decided_by, asked.standing.label
    detail = about(f"{said} · {who.name}", asked.because) if who else str(said)
    url, verb = asked.get_absolute_url(), str(_("Read the answer"))
    return Task(asked.title, detail, url, verb, None, None)


def _group(user: User, kind: str, items: list[WaitingItem], on: date) -> Group:
    tasks = [_task(item, on) for item in items]
    if kind == "returned":
        tasks = returned_files(user, items, on) or tasks
    return Group(CAUSES[kind], sum(item.count for item in items), tasks)


def _task(item: WaitingItem, on: date) -> Task:
    days = (item.due_on - on).days if item.due_on else None
    return Task(item.village.name, item.label, item.url, item.verb, item.due_on, days)


def imports_to_confirm(user: User, area: str) -> list[Task]:
    """One by one: they are of whole townships, and somebody has looked through each already."""
    return [_import(one) for one in imports_waiting_for(user, area)]


def _import(import_: Import) -> Task:
    rows = import_.created + import_.updated
    said = ngettext(
        "%(count)s new or changed row, brought by %(who)s",
        "%(count)s new or changed rows, brought by %(who)s",
        rows,
    ) % {"count": f"{rows:,}", "who": import_.requested_by.name}
    return Task(
        import_.file_name,
        said,
        import_.get_absolute_url(),
        pgettext("an import", "Look through"),
        None,
        None,
    )


def returned_files(user: User, items: list[WaitingItem], on: date) -> list[Task]:
    """A file that came back is shown by itself, with the words of whoever sent it back."""
    villages = [item.village for item in items]
    cases = (
        Case.objects.visible_to(user)
        .at(Stage.SURVEYED)
        .filter(village__in=villages)
        .exclude(returned_because="")
        .select_related("round", "village", "household__householder")
        .order_by("round__ends_on", "pk")
    )
    senders = _senders(user, [case.pk for case in cases])
    return [_returned(case, senders.get(case.pk, ""), on) for case in cases]


def _returned(case: Any, sender: str, on: date) -> Task:
    household, due_on = case.household, case.round.ends_on
    said = {"who": sender, "reason": case.why_returned}
    return Task(
        f"{case.village.name} {household.serial} · {household.householder_name}",
        str(_("%(who)s: %(reason)s") % said) if sender else case.why_returned,
        reverse("households:household-update", args=[household.number]),
        str(_("Correct")),
        due_on,
        (due_on - on).days,
    )


def _senders(user: User, cases: list[int]) -> dict[int, str]:
    """Who sent each of the cases back the last time."""
    events = Event.objects.visible_to(user).filter(case__in=cases, step__in=SENT_BACK)
    return {event.case_id: event.by.name for event in events.select_related("by").order_by("pk")}


def recent_households(user: User) -> list[Household]:
    """Those whose file the officer wrote last, or else whose case he moved last."""
    households = Household.objects.visible_to(user).on_file()
    if user.has_perm("households.enter_household"):
        mine = households.filter(changed_by=user).order_by("-changed_at")
    else:
        mine = households.filter(pk__in=_moved_last(user))
    return _with_cases(user, list(mine.select_related("village", "householder")[:RECENT]))


def _moved_last(user: User) -> list[int]:
    events = Event.objects.visible_to(user).filter(by=user).order_by("-at", "-pk")
    keys = events.values_list("case__household_id", flat=True)[: RECENT * 5]
    return list(dict.fromkeys(keys))[:RECENT]


def _with_cases(user: User, households: list[Household]) -> list[Any]:
    """Each with its latest case as `case`."""
    cases = Case.objects.visible_to(user).filter(household__in=households).order_by("pk")
    latest = {case.household_id: case for case in cases}
    return [{"household": household, "case": latest.get(household.pk)} for household in households]
