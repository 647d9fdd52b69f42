"""The portal that follows every document (CCTP I.4)."""
