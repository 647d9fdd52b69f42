"""A customer to try radlad with: takes what is delivered, checks it, shows it, and fails when told to."""
