"""What people see of money: whoever pays, and whoever keeps the books."""
