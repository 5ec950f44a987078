"""Django's has_perm, answered from the table of roles."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend

from villages.roles import GRANTS

if TYPE_CHECKING:
    from villages.models import User


class RoleBackend(ModelBackend):
    """Grants what the user's roles grant; for an object, only the roles held where it lies."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if user_obj.is_anonymous or not user_obj.is_active:
            return set()
        return _granted(user_obj, getattr(obj, "village_id", None))

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(p.startswith(f"{app_label}.") for p in self.get_all_permissions(user_obj))


def _granted(user: "User", village_code: str | None) -> set[str]:
    """The grants of every current jurisdiction, or of those that cover the village."""
    return {
        permission
        for jurisdiction in user.current_jurisdictions()
        if village_code is None or village_code.startswith(jurisdiction.area_code)
        for permission in GRANTS[jurisdiction.role]
    }
