"""The counters of the city hall, one folder each; here engines meet."""
