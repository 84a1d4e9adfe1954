"""A paper goes up a route of posts until it is decided."""
