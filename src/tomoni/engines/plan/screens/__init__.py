"""The plan's screens: public pages, files to take away, and the desk."""
