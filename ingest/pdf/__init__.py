"""PDF bytes -> Document: by the structure tree where a file is tagged, by layout otherwise."""
