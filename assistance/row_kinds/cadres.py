"""Cadres from a workbook, with the helping units that are not on the list yet."""

from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assistance import pairing, roster
from assistance.forms.people import CadreForm, UnitForm
from assistance.models import Cadre, HelpingUnit
from assistance.row_kinds.people import (
    codes_of,
    is_named,
    narrowed,
    options_of,
    refused,
    require_one,
    serving,
    unit_named,
)
from households.codes import code_lists
from povertyreg.exchange.columns import Column, Kind
from povertyreg.exchange.rowkinds import TOUCHED, UNDONE, Cells, Found, RowKind
from povertyreg.exchange.rowsaid import Said, in_both
from villages.gazetteer import Gazetteer

LEVELS: Final[dict[str, Sequence[str]]] = {
    "_40": ("市级", "地市", "州"),
    "_10": ("中央级",),
    "_20": ("省级",),
    "_50": ("县级", "县直", "县市区"),
    "_60": ("乡镇级", "乡", "镇", "乡级", "镇级", "街道"),
    "_70": ("村级", "村干部"),
}
"""How lists call the level of a cadre or of a unit, beside the names of the code list."""
_FACTS: Final = ("affiliation", "rank", "post", "phone", "is_first_secretary")
_OF_THE_UNIT: Final = ("affiliation", "leader", "phone")


def levels() -> dict[str, str]:
    return codes_of("affiliation", **LEVELS)


