"""A busy machine is no reason to fail: what counts is the property, not the milliseconds."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
