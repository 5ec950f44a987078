"""What this machine must have: workers that live, a place for files, the keys."""

from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from households.models import Member
from povertyreg.jobs.models import Job
from povertyreg.privacy import decrypt, encrypt

_CONTEXT = "doctor"


def job_leases() -> Iterator[str]:
    """No job is held by a worker that is gone; the next worker takes it up again."""
    for job in Job.objects.abandoned():
        yield f"job {job.pk} ({job.kind}) is held by a worker that is gone: start a worker"


def storage() -> Iterator[str]:
    """A file can be written where papers and photos are kept."""
    try:
        default_storage.delete(default_storage.save("doctor", ContentFile(b"")))
    except OSError as error:
        yield f"no file can be written: {error}"


def keys() -> Iterator[str]:
    """They are set, they work, and they open what is stored."""
    for name in ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY"):
        if not getattr(settings, name, ""):
            yield f"{name} is not set"
    try:
        decrypt(encrypt("", _CONTEXT), _CONTEXT)
        Member.objects.exclude(id_digest=None).only("id_number").first()
    except (KeyError, ValueError, InvalidTag):
        yield "what is stored cannot be read with these keys: see docs/handbook/keys.md"