class CadreKind(RowKind):
    """The list of cadres; a unit that nobody has entered yet is entered with its first cadre."""

    slug = "cadres"
    title = gettext_lazy("Cadres and helping units")
    permission = roster.MANAGE
    model = Cadre
    columns = (
        Column("cadres.name", "姓名", "Name", is_required=True, longest=40, example="韦国平",
               synonyms=("帮扶人", "帮扶责任人", "帮扶干部", "干部姓名", "帮扶人姓名", "责任人",
                         "帮扶责任人姓名", "帮扶干部姓名")),
        Column("cadres.unit", "帮扶单位", "Helping unit", is_required=True, longest=80,
               example="县农牧局", synonyms=("所属单位", "工作单位", "单位", "单位名称",
                                         "帮扶单位名称", "帮扶责任人单位", "帮扶人单位")),
        Column("cadres.affiliation", "级别", "Level", Kind.CODE, codes=levels, is_required=True,
               options=lambda: options_of("affiliation"), example="县",
               synonyms=("帮扶类型", "帮扶人类型", "干部类型", "层级", "隶属关系")),
        Column("cadres.rank", "职级", "Rank", Kind.CODE, codes=lambda: codes_of("rank"),
               options=lambda: options_of("rank"), example="一般干部",
               synonyms=("行政级别", "干部职级", "职务级别")),
        Column("cadres.post", "职务", "Post", longest=60, example="办事员",
               synonyms=("职位", "单位职务", "帮扶人职务", "帮扶责任人职务", "单位及职务")),
        Column("cadres.phone", "联系电话", "Phone", Kind.PHONE, is_private=True, longest=20,
               synonyms=("电话", "手机", "手机号", "手机号码", "帮扶人电话", "帮扶人联系电话",
                         "帮扶责任人电话", "电话号码")),
        Column("cadres.is_first_secretary", "第一书记", "First secretary", Kind.FLAG,
               example="否", synonyms=("是否第一书记", "是否为第一书记")),
        Column("cadres.area_code", "帮扶区域", "Area helped", example="星宿乡",
               synonyms=("帮扶地区", "帮扶乡镇", "帮扶村", "帮扶村名称", "区域", "帮扶区域代码")),
        Column("cadres.unit_affiliation", "单位隶属关系", "Affiliation of the unit", Kind.CODE,
               codes=levels, options=lambda: options_of("affiliation"), example="县",
               synonyms=("单位级别", "帮扶单位隶属关系", "帮扶单位级别", "单位类型")),
        Column("cadres.unit_leader", "单位负责人", "Leader of the unit", longest=40,
               synonyms=("帮扶单位负责人", "单位领导")),
        Column("cadres.unit_phone", "单位电话", "Office phone", Kind.PHONE, longest=20,
               synonyms=("帮扶单位电话", "办公电话", "单位联系电话")),
    )  # fmt: skip

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.places = Gazetteer(self.by)

    def find(self, cells: Cells) -> Found:
        name, unit = str(cells.get("cadres.name", "")), str(cells.get("cadres.unit", ""))
        if not name:
            raise ValidationError({"name": _("The row names no cadre. Write the name.")})
        existing = self._known(name, unit, cells.get("cadres.phone", ""))
        area = self._area(cells, existing)
        of_the_list = unit_named(self.by, unit, area) if unit else None
        wanted = {key: cells[key] for fact in _FACTS if (key := f"cadres.{fact}") in cells}
        wanted["cadres.area_code"] = area
        if unit:
            wanted["cadres.unit"] = of_the_list.name_zh if of_the_list else unit
            if not of_the_list:
                wanted |= self._of_the_unit(cells)
        if not existing:
            wanted = {"cadres.name": name, **wanted}
        return Found(
            existing,
            wanted,
            key=f"{name} {unit}".strip(),
            name=name,
            village_code=area if len(area) == 12 else "",
            identity=existing.pk if existing else (name, unit, cells.get("cadres.phone")),
            notes=self._differences(of_the_list, cells),
        )

    def _known(self, name: str, unit: str, phone: str) -> Cadre | None:
        found = narrowed(serving(self.by, [name]), unit, phone)
        require_one(found, name)
        return found[0] if found else None

    def _area(self, cells: Cells, existing: Cadre | None) -> str:
        text = str(cells.get("cadres.area_code", ""))
        if not text:
            return existing.area_code if existing else self.area
        try:
            return self.places.area(text)
        except ValidationError as unknown:
            raise ValidationError({"area_code": unknown}) from unknown

    def _of_the_unit(self, cells: Cells) -> Cells:
        keys = (f"cadres.unit_{fact}" for fact in _OF_THE_UNIT)
        return {key: cells[key] for key in keys if key in cells}

    def _differences(self, unit: HelpingUnit | None, cells: Cells) -> list[Said]:
        """A unit of the list is corrected on its own page, not by its cadres."""
        if not unit:
            return []
        given = self._of_the_unit(cells)
        return [
            Said(key, "unit_differs", *in_both(lambda: _(
                "Not taken: the register says something else of this helping unit. It is "
                "corrected on the page of the units."
            )))
            for key, value in given.items()
            if value != getattr(unit, key.removeprefix("cadres.unit_"))
        ]  # fmt: skip

    def before(self, existing: Cadre) -> Cells:
        facts = {f"cadres.{fact}": getattr(existing, fact) for fact in _FACTS}
        return facts | {
            "cadres.area_code": existing.area_code,
            "cadres.unit": existing.unit.name_zh,
        }

    def label(self, key: str, value: Any) -> str | None:
        if key in ("cadres.affiliation", "cadres.unit_affiliation"):
            return code_lists()["affiliation"].label(value)
        if key == "cadres.rank":
            return code_lists()["rank"].label(value)
        return self.places.label(value) if key == "cadres.area_code" else None

    def state(self, existing: Cadre) -> Cells:
        return self.before(existing) | {"name": existing.name, "left_on": existing.left_on}

    def again(self, pk: Any) -> Cadre | None:
        return Cadre.objects.visible_to(self.by).select_related("unit").filter(pk=pk).first()

    def act(self, found: Found) -> Cadre:
        """An empty phone keeps the one on file, as on the page."""
        cadre = found.existing or Cadre()
        name = cadre.name or found.wanted["cadres.name"]
        known = self.before(cadre) if cadre.pk else {"cadres.rank": cadre.rank}
        facts = known | {"cadres.phone": ""} | found.wanted
        unit = self._unit(facts, cadre)
        data = {fact: facts.get(f"cadres.{fact}", "") for fact in (*_FACTS, "area_code")}
        data |= {"name": name, "unit": unit.pk if unit else ""}
        form = CadreForm(data, instance=cadre, user=self.by, area=data["area_code"])
        if not form.is_valid():
            raise refused(form)
        return roster.save_cadre(form.instance, by=self.by)

    def _unit(self, facts: Cells, cadre: Cadre) -> HelpingUnit | None:
        name, area = facts.get("cadres.unit", ""), facts["cadres.area_code"]
        if not name or (cadre.pk and is_named(cadre.unit, name)):
            return cadre.unit if cadre.pk else None
        return unit_named(self.by, name, area) or self._new_unit(name, area, facts)

    def _new_unit(self, name: str, area: str, facts: Cells) -> HelpingUnit:
        if "cadres.unit_affiliation" not in facts:
            raise ValidationError({"unit": ValidationError(_(
                "This helping unit is not on the list yet. Enter it on the page of the units, or "
                "say in the column “Affiliation of the unit” to what level it belongs."
            ), code="unknown_unit")})  # fmt: skip
        data = {fact: facts.get(f"cadres.unit_{fact}", "") for fact in _OF_THE_UNIT}
        data |= {"name_zh": name, "area_code": area}
        form = UnitForm(data, user=self.by, area=area)
        if not form.is_valid():
            raise refused(form, name_zh="unit", **{f: f"unit_{f}" for f in _OF_THE_UNIT})
        return roster.save_unit(form.instance, by=self.by)

    def undo(self, subject: Cadre, cells: Sequence[Sequence[Any]], *, is_new: bool) -> str:
        """Who was entered has left again; units stay on the list."""
        if not is_new:
            return self._put_back(subject, {key: before for _whose, key, before, _after in cells})
        if subject.pairings.exists():
            return TOUCHED
        because = _("The import of “%(file)s” was taken back.") % {"file": self.source}
        pairing.leave(subject, because[:200], by=self.by)
        return UNDONE

    def _put_back(self, cadre: Cadre, former: Cells) -> str:
        cadre.area_code = former.get("cadres.area_code", cadre.area_code)
        for key, value in former.items():
            fact = key.removeprefix("cadres.")
            if fact == "unit":
                cadre.unit = unit_named(self.by, value, cadre.area_code) or cadre.unit
            else:
                setattr(cadre, fact, "" if value is None else value)
        roster.save_cadre(cadre, by=self.by)
        return UNDONE
