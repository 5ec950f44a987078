"""What a browser sends from the household form."""

from typing import Any
from uuid import uuid4

from django.http import QueryDict
from django.urls import reverse

from households.models import Household
from tests.factories import id_number

NEW = "/households/new/?year=2015"

PERSON = {
    "ethnic_group": "06",
    "relation": "99",
    "education": "02",
    "school": "01",
    "health": "01",
    "labour": "01",
    "work_months": "6",
}


def person(name: str = "杨昌明", relation: str = "01", **fields: Any) -> dict[str, Any]:
    """A row; without `id_number` it gets a valid one of its own."""
    return {**PERSON, "name": name, "relation": relation, "id_number": id_number(), **fields}


def sent(people: list[dict[str, Any]], **facts: Any) -> dict[str, Any]:
    """The fields of a new file with these rows."""
    data = {
        "request_id": str(uuid4()),
        "village": "520521225201",
        "standard": "1",
        "proposed_category": "01",
        "main_cause": "01",
        "wage": "7200",
        "crops": "3,260.00",
        "business_expenditure": "1000",
        "members-TOTAL_FORMS": str(len(people)),
        "members-INITIAL_FORMS": "0",
        **facts,
    }
    for row, fields in enumerate(people):
        data |= {f"members-{row}-{name}": value for name, value in fields.items()}
    return data


def stored(household: Household, **facts: Any) -> dict[str, Any]:
    """The form of a stored file as the page fills it: numbers masked, with its version."""
    record = household.years.order_by("-year").first()
    assert record is not None
    people = []
    for row in record.members.select_related("member").order_by("member__position"):
        known = {name: getattr(row, name) for name in ("relation", "health", "labour")}
        member = row.member
        people.append(
            person(
                member.name,
                member=member.pk,
                id_number=member.masked_id_number,
                **known,
            )
        )
    data = sent(people, version=household.version, **facts)
    del data["village"]
    return data


def query(data: dict[str, Any]) -> QueryDict:
    """The same as a form receives it."""
    found = QueryDict(mutable=True)
    found.update({name: str(value) for name, value in data.items()})
    return found


def edit(household: Household) -> str:
    return reverse("households:household-update", args=[household.number]) + "?year=2015"


def text(response: Any) -> str:
    """The page in one line."""
    return " ".join(response.content.decode().split())
