"""The portal at scale: a loader of made documents with all that hangs on them, and measures of its searches."""
