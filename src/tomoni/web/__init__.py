"""The two front doors."""
