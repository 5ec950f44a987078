"""The schema of the API as a page to read: what can be asked, with what, and what comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from povertyreg.pages import UserRequest, render_page

Schema = dict[str, Any]


@dataclass(frozen=True)
class Field:
    name: str
    type: str
    text: str
    is_required: bool = False


@dataclass(frozen=True)
class Operation:
    """One address and method, with its parameters and the fields of the answer."""

    method: str
    path: str
    text: str
    parameters: list[Field]
    fields: list[Field]


@require_safe
def api_docs(request: UserRequest) -> HttpResponse:
    schema: Schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    context = {"operations": list(operations(schema)), "parts": list(parts(schema))}
    return render_page(request, "api/docs.html", context)


def operations(schema: Schema) -> Iterator[Operation]:
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            yield Operation(
                method=method.upper(),
                path=path,
                text=said.get("description", ""),
                parameters=[_parameter(one) for one in said.get("parameters", ())],
                fields=_answer(schema, said["responses"]),
            )


def parts(schema: Schema) -> Iterator[tuple[str, list[Field]]]:
    """What answers are made of, by the names that their fields give as types."""
    for name, said in schema["components"]["schemas"].items():
        if said.get("type") == "object" and "results" not in said["properties"]:
            yield name, _fields(said)


def _parameter(said: Schema) -> Field:
    kind = said["schema"].get("type", "")
    return Field(said["name"], kind, said.get("description", ""), said.get("required", False))


def _answer(schema: Schema, responses: Schema) -> list[Field]:
    """The fields of a good answer; of a list, those of its rows."""
    content = responses.get("200", {}).get("content", {}).get("application/json", {})
    return _fields(_rows(schema, _resolved(schema, content.get("schema", {}))))


def _fields(said: Schema) -> list[Field]:
    return [
        Field(name, _kind(one), one.get("description", ""))
        for name, one in said.get("properties", {}).items()
    ]


def _rows(schema: Schema, found: Schema) -> Schema:
    if found.get("type") == "array":
        return _resolved(schema, found["items"])
    results = found.get("properties", {}).get("results")
    return _rows(schema, results) if results else found


def _resolved(schema: Schema, said: Schema) -> Schema:
    if "$ref" not in said:
        return said
    found: Schema = schema["components"]["schemas"][said["$ref"].rsplit("/", 1)[1]]
    return found


def _kind(said: Schema) -> str:
    """A simple type, or the name of what is described elsewhere."""
    if "$ref" in said:
        return str(said["$ref"]).rsplit("/", 1)[1]
    if said.get("type") == "array":
        return f"{_kind(said['items'])}[]"
    return str(said.get("format") or said.get("type") or "object")
