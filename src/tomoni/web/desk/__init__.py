"""The staff's door: what waits for me."""
