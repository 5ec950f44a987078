"""Pages of places, and of the officer's own account."""
