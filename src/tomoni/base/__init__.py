"""What everything stands on; knows nothing of cities or people."""
