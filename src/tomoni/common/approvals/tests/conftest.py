from .house import followed, house

__all__ = ["followed", "house"]
