"""What the customer receives (CCTP I.3, contracts.md 2): the body, its schema, its signature. Pure."""
