"""Whoosh without what it imports and never uses here: a quarter of the imports of a cold search.

It takes `cached_property` from a package that imports asyncio (the standard library has the same
decorator), `urlretrieve` from urllib.request, which brings HTTP and mail, to fetch test data,
`escape` from html, which brings a table of all entities, and stemmers of English, which nobody asks
for here. Whoosh keeps what it took; the stand-ins are gone afterwards, so others import the real
modules.
"""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


def import_whoosh() -> None:
    """Import the part of Whoosh that all of it needs."""
    with _stand_in("urllib.request", "urlretrieve", None), _stand_in("html", "escape", None):
        import whoosh.compat
    with (
        _stand_in("cached_property", "cached_property", functools.cached_property),
        _stand_in("whoosh.lang.dmetaphone", "double_metaphone", None),
        _stand_in("whoosh.lang.porter", "stem", None),
    ):
        import whoosh.reading  # noqa: F401 — it keeps what it imports


@contextmanager
def _stand_in(name: str, attribute: str, value: object) -> Iterator[None]:
    """A module of this name with one attribute, unless there is one or a thread may want it."""
    if name in sys.modules or threading.active_count() > 1:
        yield
        return
    module = ModuleType(name)
    setattr(module, attribute, value)
    sys.modules[name] = module
    try:
        yield
    finally:
        del sys.modules[name]
