"""How those who wait are told: the one shape in which all long work reports."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told the phase (`looking`, `reading`, `ocr`, `settling`, `indexing`, `writing`, `following`; for
verify `originals`, `vocabulary`), how much of it is done, and of how much."""


def silent(_phase: str, _done: int, _total: int) -> None:
    """Tell nobody."""
