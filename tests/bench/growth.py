"""What ten years of a weekly report cost: `uv run python -m tests.bench.growth`.

A random series (`tests/index/invented_series.py`) of 520 reports with some 12,000 items is written
as pages and taken in. Printed are seconds of CPU, for each number of reports:

    threads of all     followed from nothing
    one more report    the threads alone, when one comes at the end
    one, taken in      all of `ingest`, reading and index with it, by the clock
    trace              from a cold start: a process of its own

    --reports 50,260,520    how many reports
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from index.history import Following
from index.intake import intake
from index.threads import Number
from index.writer import open_to_write
from tests.bench.score import Cell, Table
from tests.index.invented_series import invent

TITLE = "Veckorapport Exempel"
QUERY = "patientavgifter"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        prog="tests.bench.growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--reports", default="50,260,520", metavar="COUNTS")
    counts = [int(count) for count in parser.parse_args().reports.split(",")]
    numbers, _ = invent(7, max(counts))
    rows = [_measured(numbers[:count]) for count in counts]
    columns = ["reports", "items", "threads of all", "a report", "one more report"]
    columns += ["one, taken in", "trace"]
    print(Table("Growth (seconds)", columns, rows))
    return 0


def _follow(db: sqlite3.Connection, series: str, *, afresh: bool = False) -> None:
    """In this process, whose CPU is measured."""
    with patch("index.history._ENOUGH", sys.maxsize):
        following = Following(db, [series], afresh=afresh)
        while following.step():
            pass


def _measured(numbers: Sequence[Number]) -> list[Cell]:
    items = sum(len(number.items) for number in numbers)
    with TemporaryDirectory() as folder:
        archive, pages = Path(folder, "archive"), Path(folder, "pages")
        pages.mkdir()
        for number in numbers[:-1]:
            _page(number, pages)
        intake(archive, [pages])
        _page(numbers[-1], pages)
        began = time.perf_counter()
        intake(archive, [pages])
        taken_in = time.perf_counter() - began
        with open_to_write(archive) as writer:
            [series] = writer.catalogue.series()
            last = f"{series.id}/{numbers[-1].date}"
            writer.db.execute("BEGIN")
            began = time.process_time()
            _follow(writer.db, series.id, afresh=True)
            afresh = time.process_time() - began
            writer.db.execute("UPDATE reports SET removed = 1 WHERE id = ?", [last])
            _follow(writer.db, series.id)
            writer.db.execute("UPDATE reports SET removed = 0 WHERE id = ?", [last])
            began = time.process_time()
            _follow(writer.db, series.id)
            one_more = time.process_time() - began
            writer.db.execute("ROLLBACK")
        command = [sys.executable, "-c", "from search.cli import main; main()", "trace", QUERY]
        began = _of_children()
        subprocess.run([*command, "--archive", archive], check=True, stdout=subprocess.DEVNULL)
        trace = _of_children() - began
    count = len(numbers)
    seconds = (afresh, afresh / count, one_more, taken_in, trace)
    return [str(count), str(items), *(f"{value:.3f}" for value in seconds)]


def _of_children() -> float:
    """Seconds of CPU of all child processes that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _page(number: Number, folder: Path) -> None:
    """A number as a plain page."""
    lines = [f"<html lang=sv><title>{TITLE}</title><h1>{TITLE} {number.date}</h1>"]
    heading = ""
    for item in number.items:
        if item.section != heading:
            lines.append(f"{'</ul>' if heading else ''}<h2>{escape(item.section)}</h2><ul>")
            heading = item.section
        lines.append(f"<li>{escape(item.text)}</li>")
    page = "\n".join([*lines, "</ul></html>"])
    (folder / f"{number.date}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
