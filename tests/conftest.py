"""Markers, and what is deselected where its material is missing.

`samples` tests read real reports that are not part of the project, from the folder named by
SPARHUND_SAMPLES. They are deselected, not skipped, where it is unset: a plain run reports only what
it can know, and CI sets the variable.
"""

from __future__ import annotations

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "samples: reads the reports in $SPARHUND_SAMPLES")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("SPARHUND_SAMPLES"):
        return
    left = [item for item in items if item.get_closest_marker("samples")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not item.get_closest_marker("samples")]
