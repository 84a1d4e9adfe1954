"""Messages to one person, with receipts."""
