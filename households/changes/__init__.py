"""Changes through the year: dated, with a reason, undone only by another change (2.10)."""
