"""Templates, style and components shared by every screen."""
