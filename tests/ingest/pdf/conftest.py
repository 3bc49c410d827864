"""Tests that render through real producers run where these are installed, or are demanded.

`SPARHUND_PRODUCERS=all` (set by CI, which installs them) demands all; else what is not at hand is
deselected, and the stored files under tests/data/pdf stand in for it.
"""

from __future__ import annotations

import os

import pytest
from renderings import at_hand


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "producers: renders through programs that must be installed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("SPARHUND_PRODUCERS") == "all":
        return
    out = [item for item in items if item.get_closest_marker("producers") and not _runs(item)]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


def _runs(item: pytest.Item) -> bool:
    """Slow: only on demand (`-m producers`), and only through what is at hand."""
    call = getattr(item, "callspec", None)
    wanted = "producers" in str(item.config.getoption("-m"))
    return wanted and call is not None and at_hand(call.params["name"])
