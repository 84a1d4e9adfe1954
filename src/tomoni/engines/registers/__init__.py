"""Lists the city keeps: enter, change, leave, lapse, and how they stood on a day."""
