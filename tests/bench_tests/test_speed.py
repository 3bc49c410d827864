"""The speed benchmark at a tiny size: that it runs, and that its ratios say what they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import speed, speed_measure
from tests.bench.speed import Row
from tests.bench.speed_items import ITEMS, queries, reports


@pytest.mark.parametrize(
    ("faster", "figure", "rival", "ratio", "met"),
    [
        (True, 1.0, 8.0, 8.0, "reach"),
        (True, 2.0, 8.0, 4.0, "must"),
        (True, 8.0, 8.0, 1.0, "no"),
        (False, 4.0, 8.0, 0.5, "reach"),
        (False, 8.0, 4.0, 2.0, "must"),
        (False, 20.0, 4.0, 5.0, "no"),
        (False, 0.5, None, None, "reach"),  # no rival, no ratio: the figure has the limit
        (False, 5.0, None, None, "no"),
    ],
)
def test_a_ratio_is_better_or_worse_by_its_kind(
    faster: bool, figure: float, rival: float | None, ratio: float | None, met: str
) -> None:
    must, reach = (3, 6) if faster else (4, 1)
    row = Row("job", "rival", "s", figure, rival, faster, must, reach)
    assert (row.ratio, row.met) == (ratio, met)


def test_a_figure_without_rival_is_printed_once() -> None:
    row = Row("peak memory", "–", "MB", 138.29, None, False, 400, 200)
    assert speed.table([row]).rows == [
        ["peak memory", "–", "MB", "138", "–", "–", "< 400", "< 200", "reach"]
    ]


def test_a_row_without_target_meets_none() -> None:
    assert Row("job", "rival", "s", 1, 1).met == "–"


def test_what_is_made_depends_on_the_seed_alone() -> None:
    made, asked = list(reports(ITEMS)), queries(100)
    assert list(reports(ITEMS)) == made != list(reports(ITEMS, seed=5))
    assert queries(100) == asked
    assert len({one.kind for one in asked}) == 13


def test_a_job_fails_loudly() -> None:
    with pytest.raises(RuntimeError, match="No module named"):
        speed_measure.call("tests.bench.nowhere:nothing")


def test_every_row_of_index_and_people_at_a_tiny_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "QUERIES", 40)
    monkeypatch.setattr(speed.Bench, "rivals", lambda *_: [("fts5", "SQLite FTS5", "python3")])
    monkeypatch.setattr(speed, "call", in_this_process)
    rows, missing = speed.measure(tmp_path, 5 * ITEMS, ["index", "people"])
    assert [row.job for row in rows] == [
        *("index of 200 items", "query, p95"),
        *("index of 200 items", "query, p95", "query, median", "index on the disk"),
        *("asked in Swedish, median", "asked in Swedish, p95"),
        *("index on the disk, whole", "index on the disk, whole"),
    ]
    assert missing == []
    assert all(row.figure > 0 and row.ratio > 0 for row in rows)
    assert "SQLite FTS5" in str(speed.table(rows))


def in_this_process(function: str, *arguments: object, python: str = "") -> speed.Cost:
    """`call` without a process for each job, which would take a minute."""
    from importlib import import_module

    module, _, name = function.partition(":")
    found = getattr(import_module(module), name)(*arguments)
    told = found if isinstance(found, dict) else {}
    return speed.Cost(told.get("cpu", 1.0), told.get("wall", 1.0), 1.0, found)
