"""Word's .docx to a Document; the only package that imports python-docx."""

from ingest.docx.read import read_docx

__all__ = ["read_docx"]
