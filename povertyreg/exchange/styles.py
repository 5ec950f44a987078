"""The formats of a streamed workbook, each once, numbered in the order in which they are met."""

from typing import Final

from povertyreg.exchange.escaping import escaped
from povertyreg.exchange.sheet import HEADING, PAPER, PLAIN, RULE, TITLE, TOTAL

_FIRST_OWN: Final = 164
"""Formats of numbers below are Excel's own."""
_BUILT_IN: Final = {"General": 0, "0": 1, "#,##0": 3, "#,##0.00": 4, "@": 49}
_LOOKS: Final = {
    PLAIN: 'fontId="0" fillId="0" borderId="0"',
    TITLE: 'fontId="1" fillId="0" borderId="0" applyFont="1"',
    TOTAL: 'fontId="2" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1"',
    HEADING: 'fontId="2" fillId="2" borderId="2" applyFont="1" applyFill="1" applyBorder="1"',
}
_MIDDLE: Final = '<alignment vertical="center"/>'
_WRAPPED: Final = '<alignment horizontal="center" vertical="center" wrapText="1"/>'


def _argb(colour: str) -> str:
    return f'rgb="FF{colour[1:]}"'


def _font(size: int, extra: str = "") -> str:
    return f'<font>{extra}<sz val="{size}"/><name val="Calibri"/><family val="2"/></font>'


def _border(*sides: str, colour: str = 'auto="1"') -> str:
    drawn = "".join(
        f'<{side} style="thin"><color {colour}/></{side}>' if side in sides else f"<{side}/>"
        for side in ("left", "right", "top", "bottom", "diagonal")
    )
    return f"<border>{drawn}</border>"


_FONTS: Final = (_font(11), _font(14, "<b/>"), _font(11, "<b/>"))
_FILLS: Final = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    f'<fill><patternFill patternType="solid"><fgColor {_argb(PAPER)}/></patternFill></fill>',
)
_BORDERS: Final = (
    _border(),
    _border("top"),
    _border("left", "right", "top", "bottom", colour=_argb(RULE)),
)


class Styles:
    """Gives each pair of number format and look its number."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], int] = {("General", PLAIN): 0}

    def number(self, number_format: str, look: str = PLAIN) -> int:
        return self.known.setdefault((number_format, look), len(self.known))

    def xml(self) -> str:
        """The part of the package that says what the numbers mean."""
        own = sorted({one for one, _look in self.known} - set(_BUILT_IN))
        ids = {**_BUILT_IN, **{one: _FIRST_OWN + n for n, one in enumerate(own)}}
        formats = [f'<numFmt numFmtId="{ids[one]}" formatCode="{escaped(one)}"/>' for one in own]
        cells = [_cell(ids[one], look) for one, look in self.known]
        return "".join(
            [
                _counted("numFmts", formats) if formats else "",
                _counted("fonts", _FONTS),
                _counted("fills", _FILLS),
                _counted("borders", _BORDERS),
                _counted("cellStyleXfs", [f'<xf numFmtId="0" {_LOOKS[PLAIN]}/>']),
                _counted("cellXfs", cells),
                _counted("cellStyles", ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
            ]
        )


def _cell(format_id: int, look: str) -> str:
    alignment = _WRAPPED if look == HEADING else _MIDDLE
    return (
        f'<xf numFmtId="{format_id}" {_LOOKS[look]} xfId="0" applyNumberFormat="1" '
        f'applyAlignment="1">{alignment}</xf>'
    )


def _counted(name: str, parts: list[str] | tuple[str, ...]) -> str:
    return f'<{name} count="{len(parts)}">{"".join(parts)}</{name}>'
