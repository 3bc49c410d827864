"""An archive at hand, filled from files in the tiny format of `small_reports` without processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_reports import Desk, read_here

from index import checks
from index import intake as intake_module


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(intake_module, "read_all", read_here)
    monkeypatch.setattr(checks, "read_all", read_here)
    return Desk(tmp_path)
