"""Cadres and units by the names that lists give them, among those that the officer sees."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from assistance.models import Cadre, HelpingUnit
from households.codes import code_lists
from povertyreg import clock
from povertyreg.exchange.rowkinds import by_names
from villages.models import User


def codes_of(slug: str, **others: Sequence[str]) -> dict[str, str]:
    """Every name of a list's codes → the code; `others`: code with a leading "_" → more names."""

    def names() -> Iterator[tuple[str, str]]:
        for code in code_lists()[slug].codes.values():
            more = others.get(f"_{code.code}", ())
            for name in (code.code, code.name_zh, code.name_en, *more):
                yield code.code, name
                yield code.code, f"{code.code} {name}"

    return by_names(names())


def options_of(slug: str) -> tuple[str, ...]:
    """What a drop-down offers: the Chinese names."""
    return tuple(code.name_zh for code in code_lists()[slug].codes.values())


def serving(user: User, names: Iterable[str]) -> list[Cadre]:
    """The cadres in service of these names, in Chinese or in pinyin."""
    wanted = {str(name).strip() for name in names}
    named = Q(name__in=wanted) | Q(pinyin__in=wanted)
    rows = Cadre.objects.visible_to(user).serving(clock.today()).filter(named)
    return list(rows.select_related("unit"))


def narrowed(cadres: Sequence[Cadre], unit: str, phone: str) -> list[Cadre]:
    """Of namesakes those of the unit, or of the number where it is known."""
    of_the_unit = [cadre for cadre in cadres if is_named(cadre.unit, unit)] if unit else [*cadres]
    of_the_number = [cadre for cadre in of_the_unit or cadres if phone and cadre.phone == phone]
    if of_the_unit:
        return of_the_number if len(of_the_unit) > 1 and of_the_number else of_the_unit
    return of_the_number


def is_named(unit: HelpingUnit, text: str) -> bool:
    return text.casefold() in (unit.name_zh.casefold(), unit.name_en.casefold())


def require_one(cadres: Sequence[Cadre], name: str) -> None:
    """Raises ValidationError when nobody can tell who of several is meant."""
    if len(cadres) > 1:
        raise ValidationError(
            {
                "name": ValidationError(
                    _(
                        "There are several cadres called %(name)s. Write the helping unit and "
                        "the phone that the register has."
                    )
                    % {"name": name},
                    code="several_cadres",
                )
            }
        )


def unit_named(user: User, text: str, area: str) -> HelpingUnit | None:
    """The unit that helps in the area, the one of the smallest area where several have the name."""
    named = Q(name_zh=text) | Q(name_en__iexact=text)
    units = HelpingUnit.objects.visible_to(user).helping_in(area).filter(named)
    return units.order_by(Length("area_code").desc()).first()


def refused(form: Any, **names: str) -> ValidationError:
    """What a form found wrong; `names`: field of the form → field of the workbook."""
    errors = form.errors.as_data()
    return ValidationError({names.get(name, name): found for name, found in errors.items()})
