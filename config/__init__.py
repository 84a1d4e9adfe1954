"""Settings, addresses and the WSGI entry of one Tomoni."""
