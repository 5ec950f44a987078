"""Who answers for an area, asked of all officers at once."""

from povertyreg import clock
from villages.models import Jurisdiction, User
from villages.roles import GRANTS


def is_anybody_else_allowed(permission: str, area: str, *, besides: User) -> bool:
    """Whether a second person holds a role with this permission where the area lies."""
    roles = [role for role, granted in GRANTS.items() if permission in granted]
    above = [area[:digits] for digits in (6, 9, 12) if digits <= len(area)]
    held = Jurisdiction.objects.current(clock.today()).filter(role__in=roles, area_code__in=above)
    return held.filter(user__is_active=True).exclude(user=besides).exists()
