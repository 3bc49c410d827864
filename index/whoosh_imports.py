"""Whoosh without what it imports and never uses here: a quarter of the imports of a cold search.

It takes `cached_property` from a package that imports asyncio (the standard library has the same
decorator), and `urlretrieve` from urllib.request, which brings HTTP and mail, to fetch test data.
"""

from __future__ import annotations

import functools
import sys
import threading
from types import ModuleType


def import_whoosh() -> None:
    """Import the part of Whoosh that all of it needs."""
    sys.modules.setdefault("cached_property", _stand_in("cached_property", functools))
    name = "urllib.request"
    if name in sys.modules or threading.active_count() > 1:  # another thread may want the real one
        return
    sys.modules[name] = _stand_in("urlretrieve", None)
    try:
        import whoosh.compat  # noqa: F401 — it keeps what it imports
    finally:
        del sys.modules[name]


def _stand_in(name: str, source: object) -> ModuleType:
    module = ModuleType(name)
    setattr(module, name, getattr(source, name, None))
    return module
