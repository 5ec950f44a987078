"""Whether this register is sound: every invariant is looked at, nothing is changed."""
