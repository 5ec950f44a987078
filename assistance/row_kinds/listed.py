"""The households of a working list, by their number or by the ID number of the householder."""

from collections.abc import Sequence
from contextlib import suppress

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from households.idnumbers import IdNumberError, read_id_number
from households.models import Household
from households.querysets import id_digest
from villages.models import User

_NUMBER_DIGITS = 16


class Listed:
    """The households of one's own area that a list names; asked for once, for all its rows."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.households: list[int] = []
        self._by_number: dict[str, list[Household]] = {}
        self._by_person: dict[bytes, list[Household]] = {}

    def look_up(self, numbers: Sequence[str], people: Sequence[str]) -> None:
        given = {number for number in numbers if number}
        digests = {digest for text in people if (digest := _digest(text))}
        asked = Q(number__in=given) | Q(national_number__in=given)
        rows = Household.objects.visible_to(self.user).filter(
            asked | Q(householder__id_digest__in=digests)
        )
        found = rows.select_related("householder").defer(
            "phone", "bank_account", "householder__id_number"
        )
        self.households, self._by_number, self._by_person = [], {}, {}
        for household in found:
            self._keep(household)

    def _keep(self, household: Household) -> None:
        self.households.append(household.pk)
        for number in {household.number, household.national_number} - {""}:
            self._by_number.setdefault(number, []).append(household)
        if household.householder and household.householder.id_digest:
            self._by_person.setdefault(household.householder.id_digest, []).append(household)

    def household(self, number: str, person: str) -> Household:
        """The household of a row. Raises PermissionDenied for a number of another area."""
        if not number and not person:
            raise ValidationError({"number": ValidationError(_(
                "The row names no household. Write its number, or the householder's ID number."
            ), code="no_household")})  # fmt: skip
        found = self._numbered(number) if number else self._headed(person)
        if number and person and found not in self._by_person.get(_digest(person) or b"", []):
            raise ValidationError({"id_number": ValidationError(_(
                "The household of this number has another householder. Check both numbers."
            ), code="other_householder")})  # fmt: skip
        return found

    def _numbered(self, number: str) -> Household:
        found = self._by_number.get(number, [])
        own = tuple(self.user.area_codes())
        if not found and len(number) == _NUMBER_DIGITS and not number.startswith(own):
            raise PermissionDenied
        return _only(found, "number")

    def _headed(self, person: str) -> Household:
        """A number is never told from one that another area has."""
        return _only(self._by_person.get(_digest(person) or b"", []), "id_number")

    def require_householder(self, household: Household, name: str) -> None:
        """A row that names somebody else means another household."""
        head = household.householder
        if name and head and _bare(name) not in {_bare(head.name), _bare(head.pinyin)}:
            raise ValidationError({"householder": ValidationError(_(
                "The household of this number has another householder. Check name and number."
            ), code="other_householder")})  # fmt: skip


def _only(found: list[Household], field: str) -> Household:
    if not found:
        raise ValidationError({field: ValidationError(_(
            "No household of your area has this number. Check the digits."
        ), code="unknown_household")})  # fmt: skip
    on_file = [household for household in found if household.closed_on is None] or found
    if len(on_file) > 1:
        raise ValidationError({field: ValidationError(_(
            "Several households have this number. Write the household number of the register."
        ), code="several_households")})  # fmt: skip
    return on_file[0]


def _digest(text: str) -> bytes | None:
    with suppress(IdNumberError):
        return id_digest(read_id_number(text).person) if text else None
    return None


def _bare(name: str) -> str:
    return "".join(name.casefold().split()).replace("·", "").replace("•", "")
