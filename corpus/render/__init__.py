"""Reports -> files: one function per producer, `Report -> bytes`."""
