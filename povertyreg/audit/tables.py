"""How the trail is listed."""

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from povertyreg.audit.models import Entry
from povertyreg.audit.subjects import Subject, places, subjects
from povertyreg.audit.words import details as in_words
from povertyreg.audit.words import reason as why
from povertyreg.audit.words import word

BARE = {"td": {"class": "p-bare"}}


class EntryTable(tables.Table):
    """Newest first; each entry says who did what to whom, where and why."""

    at = tables.Column(_("Time"), attrs={"td": {"class": "nw mut p-end"}})
    by = tables.Column(_("Person"), attrs={"td": {"class": "p-title"}}, orderable=False)
    action = tables.Column(_("Act"), attrs=BARE, orderable=False)
    subject = tables.Column(_("About"), attrs=BARE, orderable=False)
    area_code = tables.Column(_("Where"), orderable=False)
    reason = tables.Column(_("Reason"), orderable=False, default="")
    details = tables.Column(_("Details"), orderable=False, empty_values=(None, "", {}), default="")

    class Meta:
        empty_text = _("Nothing in the trail matches these filters.")

    def render_at(self, value: Any) -> str:
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"

    def render_action(self, value: str) -> str:
        return word(value)

    def render_subject(self, record: Entry) -> str:
        kind, name, url = self._subjects.get((record.subject, record.subject_id or 0), Subject(""))
        if not url:
            return f"{kind} {name}".strip()
        return format_html('{} <a href="{}">{}</a>', kind, url, name)

    def render_area_code(self, value: str) -> str:
        return self._places.get(value, value)

    def render_reason(self, value: str) -> str:
        return why(value)

    def render_details(self, value: dict[str, Any]) -> str:
        return in_words(value)

    @cached_property
    def _shown(self) -> list[Entry]:
        return [row.record for row in self.paginated_rows]

    @cached_property
    def _subjects(self) -> dict[tuple[str, int | None], Subject]:
        return subjects(self._shown)

    @cached_property
    def _places(self) -> dict[str, str]:
        return places(entry.area_code for entry in self._shown)
