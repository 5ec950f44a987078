"""The demonstration county: invented people whose totals are those of the seed document."""
