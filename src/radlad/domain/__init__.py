"""What radlad talks about: pages, document types, readings, states. No Django, no I/O, no clock."""
