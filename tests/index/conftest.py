"""An archive at hand, filled from files in the tiny format of `small_reports` without processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_reports import Desk, open_here, read_here

from index import checks, opening, reading


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(reading, "read_all", read_here)
    monkeypatch.setattr(opening, "read_all", open_here)
    monkeypatch.setattr(checks, "read_all", read_here)
    return Desk(tmp_path)
