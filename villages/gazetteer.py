"""Places by the names and codes that people write: "云峰村", "云峰", "Yunfeng", 520521225201."""

from collections.abc import Iterable
from functools import cached_property

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from villages.models import County, Township, User, Village

_ENDINGS = ("社区居委会", "村委会", "居委会", "村民委员会", "社区", "村")
_OF_TOWNSHIPS = ("街道办事处", "人民政府", "街道", "乡", "镇")


class Gazetteer:
    """The places of the counties in which an officer has an area; read once, at the first use."""

    def __init__(self, user: User) -> None:
        self.own = tuple(user.area_codes())
        self.counties = sorted({code[:6] for code in self.own})

    def village(self, text: str, *, township: str = "") -> str:
        """The code of a village of one's own; `township`: where the name is looked for first.

        Raises PermissionDenied for a village of another area, ValidationError for an unknown one.
        """
        found = _known(self._villages, text, _ENDINGS)
        return self._only(text, [code for code in found if code.startswith(township)] or found)

    def township(self, text: str) -> str:
        """The code of a township of one's own; raises as `village` does."""
        return self._only(text, _known(self._townships, text, _OF_TOWNSHIPS))

    def area(self, text: str) -> str:
        """The code of a county, township or village of one's own; raises as `village` does."""
        wider = {**self._counties, **self._townships}
        found = _known(wider, text, _OF_TOWNSHIPS) or _known(self._villages, text, _ENDINGS)
        return self._only(text, found)

    def name(self, code: str) -> tuple[str, str]:
        """The Chinese name of a place and the one in pinyin; the code where there is none."""
        return self._names.get(code, (code, code))

    def label(self, code: str) -> str:
        """The name of a place in the language of the page."""
        chinese, pinyin = self.name(code)
        return chinese if (get_language() or "").startswith("zh") else pinyin

    def _only(self, text: str, codes: list[str]) -> str:
        if not codes:
            raise ValidationError(
                _("“%(place)s” is no place of this county. Write its name in full, or its code.")
                % {"place": text},
                code="unknown_place",
            )
        own = [code for code in codes if code.startswith(self.own)]
        if not own:
            raise PermissionDenied
        if len(own) > 1:
            raise ValidationError(
                _("There are several places called “%(place)s”. Write the code of the one meant.")
                % {"place": text},
                code="several_places",
            )
        return own[0]

    @cached_property
    def _counties(self) -> dict[str, tuple[str, str]]:
        return _names(County.objects.filter(pk__in=self.counties))

    @cached_property
    def _townships(self) -> dict[str, tuple[str, str]]:
        return _names(Township.objects.filter(county__in=self.counties))

    @cached_property
    def _villages(self) -> dict[str, tuple[str, str]]:
        return _names(Village.objects.filter(township__county__in=self.counties))

    @cached_property
    def _names(self) -> dict[str, tuple[str, str]]:
        return {**self._counties, **self._townships, **self._villages}


def _names(places: Iterable[County | Township | Village]) -> dict[str, tuple[str, str]]:
    return {str(place.pk): (place.name_zh, place.name_en) for place in places}


def _known(places: dict[str, tuple[str, str]], text: str, endings: tuple[str, ...]) -> list[str]:
    """By code, by name, or by a name without what kind of place it is."""
    text = text.strip()
    if text in places:
        return [text]
    wanted = text.casefold()
    exact = [code for code, (zh, en) in places.items() if wanted in (zh, en.casefold())]
    short = _without(text, endings)
    return exact or [code for code, (zh, _en) in places.items() if _without(zh, endings) == short]


def _without(name: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name
