"""The operators' queue and screens (CCTP I.2.3)."""
