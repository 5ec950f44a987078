"""The layouts of the national system's person lists, as its own exports have them, by year.

The layout of 2018 is attested as far as 致贫原因1: what follows there is that of the later one. The
register keeps nothing of the monitoring after 2020: those columns are empty.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, Final

from households.choices import Relation
from households.codes import code_lists
from povertyreg.exchange.resources import ListField, Masked
from povertyreg.exchange.writing import Cell
from povertyreg.privacy import mask_id_number, mask_phone

OF_2016, OF_2018, OF_2022 = "2016", "2018", "2022"
_HOUSEHOLDER: Final = "本人或户主"


class NationalField(ListField):
    """A column whose heading is that of the national system, in every language."""

    @property
    def bilingual(self) -> str:
        return str(self.column_name)

    @property
    def heading(self) -> str:
        return self.bilingual

    def writer(self, *, unmasked: bool = False) -> Callable[[Any], Cell]:
        """Whatever it is, it is written as text."""
        write = super().writer(unmasked=unmasked)
        return lambda value: _text(write(value))


class _Numbered(NationalField):
    """The running number of the row."""

    def writer(self, *, unmasked: bool = False) -> Callable[[Any], Cell]:
        numbers = count(1)
        return lambda _value: str(next(numbers))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return format(value, "f")
        case date():
            return value.strftime("%Y%m%d")
    return str(value)


def _month(day: date | None) -> str:
    return day.strftime("%Y%m") if day else ""


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else "是" if value else "否"


def _group(number: int | None) -> str:
    return f"{number}组" if number else ""


def _names(codes: str, others: dict[str, str] | None = None) -> Callable[[], dict[str, str]]:
    """Names in Chinese, whoever takes the list out."""

    def words() -> dict[str, str]:
        entries = code_lists()[codes].codes.items()
        return {**{code: entry.name_zh for code, entry in entries}, **(others or {})}

    return words


_YEAR, _HOME = "household_year__", "household_year__household__"
_PLACE = "household_year__village__"


def _coded(path: str, heading: str, codes: str, others: dict[str, str] | None = None) -> ListField:
    return NationalField(path, heading, words=_names(codes, others), width=14)


def _flag(path: str, heading: str) -> ListField:
    return NationalField(path, heading, write=_yes_or_no)


def _empty(heading: str) -> ListField:
    return NationalField("nothing", heading)


def _places(county: str, township: str, village: str) -> list[ListField]:
    return [
        NationalField(f"{_PLACE}township__county__name_zh", county),
        NationalField(f"{_PLACE}township__name_zh", township),
        NationalField(f"{_PLACE}name_zh", village),
        NationalField(f"{_HOME}group__number", "自然村", write=_group),
    ]


def _person(months: str) -> list[ListField]:
    """What stands at the beginning of all layouts, but for the place."""
    return [
        NationalField("shown_number", "户编号", width=19),
        NationalField("member__national_number", "人编号", width=19),
        NationalField("member__name", "姓名"),
        NationalField("member__id_number", "证件号码", write=Masked(mask_id_number), width=20),
        NationalField(f"{_YEAR}size", "人数", width=7),
        _coded("relation", "与户主关系", "relation", {Relation.HOUSEHOLDER: _HOUSEHOLDER}),
        _coded("member__ethnic_group", "民族", "ethnic_group"),
        _coded("education", "文化程度", "education"),
        _coded("school", "在校生状况", "school"),
        _coded("health", "健康状况", "health"),
        _coded("labour", "劳动技能", "labour"),
        *([_coded("work_region", "务工状况", "work_region")] if months == "务工时间" else []),
        NationalField("work_months", months),
    ]


def _insured(heading: str) -> ListField:
    return _flag("has_serious_illness_insurance", heading)


def _state() -> ListField:
    return _coded(f"{_YEAR}state", "脱贫属性", "state")


def _category() -> ListField:
    return _coded(f"{_YEAR}category", "贫困户属性", "category")


def _cause(heading: str) -> ListField:
    return _coded(f"{_YEAR}main_cause", heading, "cause")


def _income() -> ListField:
    return NationalField(f"{_YEAR}net_income_per_head", "人均纯收入")


def _phone(path: str, heading: str) -> ListField:
    return NationalField(path, heading, write=Masked(mask_phone), width=13)


def _conditions() -> list[ListField]:
    return [
        _flag(f"{_YEAR}is_dilapidated", "危房户"),
        _flag(f"{_YEAR}water_is_safe", "是否解决安全饮用水"),
        _income(),
        _phone(f"{_HOME}phone", "户联系电话"),
        _phone("phone", "人联系电话"),
    ]


LAYOUTS: Final[dict[str, list[ListField]]] = {
    OF_2016: [
        *_places("行政县", "乡镇", "行政村"),
        *_person("务工时间"),
        _insured("参加大病医疗"),
        _state(),
        NationalField("exit_year", "脱贫年度"),
        _category(),
        _cause("主要致贫原因"),
        _flag(f"{_YEAR}is_dilapidated", "危房户"),
        _flag(f"{_YEAR}water_is_safe", "饮水安全"),
        _flag(f"{_YEAR}water_is_difficult", "饮水困难"),
        _income(),
        _phone(f"{_HOME}phone", "联系电话"),
    ],
    OF_2018: [
        *_places("县(市、区、旗)", "乡(镇)", "行政村"),
        *_person("务工时间(月)"),
        _insured("是否参加大病医疗"),
        _state(),
        _category(),
        _cause("致贫原因1"),
        *_conditions(),
    ],
    OF_2022: [
        _Numbered("pk", "序号", width=7),
        *_places("县", "乡", "行政村"),
        *_person("务工时间(月)"),
        _insured("是否参加大病保险"),
        _cause("致贫原因1"),
        *_conditions(),
        NationalField(f"{_HOME}first_identified_in", "首次识别时间"),
        NationalField("member__joined_on", "人员识别时间", write=_month),
        NationalField("exited", "户类型"),
        _empty("易返贫致贫户(监测对象)类型"),
        _empty("风险是否消除"),
        _empty("风险识别时间"),
        _empty("风险消除时间"),
    ],
}


def layout_of(year: int) -> str:
    """The layout that the national system had in a year."""
    return OF_2016 if year < 2018 else OF_2018 if year < 2021 else OF_2022
