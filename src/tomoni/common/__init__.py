"""What every counter of a city hall shares."""
