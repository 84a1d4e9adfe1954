"""The screens of the desk, one module for each part."""
