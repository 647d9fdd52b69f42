"""What the operators' templates need."""
