"""The names of the files that a PDF carries (a portfolio, a letter with its annexes).

They stand in the name tree /EmbeddedFiles of the catalog (ISO 32000-1, 7.11.4): leaves with pairs
of a name and a file specification. They are not read, but nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text
from pdfplumber.pdf import PDF

from ingest.prose import clean

_MOST = 1_000  # nodes and files: a tree may hold itself
_SHOWN = 10
_LONGEST = 200  # characters of a name


def attached(pdf: PDF) -> tuple[str, ...]:
    """A warning that names the files attached to the PDF. A broken tree raises nothing."""
    names: dict[str, None] = {}
    try:
        for name in islice(_names(pdf), _MOST):
            names[name] = None
    except Exception:  # the pages are sound: what the tree says first must do
        names["…"] = None
    if not names:
        return ()
    shown = ", ".join(islice(names, _SHOWN)) + (" …" if len(names) > _SHOWN else "")
    return (f"files attached to the PDF are not read: {shown}",)


def _names(pdf: PDF) -> Iterator[str]:
    tree = resolve1(pdf.doc.catalog.get("Names"))
    nodes = [tree.get("EmbeddedFiles")] if isinstance(tree, dict) else []
    for _ in range(_MOST):
        if not nodes:
            return
        node = resolve1(nodes.pop())
        if not isinstance(node, dict):
            continue
        nodes += reversed((resolve1(node.get("Kids")) or [])[:_MOST])
        pairs = resolve1(node.get("Names")) or []
        for key, file in zip(pairs[::2], pairs[1::2], strict=False):
            named = resolve1(file)
            own = (named.get("UF") or named.get("F")) if isinstance(named, dict) else None
            name = resolve1(own or key)
            yield clean(decode_text(name)[:_LONGEST]) if isinstance(name, bytes) else "(no name)"
