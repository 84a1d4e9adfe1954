"""Procedures that staff build at the desk: rows on one page, checked, decided by the posts of the city, in force."""
