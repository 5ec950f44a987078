"""Commands act in the name of an officer, and speak that officer's language."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import translation

from villages.models import User


@contextmanager
def speaking_to(username: str) -> Iterator[User]:
    """The officer of this name, active, for whom and in whose language it is done."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active officer called {username}.")
    with translation.override(user.language or settings.LANGUAGE_CODE):
        yield user
