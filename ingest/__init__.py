"""From the bytes of one file to a Report. Knows nothing of the archive or of search."""
