"""radlad beside the tools a user could pick instead: same pages, one process on one core, one run."""
