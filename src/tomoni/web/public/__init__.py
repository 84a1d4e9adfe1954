"""The residents' door: home, search, my page, open data."""
