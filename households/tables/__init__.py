"""The lists of households, cases, notices and objections as tables."""
