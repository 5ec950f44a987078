"""Full lists: django-import-export resources whose rows are streamed into a workbook."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from import_export.fields import Field
from import_export.resources import ModelResource

from povertyreg.exchange import writing
from povertyreg.scoping import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROWS_AT_ONCE = 2000


class ListField(Field):  # type: ignore[misc]
    """A column of a list: the way to its value, its bilingual heading, how it is written."""

    def __init__(
        self,
        path: str,
        heading: str,
        *,
        write: Callable[[Any], writing.Cell] | None = None,
        words: Callable[[], Mapping[str, str]] | None = None,
        width: float = 12,
        format: str = writing.TEXT,  # noqa: A002
    ) -> None:
        super().__init__(attribute=path, column_name=heading, readonly=True)
        self.write, self.words = write or _as_it_is, words
        self.column = writing.Column(width, format)

    @property
    def path(self) -> str:
        """A name that is kept in two languages is read in the reader's."""
        path: str = self.attribute
        return path.format(language="zh" if _reads_chinese() else "en")

    def writer(self) -> Callable[[Any], writing.Cell]:
        """How a value is written; words for codes are looked up once for the whole list."""
        if self.words is None:
            return self.write
        known = self.words()
        return lambda code: known.get(code, code)

    @property
    def heading(self) -> str:
        """The half of the bilingual heading that the reader needs."""
        chinese, english = self.column_name.split(" ", 1)
        return str(chinese if _reads_chinese() else english)


def _reads_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _as_it_is(value: Any) -> writing.Cell:
    cell: writing.Cell = value
    return cell


@dataclass(frozen=True)
class Narrowed:
    """Of which rows a list is made: the reader's, of an area and a year, perhaps only of some."""

    user: Officer
    area: str
    year: int
    only: QuerySet[Any] | None = None


class ListResource(ModelResource):  # type: ignore[misc]
    """Describes the columns of a list; `get_queryset` is always narrowed to the reader's area."""

    def __init__(self, narrowed: Narrowed) -> None:
        super().__init__()
        self.narrowed = narrowed

    @classmethod
    def columns(cls) -> list[ListField]:
        """In the order of `Meta.fields`."""
        return [cls.fields[name] for name in cls._meta.fields]

    def count(self) -> int:
        rows: QuerySet[Any] = self.get_queryset()
        return rows.count()

    def rows(self) -> Iterator[list[writing.Cell]]:
        """Row by row from a cursor of the server: a list of any length needs little memory."""
        columns = self.columns()
        writers = [column.writer() for column in columns]
        found = self.get_queryset().values_list(*(column.path for column in columns))
        for row in found.iterator(chunk_size=ROWS_AT_ONCE):
            yield [write(value) for write, value in zip(writers, row, strict=True)]


@dataclass(frozen=True)
class FullList:
    """A list that can be taken out as a whole."""

    slug: str
    sheet: str
    title: "StrOrPromise"
    question: "StrOrPromise"
    resource: type[ListResource]
