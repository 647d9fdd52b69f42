"""Reception of documents (CCTP I.1) and what is known of each."""
