"""What a good number says of a person, and what is odd about it."""

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from households.codes import code_lists
from households.idnumbers import IdNumber, first_county
from households.rules import age_on

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OLD_NUMBER = _("An old number of 15 digits. Ask for the new card and enter its 18 digits.")
UNKNOWN_COUNTY = _("No county ever had the first six digits. Compare them with the document.")

_DISABILITIES = {
    "1": _("visual"),
    "2": _("hearing"),
    "3": _("speech"),
    "4": _("physical"),
    "5": _("intellectual"),
    "6": _("mental"),
    "7": _("multiple"),
}
_DIVISION = re.compile(r".+?(?:自治[区州县]|[省市县区旗盟]|$)")


class Said(NamedTuple):
    """What a number says, for the line under it."""

    sex: str
    birth_date: date
    age: int
    county: str
    """Where the person was first registered, in the reader's script; empty when unknown."""
    disability: "StrOrPromise" = ""
    level: str = ""
    sex_code: str = ""
    warnings: "tuple[StrOrPromise, ...]" = ()
    """Rules P-08 and P-11."""

    @classmethod
    def of(cls, number: IdNumber, today: date) -> "Said":
        county = first_county(number.person)
        odd = [(number.is_old, OLD_NUMBER), (not county, UNKNOWN_COUNTY)]
        return cls(
            sex=code_lists()["sex"].label(number.sex),
            birth_date=number.birth_date,
            age=age_on(number.birth_date, today),
            county=place_name(county),
            disability=_DISABILITIES.get(number.disability_kind, ""),
            level=number.disability_level,
            sex_code=number.sex,
            warnings=tuple(sentence for is_so, sentence in odd if is_so),
        )


def place_name(chinese: str) -> str:
    """A chain of divisions; in English pages in pinyin, one word for each division."""
    if (get_language() or "").startswith("zh"):
        return chinese
    words = [part for part in _DIVISION.findall(chinese) if part]
    return " ".join("".join(lazy_pinyin(word)).capitalize() for word in words)
