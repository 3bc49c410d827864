"""HTML in all its forms to a Document; the only package that imports bs4."""

from ingest.html.read import read_html

__all__ = ["read_html"]
