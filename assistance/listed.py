"""The rows of the pages that list helpers, pairings and projects, before anybody narrows them."""

from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Subquery

from assistance.models import Cadre, Pairing, Project
from assistance.querysets import HelperQuerySet, PairingQuerySet, ProjectQuerySet
from povertyreg import clock
from povertyreg.scoping import Officer


def pairings(user: Officer, area: str, year: int) -> PairingQuerySet[Pairing]:
    """Each with `people`, `category` and `state` of the household's record of the year."""
    return Pairing.objects.visible_to(user).in_area(area).with_record(year)


def cadres(user: Officer, area: str) -> HelperQuerySet[Cadre]:
    """Each with `households`: how many are paired with him today."""
    return Cadre.objects.visible_to(user).in_area(area).with_households(clock.today())


def projects(user: Officer, area: str, year: int) -> ProjectQuerySet[Project]:
    """Each with its money and `households`."""
    own = Project.objects.visible_to(user).in_area(area)
    return own.filter(year=year).with_money().with_households()


def villages_of_project(name: str, between: str) -> Subquery:
    """In one cell of a list of projects: the names of all villages that a project reaches."""
    reached: Any = Project.villages.through.objects.filter(project=OuterRef("pk"))
    names = StringAgg(f"village__{name}", between, order_by="village")
    return Subquery(reached.values("project").annotate(names=names).values("names"))
