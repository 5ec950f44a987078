"""Many changes of tables as one operation of a migration."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import AddConstraint, AddIndex
from django.db.migrations.operations.base import Operation


class AtOnce(Operation):
    """Operations that see the models as they are before and after all of them.

    Django makes every model of the project anew after each operation, a tenth of a second each
    time; a form with two hundred new columns would take half a minute in every test database.
    Only for operations that do not build on each other's models.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    @property
    def reversible(self) -> bool:  # type: ignore[override]
        return all(operation.reversible for operation in self.operations)

    def deconstruct(self) -> Any:
        return self.__class__.__qualname__, [self.operations], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # made anew when somebody asks for it
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for operation in reversed(self.operations):
            # What was added may stand on columns that were added with it.
            is_on_new = isinstance(operation, AddConstraint | AddIndex)
            before = from_state if is_on_new else to_state
            operation.database_backwards(app_label, schema_editor, from_state, before)

    def describe(self) -> str:
        return f"{len(self.operations)} changes at once"
