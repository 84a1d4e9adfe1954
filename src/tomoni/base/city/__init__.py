"""A city is data: its files are read here, typed, and kept in step with the database."""
