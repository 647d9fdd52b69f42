"""Delivery of results to the customer's callback (CCTP I.3)."""
