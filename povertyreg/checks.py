"""System checks: the rules by which the registry can later be spread over machines (scale)."""
