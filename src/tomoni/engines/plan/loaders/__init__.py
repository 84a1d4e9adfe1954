"""How a city's files become the plan: plan.toml is the structure, observations.csv the figures."""

from . import comparisons, figures, indicators, structure

__all__ = ["comparisons", "figures", "indicators", "structure"]
