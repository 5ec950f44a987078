"""Forms of the household file and the rounds: they translate, and hold no rule of their own."""
