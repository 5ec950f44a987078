"""What the floors above follow: a household that moves, is removed or is closed."""

from django.dispatch import Signal

household_moved = Signal()
"""Sent with `household` (in its new village), `on` and `by`, in the transaction of the move."""

household_closed = Signal()
"""Sent with `household`, `on`, `by` and `reason`, in the transaction of the closing."""

household_removed = Signal()
"""Sent with `household`, `on`, `by` and `reason`, in the transaction of the announcement."""
