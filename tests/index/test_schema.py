"""The catalogue's connection: what SQLite refuses is said as it is."""

from __future__ import annotations

import sqlite3

import pytest
from small_reports import Desk, report

from index.schema import CATALOGUE
from index.writer import open_to_write
from ingest.errors import Locked


def test_a_catalogue_that_another_program_keeps_is_locked_not_full(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put(a_html=report("Lägesrapport", "2025-03-06", "En nyhet."))
    desk.take_in()
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *args, **kw: connect(*args, **kw | {"timeout": 0})
    )
    with open_to_write(desk.archive) as writer:
        other = connect(desk.archive / CATALOGUE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            with pytest.raises(Locked, match="another program") as caught, writer.transaction():
                pass
        finally:
            other.close()
        assert "disk" not in str(caught.value)
        with writer.transaction():
            pass
