"""The deep parts; none knows another."""
