"""The screens of my page on which residents see and decide what becomes of their own data."""
