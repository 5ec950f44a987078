"""Two people changed one file: what does not clash is put together, what does is asked.

The base is the file at the version with which the form was opened.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from households.forms.cells import (
    NEW,
    SECRETS,
    Cells,
    Key,
    field_of,
    in_words,
    names_of,
    sent_cells,
    stored,
    values,
)
from households.forms.fields import MASK
from households.forms.file import FileForm
from households.merging import Merged, merge
from povertyreg.privacy import mask_id_number

CHOOSE, THEIRS, BASE_VERSION = "choose-", "theirs-", "base_version"
"""Of a clashing field: "mine" or "theirs", and what theirs is; and the version of the base."""

MINE = "mine"


@dataclass(frozen=True)
class Clash:
    """One field that somebody else changed too. `name`: of the field in the form."""

    where: str
    label: str
    name: str
    base: str
    theirs: str
    mine: str
    theirs_raw: str


@dataclass
class Conflict:
    """The form put together, and what is to be asked and told."""

    data: QueryDict
    clashes: list[Clash] = field(default_factory=list)
    taken: list[Clash] = field(default_factory=list)
    """What only the other one changed."""
    gone: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def resolved(sent: QueryDict) -> QueryDict:
    """The form with the choices that were made in its clashes."""
    data = sent.copy()
    for choice in [name for name in sent if name.startswith(CHOOSE)]:
        name = choice.removeprefix(CHOOSE)
        if sent[choice] != MINE:
            _put(data, name, sent.get(THEIRS + name, ""))
    return data


def is_unanswered(sent: QueryDict) -> bool:
    """Whether a clash was shown in which nothing was chosen."""
    asked = (name.removeprefix(THEIRS) for name in sent if name.startswith(THEIRS))
    return any(CHOOSE + name not in sent for name in asked)


def conflict(base: FileForm | None, theirs: FileForm, sent: QueryDict) -> Conflict:
    """`base`: the form of the file as it was opened, or None where that is not known any more."""
    before, there = stored(base) if base else {}, stored(theirs)
    here = sent_cells(sent, before, there, theirs)
    merged = merge(values(before), values(there), values(here))
    found = Conflict(_put_together(sent, theirs, _chosen(merged, there, here)))
    show = _Showing(theirs, found.data, before, there, here)
    found.clashes = [show.clash(key) for key in merged.clashes]
    found.taken = [show.clash(key) for key in merged.theirs]
    was, now = (names_of(form) if form else {} for form in (base, theirs))
    found.gone = [name for pk, name in was.items() if pk not in now]
    found.added = [name for pk, name in now.items() if base and pk not in was]
    return found


def _chosen(merged: Merged[Key, Any], there: Cells, here: Cells) -> Cells:
    """Of each field the cell of the side whose value was taken."""
    theirs = set(merged.theirs)
    return {k: there[k] if k in theirs or k not in here else here[k] for k in merged.values}


def _put_together(sent: QueryDict, theirs: FileForm, cells: Cells) -> QueryDict:
    """The form as it would be sent: members of the file first, then those added here."""
    data = sent.copy()
    for name in [n for n in sent if n.startswith(("members-", CHOOSE, THEIRS))]:
        del data[name]
    everybody = _order(cells)
    for key, cell in cells.items():
        prefix = f"members-{everybody.index(key.whose)}-" if key.whose else ""
        _put(data, prefix + key.name, cell.raw)
    for index, whose in enumerate(everybody):
        data[f"members-{index}-member"] = "" if whose.startswith(NEW) else whose
    data["members-TOTAL_FORMS"] = str(len(everybody))
    data["members-INITIAL_FORMS"] = "0"
    data["version"] = str(theirs.stored.household.version)
    return data


def _order(cells: Iterable[Key]) -> list[str]:
    everybody = dict.fromkeys(key.whose for key in cells if key.whose)
    return sorted(everybody, key=lambda whose: whose.startswith(NEW))


def _put(data: QueryDict, name: str, raw: str) -> None:
    """An empty tick box is not sent at all."""
    if raw:
        data[name] = raw
    else:
        data.pop(name, None)


@dataclass(frozen=True)
class _Showing:
    """How the cells of the three versions are shown beside each other."""

    form: FileForm
    data: QueryDict
    before: Cells
    there: Cells
    here: Cells

    def clash(self, key: Key) -> Clash:
        bound = field_of(self.form, key)
        names = {str(pk): name for pk, name in names_of(self.form).items()}
        return Clash(
            where=names.get(key.whose, ""),
            label=str(bound.label),
            name=self._name(key),
            base=self._shown(self.before, key),
            theirs=self._shown(self.there, key),
            mine=self._shown(self.here, key),
            theirs_raw=self.there[key].raw,
        )

    def _name(self, key: Key) -> str:
        if not key.whose:
            return key.name
        return f"members-{_order(self.there).index(key.whose)}-{key.name}"

    def _shown(self, cells: Cells, key: Key) -> str:
        if key not in cells:
            return ""
        raw, form_field = cells[key].raw, field_of(self.form, key).field
        if key.name in SECRETS:
            return raw if MASK in raw else mask_id_number(raw)
        return in_words(form_field, raw)
