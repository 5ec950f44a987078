"""QR codes as pictures. Their content names nobody: it is only of use to who may sign in."""

import io
from base64 import b64encode

import segno


def svg(content: str) -> bytes:
    """A QR code with medium correction, without a border; it fills the place that it is given."""
    picture = io.BytesIO()
    code = segno.make(content, error="m", micro=False)
    code.save(
        picture, kind="svg", border=0, xmldecl=False, omitsize=True, svgclass=None, lineclass=None
    )
    return picture.getvalue()


def data_uri(content: str) -> str:
    """The same as the source of an image on a page."""
    return f"data:image/svg+xml;base64,{b64encode(svg(content)).decode()}"
