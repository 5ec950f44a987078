"""Village files from a workbook: a row is a village and a year."""

from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from povertyreg.exchange.columns import Column, Kind
from povertyreg.exchange.rowkinds import UNDONE, Cells, Found, RowKind, by_names, register
from villages import files
from villages.forms import VillageFileForm
from villages.gazetteer import Gazetteer
from villages.models import VillageYear

FACTS: Final = tuple(VillageFileForm.Meta.fields)
_OTHER_NAMES: Final = {
    VillageYear.PovertyClass.NOT_POOR: ("非贫困村", "不是贫困村", "否", "无"),
    VillageYear.PovertyClass.ONE: ("一类贫困村", "一类村", "一类", "Ⅰ类", "I类", "1类"),
    VillageYear.PovertyClass.TWO: ("二类贫困村", "二类村", "二类", "Ⅱ类", "II类", "2类"),
    VillageYear.PovertyClass.THREE: ("三类贫困村", "三类村", "三类", "Ⅲ类", "III类", "3类"),
}


def _classes() -> dict[str, str]:
    return by_names(
        (str(kind.value), name)
        for kind, names in _OTHER_NAMES.items()
        for name in (str(kind.value), kind.name.replace("_", " "), *names, *_english(kind))
    )


def _english(kind: VillageYear.PovertyClass) -> tuple[str, ...]:
    return ("not a poor village",) if not kind else (f"class {kind.name}",)


class VillageKind(RowKind):
    """The yearly files of villages: class, households, population."""

    slug = "villages"
    title = gettext_lazy("Village files")
    permission = files.KEEP
    model = VillageYear
    columns = (
        Column("villages.village", "村名", "Village", is_required=True, example="云峰村",
               synonyms=("行政村", "村", "村委会", "村名称", "行政村名称", "贫困村", "贫困村名称",
                         "村（社区）", "村代码", "村编号", "行政区划代码", "Village code")),
        Column("villages.township", "乡镇", "Township", example="星宿乡",
               synonyms=("乡", "镇", "乡(镇)", "乡（镇）", "所属乡镇")),
        Column("villages.year", "年度", "Year", Kind.YEAR, example="2015",
               synonyms=("年份", "所属年度", "年")),
        Column("villages.poverty_class", "贫困村类别", "Class", Kind.CODE, codes=_classes,
               is_required=True, example="一类",
               options=lambda: ("非贫困村", "一类", "二类", "三类"),
               synonyms=("村类别", "贫困村类型", "贫困村分类", "类别", "贫困类别", "村属性")),
        Column("villages.class_evidence", "类别依据", "Evidence for the class", longest=2000,
               synonyms=("认定依据", "依据", "备注")),
        Column("villages.households", "总户数", "Households", Kind.WHOLE, is_required=True,
               most=2_147_483_647, example="620",
               synonyms=("户数", "全村户数", "农户数", "家庭户数")),
        Column("villages.population", "总人口", "Permanent population", Kind.WHOLE,
               is_required=True, most=2_147_483_647, example="2380",
               synonyms=("人口", "人口数", "总人口数", "常住人口", "全村人口", "总人数")),
        Column("villages.agricultural_population", "农业人口", "Agricultural population",
               Kind.WHOLE, is_required=True, most=2_147_483_647, example="2360",
               synonyms=("农业人口数", "农村人口", "乡村人口", "农业户籍人口")),
    )  # fmt: skip

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.places = Gazetteer(self.by)

    def find(self, cells: Cells) -> Found:
        code, year = self._village(cells), int(cells.get("villages.year") or self.year)
        existing = VillageYear.objects.visible_to(self.by).filter(village=code, year=year).first()
        wanted = {key: cells[key] for name in FACTS if (key := f"villages.{name}") in cells}
        if "villages.poverty_class" in wanted:
            wanted["villages.poverty_class"] = int(wanted["villages.poverty_class"])
        if not existing:
            wanted = {"villages.village": code, "villages.year": year, **wanted}
        return Found(
            existing,
            wanted,
            key=f"{code} {year}",
            name=self.places.name(code)[0],
            village_code=code,
        )

    def _village(self, cells: Cells) -> str:
        text = str(cells.get("villages.village", ""))
        if not text:
            raise ValidationError(
                {"village": _("The row names no village. Write its name or its code.")}
            )
        township = cells.get("villages.township", "")
        try:
            within = self.places.township(str(township)) if township else self.area
        except ValidationError as unknown:
            raise ValidationError({"township": unknown}) from unknown
        try:
            return self.places.village(text, township=within)
        except ValidationError as unknown:
            raise ValidationError({"village": unknown}) from unknown

    def before(self, existing: VillageYear) -> Cells:
        return {f"villages.{name}": getattr(existing, name) for name in FACTS}

    def label(self, key: str, value: Any) -> str | None:
        if key == "villages.poverty_class":
            return str(VillageYear.PovertyClass(value).label)
        return self.places.label(value) if key == "villages.village" else None

    def act(self, found: Found) -> VillageYear:
        file = found.existing or VillageYear(
            village_id=found.wanted["villages.village"], year=found.wanted["villages.year"]
        )
        facts = (self.before(file) if found.existing else {}) | found.wanted
        form = VillageFileForm({name: facts.get(f"villages.{name}", "") for name in FACTS},
                               instance=file)  # fmt: skip
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        return files.save(form.instance, by=self.by)

    def undo(self, subject: VillageYear, cells: Sequence[Sequence[Any]], *, is_new: bool) -> str:
        if is_new:
            files.withdraw(subject, by=self.by)
            return UNDONE
        for _whose, key, before, _after in cells:
            setattr(subject, key.removeprefix("villages."), "" if before is None else before)
        files.save(subject, by=self.by)
        return UNDONE


def offer() -> None:
    register(VillageKind)
