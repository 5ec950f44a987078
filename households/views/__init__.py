"""Pages of the household file and the rounds."""
