"""Names in the reader's language, as columns of a list: the Chinese one where no other is kept."""

from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf


def in_both_languages(name: str, way: str = "", field: str = "name") -> dict[str, Any]:
    """`<name>_zh` and `<name>_en` of the field that is kept in both; `way` leads to it."""
    chinese, english = F(f"{way}{field}_zh"), F(f"{way}{field}_en")
    return {
        f"{name}_zh": chinese,
        f"{name}_en": Coalesce(NullIf(english, Value("")), chinese),
    }
