"""One table of words over everything public."""
