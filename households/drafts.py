"""What is typed and not saved yet: kept for its writer, continued anywhere, gone once saved."""

import json
from datetime import datetime, timedelta

from django.http import QueryDict
from django.utils import timezone

from households.models import EntryDraft
from households.querysets import DraftQuerySet
from villages.models import User

KEPT = timedelta(days=30)
AT_WORK = timedelta(minutes=10)
"""Who typed within this time is taken to be sitting at the form still."""

NEW = "new:"
NOT_TYPED = ("csrfmiddlewaretoken", "shown")


def key_of(number: str, year: int) -> str:
    """The draft of a stored file, in one of its years."""
    return f"{number}:{year}"


def key_of_new(request_id: str) -> str:
    """The draft of a file that has no number yet: known by its form's own id."""
    return f"{NEW}{request_id}"


def keep(
    user: User, key: str, number: str, year: int, base_version: int | None, data: QueryDict
) -> datetime:
    """Keep the form as it stands now, over what was kept of it before; the time of keeping.

    `base_version`: of the file that the draft was begun with, and it stays that: until the draft is
    saved or discarded, what others save is compared with it. None for a new file.
    """
    fields = {name: values for name, values in data.lists() if name not in NOT_TYPED}
    draft = EntryDraft(
        user=user,
        key=key,
        household_number=number,
        year=year,
        base_version=base_version,
        payload=json.dumps(fields, ensure_ascii=False),
    )
    EntryDraft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["user", "key"],
        update_fields=["payload", "updated_at"],
    )
    return draft.updated_at


def all_of(user: User) -> DraftQuerySet:
    """The drafts of a person, the last one first; none that is due to be thrown away."""
    return EntryDraft.objects.of(user).filter(updated_at__gt=timezone.now() - KEPT)


def unfinished(user: User) -> DraftQuerySet:
    """The files that a person began and never saved."""
    return all_of(user).filter(household_number="")


def of(user: User, key: str) -> EntryDraft | None:
    draft: EntryDraft | None = all_of(user).filter(key=key).first()
    return draft


def typed(draft: EntryDraft) -> QueryDict:
    """The form's fields as the browser sent them, over the version that they were begun on."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(draft.payload).items():
        data.setlist(name, values)
    if draft.base_version is not None:
        data["version"] = str(draft.base_version)
    return data


def drop(user: User, key: str) -> None:
    """Forget a draft: it was saved, or is not wanted any more."""
    EntryDraft.objects.of(user).filter(key=key).delete()


def prune() -> None:
    """Throw away what nobody has touched for 30 days, whoever typed it."""
    EntryDraft.objects.filter(updated_at__lte=timezone.now() - KEPT).delete()


def others_typing(number: str, user: User) -> list[EntryDraft]:
    """The drafts of other people who are at work in the file now; advice, and never a lock."""
    drafts = EntryDraft.objects.filter(
        household_number=number, updated_at__gt=timezone.now() - AT_WORK
    )
    return list(drafts.exclude(user=user).select_related("user").defer("payload"))
