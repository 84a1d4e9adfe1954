"""A register of clubs, so that the engine can be tried without any service. Installed in tests only."""
