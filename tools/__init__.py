"""What runs before and around the package: set-up, serving, checking. Standard library only at import."""
