"""Uploads, checked before anybody opens them."""
