"""Lists that are edited without the network and brought back: tokens, and the rows as they were.

Such a workbook is the usual list with two things more.

*The token.* The last column of the list, headed `HEADING` and hidden. Each of its cells is

    <household number>/<year>/<version>/<member>:<signature>

`version` is that of the household's file when the row was written (Household.version), `member` the
number of the member's row in the register (Member.pk), empty in a list of households. The signature
is Django's (`Signer`, salt `SALT`) over everything before the last colon. `read_token` gives a
`Token`, or raises ValueError for what was never written here or was changed. A row without a token
is a new one.

*The base.* The last sheet, named `BASE`, which no menu of Excel shows (veryHidden). It repeats the
headings (row 1) and the rows (from row 2) of the list, cell by cell as they were written, the token
included. A row of the list is found in it by its token, wherever it has been moved; a cell that
differs from the base was changed in Excel, one that agrees was not. What was written masked agrees
as it is. The base is not signed: what it says is only ever used to see what was *not* changed.

The custom property `MARK` of the workbook holds the slug of the list ("households", "members").
"""

from typing import Final, NamedTuple

from django.core.signing import BadSignature, Signer

HEADING: Final = "令牌 Token"
BASE: Final = "基线 Base"
MARK: Final = "Offline"
SALT: Final = "povertyreg.offline"
MOST_ROWS: Final = 20_000
"""More than anybody edits by hand, and than may be kept in memory for the base."""


class Token(NamedTuple):
    """Which row of the register a row of the workbook was, and how old it is."""

    number: str
    year: int
    version: int
    member: int | None = None


def token(number: str, year: int, version: int, member: int | None = None) -> str:
    """What stands in the hidden column."""
    return _signer().sign(f"{number}/{year}/{version}/{member or ''}")


def read_token(text: str) -> Token:
    """Raises ValueError when it was not written here, or has been changed."""
    try:
        number, year, version, member = _signer().unsign(text.strip()).split("/")
    except BadSignature as forged:
        raise ValueError("The token was not written here.") from forged
    return Token(number, int(year), int(version), int(member) if member else None)


def _signer() -> Signer:
    return Signer(salt=SALT)
