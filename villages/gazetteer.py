"""Places by the names and codes that people write: "云峰村", "云峰", "Yunfeng", 520521225201."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from villages.models import County, Township, User, Village

_OF_VILLAGES: Final = re.compile("(社区|村|居)?(村民委员会|居民委员会|村委会|居委会)?$")
_OF_TOWNSHIPS: Final = re.compile("(乡|镇|街道)?(人民政府|办事处)?$")


class Names:
    """Places of one kind by code, by name, or by a name without what kind of place it is."""

    def __init__(self, places: Iterable[County | Township | Village], endings: re.Pattern[str]):
        self.endings = endings
        self.of: dict[str, tuple[str, str]] = {}
        self.exact: dict[str, list[str]] = {}
        self.bare: dict[str, list[str]] = {}
        for place in places:
            self.of[place.pk] = place.name_zh, place.name_en
            for known, plain in ((self.exact, _plain), (self.bare, self._bare)):
                for name in {plain(place.name_zh), plain(place.name_en)} - {""}:
                    known.setdefault(name, []).append(place.pk)

    def codes(self, text: str) -> list[str]:
        """Of every place that the text may mean."""
        name = _plain(text)
        if name in self.of:
            return [name]
        return self.exact.get(name) or self.bare.get(self._bare(text), [])

    def _bare(self, text: str) -> str:
        name = _plain(text)
        return self.endings.sub("", name, count=1) or name


def of_villages(places: Iterable[Village]) -> Names:
    return Names(places, _OF_VILLAGES)


def of_townships(places: Iterable[County | Township]) -> Names:
    return Names(places, _OF_TOWNSHIPS)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


class Gazetteer:
    """The places of the counties in which an officer has an area; read once, at the first use."""

    def __init__(self, user: User) -> None:
        self.own = tuple(user.area_codes())
        self.counties = sorted({code[:6] for code in self.own})

    def village(self, text: str, *, township: str = "") -> str:
        """The code of a village of one's own; `township`: where the name is looked for first.

        Raises PermissionDenied for a village of another area, ValidationError for an unknown one.
        """
        found = self._villages.codes(text)
        return self._only(text, [code for code in found if code.startswith(township)] or found)

    def township(self, text: str) -> str:
        """The code of a township of one's own; raises as `village` does."""
        return self._only(text, self._townships.codes(text))

    def area(self, text: str) -> str:
        """The code of a county, township or village of one's own; raises as `village` does."""
        kinds = (self._counties, self._townships, self._villages)
        return self._only(text, next((found for kind in kinds if (found := kind.codes(text))), []))

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
    def _counties(self) -> Names:
        return of_townships(County.objects.filter(pk__in=self.counties))

    @cached_property
    def _townships(self) -> Names:
        return of_townships(Township.objects.filter(county__in=self.counties))

    @cached_property
    def _villages(self) -> Names:
        return of_villages(Village.objects.filter(township__county__in=self.counties))

    @cached_property
    def _names(self) -> dict[str, tuple[str, str]]:
        return {**self._counties.of, **self._townships.of, **self._villages.of}
