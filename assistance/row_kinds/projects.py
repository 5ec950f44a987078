"""Projects from a workbook: a row is a project of a year with its villages and its money."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assistance import projects
from assistance.forms.projects import FundForm, ProjectForm, fund_forms
from assistance.models import Fund, Project
from assistance.row_kinds import project_columns
from assistance.row_kinds.people import is_named, refused, unit_named
from assistance.row_kinds.project_columns import FACTS, FUNDS
from households.codes import code_lists
from povertyreg.exchange.rowkinds import KEPT, UNDONE, Cells, Found, RowKind
from villages.gazetteer import Gazetteer

_BETWEEN: Final = re.compile(r"[、，,;；/\s]+")


class ProjectKind(RowKind):
    """Projects, known by their name and year; a fund that no column names stays as it is."""

    slug = "projects"
    title = gettext_lazy("Projects")
    permission = projects.MANAGE
    model = Project
    columns = project_columns.columns()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.places = Gazetteer(self.by)

    def find(self, cells: Cells) -> Found:
        name, year = str(cells.get("projects.name_zh", "")), self._year(cells)
        if not name:
            raise ValidationError({"name_zh": _("The row names no project. Write its name.")})
        area = self._area(cells)
        existing = self._known(name, year, area)
        area = area or (existing.area_code if existing else self.area)
        wanted = {key: cells[key] for key in self._plain_keys() if key in cells}
        if "projects.villages" in cells:
            wanted["projects.villages"] = self._villages(cells["projects.villages"], area)
        if "projects.responsible_unit" in cells:
            wanted["projects.responsible_unit"] = self._unit(cells, existing, area)
        if not existing:
            new = {"projects.name_zh": name, "projects.year": year, "projects.area_code": area}
            wanted = new | wanted
        return Found(
            existing,
            wanted,
            key=f"{year} {name}",
            name=name,
            village_code=area if len(area) == 12 else "",
            identity=existing.pk if existing else (name, year, area),
        )

    def _year(self, cells: Cells) -> int:
        return int(cells.get("projects.year") or self.year)

    def _area(self, cells: Cells) -> str:
        """Of the area that the row names; "" where it names none."""
        text = str(cells.get("projects.area_code", ""))
        try:
            return self.places.area(text) if text else ""
        except ValidationError as unknown:
            raise ValidationError({"area_code": unknown}) from unknown

    def _known(self, name: str, year: int, area: str) -> Project | None:
        named = self._rows().filter(Q(name_zh=name) | Q(name_en__iexact=name), year=year)
        found = list(named.filter(area_code=area) if area else named)
        own = [project for project in found if project.area_code == self.area]
        found = own if len(own) == 1 else found
        if len(found) > 1:
            raise ValidationError({"name_zh": ValidationError(_(
                "Several projects of the year have this name. Say in the column “Area” which area "
                "it belongs to."
            ), code="several_projects")})  # fmt: skip
        return found[0] if found else None

    def _rows(self) -> Any:
        rows = Project.objects.visible_to(self.by).select_related("responsible_unit")
        return rows.prefetch_related("villages", "funds")

    @staticmethod
    def _plain_keys() -> Iterable[str]:
        yield from (f"projects.{fact}" for fact in FACTS)
        yield from (f"projects.fund_{source}_{money}" for source, money in FUNDS)

    def _villages(self, text: Any, area: str) -> list[str]:
        names = [name for name in _BETWEEN.split(str(text)) if name]
        try:
            return sorted({self.places.village(name, township=area) for name in names})
        except ValidationError as unknown:
            raise ValidationError({"villages": unknown}) from unknown

    def _unit(self, cells: Cells, existing: Project | None, area: str) -> str:
        text = str(cells["projects.responsible_unit"])
        known = existing.responsible_unit if existing else None
        if known and is_named(known, text):
            return str(known.name_zh)
        unit = unit_named(self.by, text, area)
        if not unit:
            raise ValidationError({"responsible_unit": ValidationError(_(
                "This helping unit is not on the list. Enter it first, or correct the name."
            ), code="unknown_unit")})  # fmt: skip
        return unit.name_zh

    def before(self, existing: Project) -> Cells:
        facts = {f"projects.{fact}": getattr(existing, fact) for fact in FACTS}
        unit = existing.responsible_unit
        funds = {fund.source: fund for fund in existing.funds.all()}
        return facts | {
            "projects.villages": sorted(village.pk for village in existing.villages.all()),
            "projects.responsible_unit": unit.name_zh if unit else "",
            **{
                f"projects.fund_{source}_{money}": getattr(funds.get(source), money, Decimal(0))
                for source, money in FUNDS
            },
        }

    def label(self, key: str, value: Any) -> str | None:
        if key == "projects.type":
            return code_lists()["project_type"].label(value)
        if key == "projects.status":
            return str(Project.Status(value).label)
        places = ("projects.area_code", "projects.villages")
        return self.places.label(value) if key in places else None

    def state(self, existing: Project) -> Cells:
        """Whoever saved it since, in whatever field."""
        return {"pk": existing.pk, "version": existing.version}

    def again(self, pk: Any) -> Project | None:
        found: Project | None = self._rows().filter(pk=pk).first()
        return found

    def act(self, found: Found) -> Project:
        project = found.existing or Project(year=found.wanted["projects.year"])
        facts = self.before(project) if project.pk else self._as_the_form_begins(project)
        facts |= found.wanted
        area = str(project.area_code or facts["projects.area_code"])
        form = ProjectForm(
            self._data(project, facts, area), instance=project, user=self.by, area=area
        )
        rows = fund_forms(self._money(facts), project)
        if not all([form.is_valid(), *(row.is_valid() for row in rows)]):
            raise _refused(form, rows)
        return self._save(form, [fund for row in rows if (fund := row.filled())])

    def _as_the_form_begins(self, project: Project) -> Cells:
        names = ("status", "is_in_programme", "done")
        return {f"projects.{name}": getattr(project, name) for name in names}

    def _data(self, project: Project, facts: Cells, area: str) -> dict[str, Any]:
        name = facts.get("projects.responsible_unit") or ""
        kept = project.responsible_unit
        if name and not (kept and is_named(kept, name)):
            kept = unit_named(self.by, name, area)
        unit = kept if name else None
        data = {fact: _typed(facts.get(f"projects.{fact}")) for fact in FACTS}
        return data | {
            "name_zh": project.name_zh or facts["projects.name_zh"],
            "year": str(project.year),
            "area_code": area,
            "responsible_unit": str(unit.pk) if unit else "",
            "villages": facts.get("projects.villages", []),
            "version": str(project.version),
        }

    def _money(self, facts: Cells) -> dict[str, str]:
        return {
            f"fund-{source}-{money}": _typed(facts.get(f"projects.fund_{source}_{money}"))
            for source, money in FUNDS
        }

    def _save(self, form: ProjectForm, funds: list[Fund]) -> Project:
        written: dict[str, Any] = {
            "villages": form.cleaned_data["villages"], "funds": funds, "by": self.by,
        }  # fmt: skip
        if not form.instance.pk:
            return projects.create(form.instance, **written)
        return projects.update(form.instance, version=form.cleaned_data["version"], **written)

    def undo(self, subject: Project, cells: Sequence[Sequence[Any]], *, is_new: bool) -> str:
        """The former values are saved again; a project that was entered stays."""
        if is_new:
            return KEPT
        former = {key: "" if before is None else before for _whose, key, before, _after in cells}
        self.act(Found(subject, former))
        return UNDONE


def _typed(value: Any) -> Any:
    """As a browser sends it."""
    if isinstance(value, bool):
        return value
    return "" if value is None else str(value)


def _refused(form: ProjectForm, rows: Iterable[FundForm]) -> ValidationError:
    found: dict[str, Any] = dict(refused(form).error_dict) if form.errors else {}
    for row in rows:
        for name, errors in row.errors.as_data().items():
            found[f"fund_{row.fund.source}_{name}"] = errors
    return ValidationError(found)
