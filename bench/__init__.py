"""Runners that measure accuracy and speed, and the maker of the documents they measure on."""
