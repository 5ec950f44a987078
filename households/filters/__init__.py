"""What the lists may be narrowed by."""
