"""A pile of papers as one PDF, typeset little by little so that its memory does not grow."""

import io
import tempfile
from typing import IO, Any, Final

from pypdf import PdfWriter

from povertyreg.documents.papers import Paper
from povertyreg.documents.typesetting import papers_as_pdf

AT_ONCE: Final = 5
"""Papers of one run: 418 pages of cards took 1.3 GB as one run, and 0.5 GB by fives."""


class Pile:
    """Papers are laid on it one by one; `finished` gives the file."""

    def __init__(self, *, title: str, author: str) -> None:
        self.title, self.author = title, author
        self._waiting: list[Paper] = []
        self._writer = PdfWriter()

    def lay(self, paper: Paper) -> None:
        self._waiting.append(paper)
        if len(self._waiting) >= AT_ONCE:
            self._typeset()

    def finished(self) -> IO[bytes]:
        """The merged file, to be closed by who takes it. An archive copy is printed one by one:
        what is merged is no PDF/A any more.
        """
        self._typeset()
        self._writer.add_metadata({"/Title": self.title, "/Author": self.author})
        file: Any = tempfile.TemporaryFile()  # noqa: SIM115 - handed on
        self._writer.write(file)
        return file  # type: ignore[no-any-return]

    def _typeset(self) -> None:
        if not self._waiting:
            return
        made = papers_as_pdf(self._waiting, title=self.title, author=self.author, tagged=False)
        self._writer.append(io.BytesIO(made), import_outline=False)
        self._waiting.clear()
