"""Procedures written as files: what a pack is, how it is read, and how it becomes a procedure."""
