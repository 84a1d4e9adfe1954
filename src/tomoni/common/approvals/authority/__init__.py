"""専決: who may decide which matter, by dated rules that a city keeps as data, and why a paper goes so far."""
