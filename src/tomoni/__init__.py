"""Tomoni: a city and its residents carry out the comprehensive plan together."""
