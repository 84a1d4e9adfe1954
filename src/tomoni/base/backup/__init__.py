"""Backup and restore of one Tomoni: the database, what was handed in, the noted roots of the journal, and the keys.

A backup is two files. FILE holds the data; FILE.keys holds the keys, so that the two can be kept in two places. Each
knows the other by a number of their own. Both are taken while the city works, and brought back on an empty machine.
"""
