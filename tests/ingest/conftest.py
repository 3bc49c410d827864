"""Tests that read page images take a minute and need tesseract: by `pytest -m ocr`, as in CI."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "ocr: reads page images by tesseract, which is needed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "ocr" in str(config.getoption("-m")):
        return
    off = [item for item in items if item.get_closest_marker("ocr")]
    if off:
        config.hook.pytest_deselected(items=off)
        items[:] = [item for item in items if item not in off]
