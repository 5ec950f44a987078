"""Full lists: django-import-export resources whose rows are streamed into a workbook."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import get_language, override
from import_export.fields import Field
from import_export.resources import ModelResource

from povertyreg.exchange import offline, writing
from povertyreg.exchange.onscreen import Narrowed, Page

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Masked:
    """Writes a private value masked, or whole where it may be taken out as it is."""

    mask: Callable[[str], str]

    def __call__(self, value: str | None) -> writing.Cell:
        return self.mask(value or "")

    def whole(self, value: str | None) -> writing.Cell:
        return value or ""


class ListField(Field):  # type: ignore[misc]
    """A column of a list: the way to its value, its bilingual heading, how it is written."""

    def __init__(
        self,
        path: str,
        heading: str,
        *,
        write: Callable[[Any], writing.Cell] | None = None,
        words: Callable[[], Mapping[Any, str]] | None = None,
        width: float = 12,
        format: str = writing.TEXT,  # noqa: A002
    ) -> None:
        super().__init__(attribute=path, column_name=heading, readonly=True)
        self.write, self.words = write or _as_it_is, words
        self.column = writing.Column(width, format)

    @property
    def is_private(self) -> bool:
        return isinstance(self.write, Masked)

    @property
    def path(self) -> str:
        """A name that is kept in two languages is read in the reader's."""
        path: str = self.attribute
        return path.format(language="zh" if _reads_chinese() else "en")

    def writer(self, *, unmasked: bool = False) -> Callable[[Any], writing.Cell]:
        """How a value without words is written."""
        if unmasked and isinstance(self.write, Masked):
            return self.write.whole
        return self.write

    @property
    def bilingual(self) -> str:
        """The heading in the workbook, the same in every language: "户编号 Household number"."""
        return str(self.column_name)

    @property
    def heading(self) -> str:
        """The half of the bilingual heading that the reader needs."""
        chinese, english = self.bilingual.split(" ", 1)
        return str(chinese if _reads_chinese() else english)


class FactField(ListField):
    """A column whose heading is the label of the fact, in both languages."""

    def __init__(self, path: str, label: "StrOrPromise", **how: Any) -> None:
        super().__init__(path, "", **how)
        self.label = label

    @property
    def bilingual(self) -> str:
        return f"{_said(self.label, 'zh-hans').replace(' ', '')} {_said(self.label, 'en')}"


def _said(label: "StrOrPromise", language: str) -> str:
    with override(language):
        said = str(label)
    return said[:1].upper() + said[1:]


def _reads_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _as_it_is(value: Any) -> writing.Cell:
    cell: writing.Cell = value
    return cell


@dataclass(frozen=True)
class Taken:
    """Which columns are taken out ("" for the usual ones), and whether private ones are whole."""

    columns: tuple[str, ...] = ()
    unmasked: bool = False
    layout: str = ""
    """Of a list that other systems read, which of its layouts; "" for that of the year."""
    offline: bool = False
    """Whether it is to be edited without the network and brought back."""


class ColumnGroup(NamedTuple):
    """Columns that are offered under one heading."""

    title: "StrOrPromise"
    names: tuple[str, ...]


class ListResource(ModelResource):  # type: ignore[misc]
    """Describes the columns of a list; `get_queryset` is always narrowed to the reader's area.

    `Meta.fields` are the usual columns, `further` those that may be chosen beside them.
    """

    further: ClassVar[Mapping[str, ListField]] = {}
    groups: ClassVar[Sequence[ColumnGroup]] = ()
    token_paths: ClassVar[tuple[str, ...]] = ()
    """The ways to what the token of a row is made of; none where it cannot be brought back."""

    def __init__(self, narrowed: Narrowed, taken: Taken | None = None) -> None:
        super().__init__()
        self.narrowed, self.taken = narrowed, taken or Taken()

    @property
    def layout(self) -> str:
        """Of several fixed ones, that in which the list is written."""
        return self.taken.layout

    @classmethod
    def usual(cls) -> tuple[str, ...]:
        return tuple(cls._meta.fields)

    @classmethod
    def offered(cls) -> dict[str, ListField]:
        """Every column by name, in the order of the workbook."""
        return {**{name: cls.fields[name] for name in cls.usual()}, **cls.further}

    def columns(self) -> list[ListField]:
        """Those chosen, or else the usual ones, in the order of the workbook."""
        wanted = set(self.taken.columns) or set(self.usual())
        return [column for name, column in self.offered().items() if name in wanted]

    def count(self) -> int:
        rows: QuerySet[Any] = self.get_queryset()
        return rows.count()

    def rows(self) -> Iterator[list[writing.Cell]]:
        """Row by row from a cursor of the server: a list of any length needs little memory."""
        columns = self.columns()
        writers = self._writers(columns)
        words = [(n, column.words()) for n, column in enumerate(columns) if column.words]
        paths = [column.path for column in columns]
        if self.taken.offline:
            paths += self.token_paths
        found = self.get_queryset().values_list(*paths)
        for row in found.iterator(chunk_size=ROWS_AT_ONCE):
            cells = list(row[: len(columns)])
            for place, known in words:
                cells[place] = known.get(cells[place], cells[place])
            for place, write in writers:
                cells[place] = write(cells[place])
            if self.taken.offline:
                cells.append(offline.token(*row[len(columns) :]))
            yield cells

    def _writers(self, columns: Sequence[ListField]) -> list[tuple[int, Callable[[Any], Any]]]:
        """Only of those columns that are not written as they stand in the register."""
        writers = [column.writer(unmasked=self.taken.unmasked) for column in columns]
        return [(n, write) for n, write in enumerate(writers) if write is not _as_it_is]


@dataclass(frozen=True)
class FullList:
    """A list that can be taken out as a whole."""

    slug: str
    sheet: str
    title: "StrOrPromise"
    question: "StrOrPromise"
    resource: type[ListResource]
    titles: Callable[[ListResource, Sequence[str]], list[str]] | None = None
    """Lines above the headings, for systems that expect them; such a list is the first sheet."""
    layouts: Mapping[str, "StrOrPromise"] = field(default_factory=dict)
    """Fixed layouts by name; nobody chooses columns of such a list."""
    page: Page | None = None
    """The page on screen whose choices are carried; without one the list is of an area only."""
    has_year: bool = True

    @property
    def can_come_back(self) -> bool:
        return bool(self.resource.token_paths)

    @property
    def holds_private(self) -> bool:
        """Whether it has columns that are masked."""
        offered = self.resource.offered().values()
        return bool(self.layouts) or any(column.is_private for column in offered)
