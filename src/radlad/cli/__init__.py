"""The command `radlad` (contracts.md 3 and 5)."""
