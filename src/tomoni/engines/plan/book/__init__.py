"""The book of the plan: everything about the plan by a day, as PDF, as a workbook and as open data, in editions."""
