"""Real Chromium against a real server on a copied database."""
