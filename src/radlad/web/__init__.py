"""The service on the network: the only part that knows Django. Thin: the work is done below."""
