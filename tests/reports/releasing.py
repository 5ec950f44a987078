"""A request for whole numbers as a test makes one."""

from typing import Any

from povertyreg.exchange.requests import ExportRequest
from tests.reports.listing import exported

REASON = "补贴发放核对"


def asked_whole(client, slug: str = "households", **asked: Any):
    return exported(client, slug, unmasked="on", because=REASON, **asked)


def decide(client, asked: ExportRequest, how: str = "approve", because: str = ""):
    return client.post(f"/reports/requests/{asked.pk}/{how}/", {"because": because})


def page_of(client, asked: ExportRequest) -> str:
    return client.get(f"/reports/requests/{asked.pk}/").content.decode()
