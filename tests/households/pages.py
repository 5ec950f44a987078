"""The page of a whole list as a reader asks for it and sends it."""

from uuid import uuid4

from django.urls import reverse

from tests.households.lists import PHONE

APPROVE, TOWNSHIP, COUNTY = "notice-approve", "notice-township", "notice-county"
PART = {"HX-Request": "true"}


def url_of(name, case):
    return reverse(f"rounds:{name}", args=[case.village_id, case.round_id])


def sent(cases, step, back=None, **fields):
    """The fields of the page; `back`: case → reason."""
    back = back or {}
    return {
        "step": step,
        "request_id": str(uuid4()),
        "listed": [case.pk for case in cases],
        "back": list(back),
        **{f"because-{pk}": reason for pk, reason in back.items()},
        "complaint_phone": PHONE,
        **fields,
    }


def page(client, user, name, cases, **kwargs):
    client.force_login(user)
    return client.get(url_of(name, cases[0]), **kwargs).content.decode()


def press(client, user, name, cases, data):
    client.force_login(user)
    return client.post(url_of(name, cases[0]), data)
