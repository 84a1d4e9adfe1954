"""Money that residents pay: fees with their basis, invoices, payments that are taken once, receipts, refunds."""
