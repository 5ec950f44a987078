"""The frame of every page: menu, area, year and person. Nothing is asked before it is drawn."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from povertyreg import navigation
from povertyreg.jobs.models import Job
from povertyreg.pages import UserRequest
from povertyreg.scoping import COUNTY_DIGITS
from villages.http import working_area, working_year, working_years
from villages.models import County, Division, parts_of, path_to

_JOBS = "jobs"
Place = tuple[str, str]
"""Name and division code."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    return {"shell": OfficersShell(request) if is_known else Shell()}


class Shell:
    """What a page shows to anybody: the name of the county when there is one."""

    @cached_property
    def county(self) -> str:
        counties = list(County.objects.all()[:2])
        return counties[0].name if len(counties) == 1 else ""


class OfficersShell(Shell):
    """What templates/base.html asks for; each property costs its queries only when it is used."""

    def __init__(self, request: Any) -> None:
        self.request: UserRequest = request
        self.user = self.request.user

    @cached_property
    def groups(self) -> navigation.Groups:
        return navigation.groups(self.request, self._counted)

    @cached_property
    def phone(self) -> list[navigation.Item]:
        return navigation.phone_bar(self.request)

    @cached_property
    def area(self) -> list[Place]:
        """From the county down to the area that the page is about."""
        code = working_area(self.request)
        if not code:
            return [(_("All my areas"), "")] if self.user.area_codes() else []
        return [_named(place) for place in self._path_to(code)]

    @cached_property
    def areas(self) -> list[Place]:
        """Where the menu leads: the officer's own areas, then the parts of the one shown."""
        own = [self._path_to(code)[-1] for code in self.user.area_codes() if self._path_to(code)]
        places = {place.pk: _named(place) for place in [*own, *self._parts()]}
        return list(places.values()) if len(places) > 1 else []

    def _parts(self) -> list[Division]:
        """Of the area shown; of a village the neighbours, as far as they are one's own."""
        code = working_area(self.request)
        parent = code[:9] if any(code[:9].startswith(own) for own in self.user.area_codes()) else ""
        return parts_of(code) or parts_of(parent)

    def _path_to(self, code: str) -> list[Division]:
        if code not in self._paths:
            self._paths[code] = path_to(code)
        return self._paths[code]

    @cached_property
    def _paths(self) -> dict[str, list[Division]]:
        return {}

    @cached_property
    def county(self) -> str:
        """Of the officer's duties; empty when they lie in several counties."""
        codes = [j.area_code for j in self.user.current_jurisdictions()]
        is_one = len({code[:COUNTY_DIGITS] for code in codes}) == 1
        places = self._path_to(codes[0]) if is_one else []
        return places[0].name if places else ""

    @cached_property
    def year(self) -> int:
        return working_year(self.request)

    @cached_property
    def years(self) -> list[int]:
        return working_years(self.request)

    @property
    def user_name(self) -> str:
        return str(self.user.name)

    @property
    def user_role(self) -> str:
        return " · ".join(dict.fromkeys(self.user.role_names))

    @property
    def initial(self) -> str:
        return self.user_name[:1].upper()

    @cached_property
    def jobs_unread(self) -> int:
        return self._counted[_JOBS]

    @cached_property
    def _counted(self) -> dict[str, int]:
        unread = Job.objects.of(self.user).unseen()
        return navigation.counted(self.user, {_JOBS: unread})


def _named(place: Division) -> Place:
    return place.name, place.pk
