"""The city's own pages and what is told to everybody."""
