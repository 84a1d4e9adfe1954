"""Accounts, residents, organisations, clerks, sections and posts, and what each may do."""
