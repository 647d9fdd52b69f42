"""The stages in order, and the process they run in."""
