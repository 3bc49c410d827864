"""The corpus: an invented region's reports, rendered from a chronicle whose truth is known."""
