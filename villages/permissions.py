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
        return _granted(user_obj, _place(obj))

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(p.startswith(f"{app_label}.") for p in self.get_all_permissions(user_obj))


def _place(obj: Any) -> str | None:
    """The division code of what lies in a village, or belongs to an area of any size."""
    return getattr(obj, "village_id", None) or getattr(obj, "area_code", None)


def _granted(user: "User", code: str | None) -> set[str]:
    """The grants of every current jurisdiction, or of those that cover the place."""
    return {
        permission
        for jurisdiction in user.current_jurisdictions()
        if code is None or code.startswith(jurisdiction.area_code)
        for permission in GRANTS[jurisdiction.role]
    }
