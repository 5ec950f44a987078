"""Private numbers shown whole: to whom it is allowed, for a reason, some times an hour."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Household, HouseholdYear, Member, MemberYear
from households.refusals import require
from povertyreg import locks
from povertyreg.audit import trail
from povertyreg.audit.models import Entry
from povertyreg.privacy import mask_account, mask_id_number, mask_phone
from villages.models import User

PERMISSION: Final = "households.reveal"
AN_HOUR: Final = 30
"""Numbers that one person may see in sixty minutes; the county hears of the next."""
SECONDS_SHOWN: Final = 60


class Why(TextChoices):
    """Reasons to pick from; another one is said in words."""

    HOUSEHOLDER = "householder", gettext_lazy("answering the householder")
    DOCUMENT = "document", gettext_lazy("checking a document")
    TRANSFER = "transfer", gettext_lazy("bank transfer")
    CORRECTION = "correction", gettext_lazy("correcting the file")
    OTHER = "other", gettext_lazy("another reason")


class TooMany(ValidationError):
    """The person has seen as many numbers in this hour as one may."""


class Secret(NamedTuple):
    """A private number as it may be seen, and whole."""

    masked: str
    plain: str


def _of_household(name: str, mask: Callable[[str], str]) -> Callable[[Household, int], Secret]:
    def read(household: Household, pk: int) -> Secret:
        plain = getattr(household, name)
        return Secret(mask(plain), plain)

    return read


def _id_number(household: Household, pk: int) -> Secret:
    plain = Member.objects.get(household=household, pk=pk).id_number
    return Secret(mask_id_number(plain), plain)


def _member_phone(household: Household, pk: int) -> Secret:
    plain = MemberYear.objects.get(household_year__household=household, pk=pk).phone
    return Secret(mask_phone(plain), plain)


def _filled_by_phone(household: Household, pk: int) -> Secret:
    plain = HouseholdYear.objects.get(household=household, pk=pk).filled_by_phone
    return Secret(mask_phone(plain), plain)


SECRETS: Final[dict[str, Callable[[Household, int], Secret]]] = {
    "phone": _of_household("phone", mask_phone),
    "bank_account": _of_household("bank_account", mask_account),
    "id_number": _id_number,
    "member_phone": _member_phone,
    "filled_by_phone": _filled_by_phone,
}
"""What can be asked for: of the household, or of the member or yearly record with a key."""


def masked(household: Household, name: str, pk: int) -> str:
    """As on every page. Raises KeyError or DoesNotExist for what the household has not."""
    return SECRETS[name](household, pk).masked


def reveal(
    household: Household, name: str, pk: int, *, why: str, words: str = "", by: User
) -> Secret:
    """The number, noted with its reason. Raises TooMany above the limit of the hour."""
    if not by.has_perm(PERMISSION, household):
        raise PermissionDenied
    reason = _reason(why, words.strip())
    secret = SECRETS[name](household, pk)
    if not _counted(household, by, reason, field=name, row=pk):
        raise TooMany(
            _(
                "You have looked at %(most)d private numbers within an hour, and the county has "
                "been told. Continue in an hour, or ask the county."
            )
            % {"most": AN_HOUR}
        )
    return secret


def _counted(household: Household, by: User, reason: str, **details: object) -> bool:
    """Noted, unless it is one too many: that is noted too, once an hour, and stays noted."""
    with transaction.atomic():
        locks.hold(f"reveals of {by.pk}")
        seen = _in_this_hour(by, "reveal")
        if seen < AN_HOUR:
            _note("reveal", household, by, reason, **details)
        elif not _in_this_hour(by, "reveal_limit"):
            _note("reveal_limit", household, by, "", revealed=seen)
    return seen < AN_HOUR


def _reason(why: str, words: str) -> str:
    require(why in Why.values, _("Pick the reason for which you need the number."), field="why")
    if why != Why.OTHER:
        return why
    require(words, _("Say in a few words for what you need the number."), field="words")
    require(len(words) <= 200, _("Say it in at most 200 characters."), field="words")
    return words


def _in_this_hour(by: User, action: str) -> int:
    since = timezone.now() - timedelta(hours=1)
    return Entry.objects.filter(by=by, action=action, at__gt=since).count()


def _note(action: str, household: Household, by: User, reason: str, **details: object) -> None:
    area = household.village_id
    trail.record(by, action, household, area=area, reason=reason, **details)
