"""Procedures of the city, ready to use: packs that every city can take over, and their use online."""
