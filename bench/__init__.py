"""The benchmark: what the register does with workbooks, against what is usual. Not the product."""
