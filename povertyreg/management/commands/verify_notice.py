"""Prove a posted list, or a printout of it, against the chain of its village.

Exit code 0: it is as it was posted. 1: it is not, or the chain is broken. 2: nothing was found.
"""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from households import comparing, verifying
from households.models import Notice
from households.verifying import Verdict

CHANGED, NOT_FOUND = 1, 2


class Command(BaseCommand):
    help = "Verify a notice by its id, its fingerprint (8 digits or more), its text or its poster."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("notice", nargs="*", help="an id, a fingerprint, or a .txt or .pdf")
        parser.add_argument("--village", help="all notices of a village, by its division code")
        parser.add_argument("--all", action="store_true", help="all notices of all villages")

    def handle(self, *, notice: list[str], village: str | None, **options: Any) -> None:
        if options["all"] or village:
            verdicts = verifying.chain(village) if village else verifying.all_chains()
            return self._say_all(verdicts)
        if not notice:
            raise CommandError(_("Say which notice."), returncode=NOT_FOUND)
        found, faults = _found(" ".join(notice))
        return self._say_one(found, faults)

    def _say_all(self, verdicts: list[Verdict]) -> None:
        if not verdicts:
            raise CommandError(_("There is no notice."), returncode=NOT_FOUND)
        broken = [verdict for verdict in verdicts if not verdict.is_whole]
        for verdict in broken:
            self._say(verdict)
        _end(bool(broken))
        n = len(verdicts)
        told = ngettext(
            "%(n)d notice is as it was posted, and the chain is unbroken.",
            "%(n)d notices are as they were posted, and the chain is unbroken.",
            n,
        )
        self.stdout.write(told % {"n": n})

    def _say_one(self, notice: Notice, faults: list[str]) -> None:
        """The notice itself, the chain up to it, and whether the next notice still names it."""
        chain = verifying.chain(notice.village_id)
        place = [verdict.notice.pk for verdict in chain].index(notice.pk)
        own, before, after = chain[place], chain[:place], chain[place + 1 : place + 2]
        own.faults += faults
        others = [verdict for verdict in before if not verdict.is_whole]
        others += [verdict for verdict in after if verdict.broken_link]
        for verdict in (own, *others):
            self._say(verdict)
        _end(not own.is_whole or bool(others))
        told = ngettext(
            "The chain is unbroken: it is the first notice of its village.",
            "The chain is unbroken: %(n)d notices, from the first of the village to this one.",
            place + 1,
        )
        self.stdout.write(told % {"n": place + 1})

    def _say(self, verdict: Verdict) -> None:
        self.stdout.write(verifying.in_words(verdict.notice))
        for sentence in verdict.says or [_("It is as it was posted.")]:
            self.stdout.write(f"  {sentence}")


def _end(is_broken: bool) -> None:
    if is_broken:
        raise CommandError(_("What is on file is not what was posted."), returncode=CHANGED)


def _found(said: str) -> tuple[Notice, list[str]]:
    """The notice that is meant, and what a file says otherwise than the register."""
    path = Path(said)
    if path.is_file():
        return _of_poster(path) if path.suffix.lower() == ".pdf" else _of_text(path)
    if said.isdecimal() and len(said) < comparing.FEWEST_DIGITS:
        notice = comparing.by_id(int(said))
        if notice is None:
            raise CommandError(_("There is no notice of this number."), returncode=NOT_FOUND)
        return notice, []
    return _by_fingerprint(said), []


def _by_fingerprint(said: str) -> Notice:
    notices = comparing.by_fingerprint(said)
    if len(notices) > 1:
        raise CommandError(
            _("Several notices begin so. Give more digits of the fingerprint."),
            returncode=NOT_FOUND,
        )
    if not notices:
        raise CommandError(
            _("No notice on file has this fingerprint. Check the digits; 8 are needed."),
            returncode=NOT_FOUND,
        )
    return notices[0]


def _of_text(path: Path) -> tuple[Notice, list[str]]:
    """The SHA-256 of the sealed text is the fingerprint; another list of its name is compared."""
    sealed = path.read_bytes()
    if same := comparing.by_fingerprint(hashlib.sha256(sealed).hexdigest()):
        return same[0], []
    text = sealed.decode(errors="replace")
    if notice := comparing.named_in(text):
        return notice, [
            _("The text is not what is on file."),
            *comparing.differences_from_text(notice, text),
        ]
    raise CommandError(_("This file is not the text of a notice on file."), returncode=NOT_FOUND)


def _of_poster(path: Path) -> tuple[Notice, list[str]]:
    """The fingerprint is read from the poster, and its lines are held against the list."""
    try:
        text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except (PyPdfError, OSError) as error:
        raise CommandError(_("This file cannot be read as a PDF."), returncode=NOT_FOUND) from error
    printed = comparing.fingerprint_on(text)
    if not printed:
        raise CommandError(_("There is no fingerprint on this paper."), returncode=NOT_FOUND)
    on_file = comparing.by_fingerprint(printed)
    if not on_file:
        raise CommandError(
            _("No notice on file has the fingerprint of this paper. It was posted otherwise."),
            returncode=CHANGED,
        )
    notice = on_file[0]
    return notice, comparing.differences_from_print(notice, text)
