"""A small register in which every column says something, and no two households the same."""

from datetime import date
from decimal import Decimal
from typing import Any

from households.codes import code_lists
from households.idnumbers import check_digit, read_id_number
from households.importing import columns
from povertyreg.exchange.columns import Kind
from tests.households.importing.anything import Filed


def register() -> list[Filed]:
    """A couple with a child who has no number, two generations, and somebody alone."""
    return [
        _household(
            0, 0,
            [
                ("01", "1970", "1", "杨昌明"),
                ("02", "1972", "2", "熊小芬"),
                ("03", "", "1", "杨小宝"),
            ],
        ),
        _household(1, 1, [("01", "1960", "1", "阿依·买买提"), ("12", "1938", "2", "李桂英")]),
        _household(2, 0, [("01", "1955", "2", "刘安秀")]),
    ]  # fmt: skip


def _household(nth: int, place: int, people: list[tuple[str, str, str, str]]) -> Filed:
    year = _facts("year", nth) | {
        "main_cause": "01", "second_cause": ["02", "03", ""][nth], "third_cause": "",
        "category": "01", "state": "0", "state_since": date(2014, 1, 1),
        "proposed_category": ["01", "04", "01"][nth],
    }  # fmt: skip
    own = _facts("household", nth)
    own |= {"national_number": f"52242236{nth:04d}", "first_identified_in": 2013}
    return Filed(place, own, year, [_person(nth, i, one) for i, one in enumerate(people)])


def _person(nth: int, place: int, told: tuple[str, str, str, str]) -> Any:
    relation, born, sex, name = told
    member = _facts("member", 10 * nth + place)
    member |= {"name": name, "sex": sex, "joined_on": date(2014, 1, 1 + nth)}
    member["national_number"] = f"52242236{nth:04d}{place:02d}" if born else ""
    if born:
        body = f"522422{born}0101{2 * (10 * nth + place) + (sex == '1'):03d}"
        number = body + check_digit(body)
        read = read_id_number(number)
        member |= {
            "id_number": number, "birth_date": read.birth_date, "document_kind": "01",
            "no_id_reason": "",
        }  # fmt: skip
    else:
        member |= {
            "id_number": "", "birth_date": date(2012, 2, 29), "document_kind": "09",
            "no_id_reason": "未办",
        }  # fmt: skip
    row = _facts("row", 10 * nth + place)
    ill = {"health": "02", "second_health": "04", "third_health": ""}
    return member, row | ill | {"relation": relation, "work_months": nth + place + 1}


def _facts(part: str, nth: int) -> dict[str, Any]:
    found = {}
    for order, (key, column) in enumerate(columns.everything().items()):
        owner, _dot, name = key.partition(".")
        if owner == part:
            found[name] = _value(column, columns.MODELS[part]._meta.get_field(name), nth + order)
    return found


def _value(column: Any, stored: Any, nth: int) -> Any:
    if column.kind is Kind.CODE:
        codes = list(code_lists()[stored.codes].codes)
        return codes[nth % len(codes)]
    made = {
        Kind.FLAG: nth % 2 == 0,
        Kind.DAY: date(2015, 1 + nth % 9, 1 + nth % 28),
        Kind.YEAR: 2000 + nth % 20,
        Kind.WHOLE: nth,
        Kind.AMOUNT: Decimal(100 + nth) + Decimal("0.25"),
        Kind.PHONE: f"1380000{nth:04d}",
        Kind.ACCOUNT: f"621700000000{nth:04d}",
        Kind.TEXT: f"第{nth}处",
    }
    return made.get(column.kind, "")
