"""The comprehensive plan: measures, indicators and how their figures are counted."""
