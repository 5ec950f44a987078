"""One person, one living registration in the nation: claimed with a member, given up on leaving."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from households.models import Household, IdentityClaim, Member
from households.querysets import id_digest
from households.refusals import RowErrors, require
from villages.models import User


class Elsewhere(NamedTuple):
    """Where a person is registered already, in words, and the file where the reader may see it."""

    sentence: str
    household: Household | None


def require_free(household: Household, members: list[Member], by: User) -> None:
    """Nobody stands in two rows, nobody in another household (rules P-05, P-06)."""
    rows = _rows_by_digest(members)
    errors = {
        row: [_("This ID number stands in two rows. Correct one of them.")]
        for repeated in rows.values()
        if len(repeated) > 1
        for row in repeated
    }
    for claim in _elsewhere(household.pk, rows):
        errors[rows[bytes(claim.digest)][0]] = [_found(claim, by).sentence]
    if errors:
        raise RowErrors({row: {"id_number": messages} for row, messages in errors.items()})


def registered_elsewhere(person: str, household: Household | None, by: User) -> Elsewhere | None:
    """Where this person (`identity.person_of`) is an active member already, or None."""
    claim = _elsewhere(household.pk if household else None, [id_digest(person)]).first()
    return _found(claim, by) if claim else None


def elsewhere_of(standing: Iterable[IdentityClaim], by: User) -> dict[bytes, str]:
    """Of many claims the sentence that says where the person is: two questions."""
    digests = [bytes(claim.digest) for claim in standing]
    found = list(_elsewhere(None, digests)) if digests else []
    households = [claim.household_id for claim in found]
    seen = Household.objects.visible_to(by).filter(pk__in=households)
    mine = set(seen.values_list("pk", flat=True)) if found else set()
    return {
        bytes(claim.digest): _told(claim, is_seen=claim.household_id in mine).sentence
        for claim in found
    }


def take(household: Household, members: list[Member], left: Iterable[Member] = ()) -> None:
    """Claim the members' numbers, and give up those of who left or has another number now."""
    numbered = [member for member in members if member.id_digest]
    claims = IdentityClaim.objects.filter(member__in=[*members, *left])
    claims.exclude(digest__in=[member.id_digest for member in numbered]).delete()
    IdentityClaim.objects.bulk_create(
        [_claim(household, member) for member in numbered], ignore_conflicts=True
    )
    require(
        IdentityClaim.objects.filter(member__in=numbered).count() == len(numbered),
        _("Somebody registered one of these people a moment ago. Save again to see where."),
    )


def give_up(member: Member) -> None:
    """Who has left one household may be registered in another."""
    give_up_all([member])


def give_up_all(members: Iterable[Member]) -> None:
    IdentityClaim.objects.filter(member__in=members).delete()


def _rows_by_digest(members: Iterable[Member]) -> dict[bytes, list[int]]:
    rows: dict[bytes, list[int]] = defaultdict(list)
    for row, member in enumerate(members):
        if member.id_digest:
            rows[member.id_digest].append(row)
    return rows


def _elsewhere(household_pk: int | None, digests: Iterable[bytes]) -> QuerySet[Any]:
    claims = IdentityClaim.objects.filter(digest__in=list(digests)).exclude(
        household_id=household_pk
    )
    return claims.select_related("member", "household__village__township", "household__entered_by")


def _found(claim: IdentityClaim, by: User) -> Elsewhere:
    household = claim.household
    return _told(claim, is_seen=Household.objects.visible_to(by).filter(pk=household.pk).exists())


def _told(claim: IdentityClaim, *, is_seen: bool) -> Elsewhere:
    """The household's number only inside the reader's own area; nobody's name anywhere."""
    household = claim.household
    officer = household.entered_by
    place = {
        "township": household.village.township.name,
        "village": household.village.name,
        "since": claim.member.joined_on.isoformat(),
        "officer": officer.name if officer else _("somebody"),
    }
    if is_seen:
        sentence = _(
            "This person is an active member of household %(number)s (%(village)s) since "
            "%(since)s, entered by %(officer)s. Record the move there first."
        )
        return Elsewhere(sentence % {**place, "number": household.number}, household)
    sentence = _(
        "This person is already registered in %(township)s, %(village)s, since %(since)s, entered "
        "by %(officer)s. Ask the township to record the move."
    )
    return Elsewhere(sentence % place, None)


def _claim(household: Household, member: Member) -> IdentityClaim:
    return IdentityClaim(
        digest=member.id_digest,
        county_code=member.county_code,
        household=household,
        member=member,
    )
