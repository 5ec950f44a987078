"""What to tell of a cell that is held, and of one that was repaired."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from povertyreg.wording import filled

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_HELD: Final[dict[str, "StrOrPromise"]] = {
    "digits_lost": _(
        "Excel has kept only the first fifteen digits of this number. Format the column as text "
        "and enter the number again."
    ),
    "error_cell": _("The cell holds an error of Excel (%(error)s). Enter the value itself."),
    "no_result": _("The formula of this cell has no result. Enter the value itself."),
    "not_yes_no": _("This is neither yes nor no. Write 是 or 否."),
    "unknown_code": _("This is not in the list of the column. Choose one from the list."),
    "similar_code": _(
        "This is not in the list of the column. Is one of these meant: %(near)s? Choose one from "
        "the list."
    ),
    "code_name_differ": _("Code and name are not the same entry. Leave one of them."),
    "not_a_date": _("This is not a date. Write it as 1965-03-12."),
    "only_year": _("Only a year is given. Write the day too, as 1965-03-12."),
    "only_month": _("Only a month is given. Write the day too, as 1965-03-12."),
    "century": _("The century is missing. Write the year with four digits."),
    "day_order": _("Day and month cannot be told apart. Write it as 1965-03-12."),
    "serial_as_text": _("This is a date as Excel counts it. Format the cell as a date."),
    "impossible_day": _("There is no such day. Correct it."),
    "month_lost": _("January or October? Write it as 1965-10."),
    "date_for_year": _("A day stands where a year is asked. Write the year with four digits."),
    "not_a_year": _("This is not a year. Write it with four digits."),
    "year_range": _("The year must lie between %(least)s and %(most)s. Correct it."),
    "not_a_number": _("This is not a number. Write digits only."),
    "unknown_unit": _("The unit “%(unit)s” is not known here. Write the number alone."),
    "negative": _("A negative number cannot stand here. Correct it."),
    "too_large": _("The number is too large: at most %(most)s. Check the unit."),
    "too_precise": _("Too many decimals: %(places)s are kept. Round it yourself."),
    "not_whole": _("A whole number is asked here. Correct it."),
    "truth_for_text": _("A yes or no stands where a text is asked. Write the text."),
    "too_long": _("The text is too long: %(length)s characters, and %(most)s fit. Shorten it."),
    "not_an_id": _("This cannot be the number of a document. Check it against the document."),
    "not_a_phone": _("This is not a phone number. Correct it."),
    "not_an_account": _("This is not the number of an account. Correct it."),
}

_REPAIRED: Final[dict[str, "StrOrPromise"]] = {
    "yes_no": _("read as yes or no"),
    "placeholder": _("read as empty"),
    "no_number": _("read as no number yet"),
    "code_zeros": _("the zeros of the code put back"),
    "code_and_name": _("code and name read together"),
    "time_left_out": _("the time of day left out"),
    "day_left_out": _("only the month taken"),
    "date": _("read as a date"),
    "serial": _("a date as Excel counts it"),
    "number_as_date": _("a number read as a date"),
    "year": _("read as a year"),
    "number": _("read as a number"),
    "number_as_text": _("a number read as text, all digits there"),
    "date_as_text": _("a date read as text"),
    "invisible": _("characters that nobody sees left out"),
    "spaces": _("spaces left out"),
    "quotes": _("quote marks left out"),
    "dots": _("the dot of the name put right"),
    "hyphens": _("hyphens left out"),
    "full_width": _("full-width characters put right"),
    "letter_x": _("small letters put right"),
}


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """What is wrong with a cell, and what to do; in the language of the moment."""
    return filled(template(code, params), params)


def template(code: str, params: Mapping[str, Any]) -> "StrOrPromise":
    """The sentence without its values."""
    return _HELD["similar_code" if params.get("near") else code]


def said_repair(code: str) -> "StrOrPromise":
    """Which repair was made."""
    return _REPAIRED[code]
