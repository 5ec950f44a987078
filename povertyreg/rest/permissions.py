"""Who may ask the API."""

from typing import Any

from rest_framework.permissions import BasePermission


class RolePermissions(BasePermission):
    """Reading needs a permission too: each viewset names it in `permission_required`."""

    def has_permission(self, request: Any, view: Any) -> bool:
        required = getattr(view, "permission_required", None)
        return bool(required) and request.user.has_perm(required)
