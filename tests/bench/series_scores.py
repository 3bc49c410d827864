"""Whether the archive sorts files into the right series, reports and editions, and sees gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from index.rows import ReportRow, SeriesRow
from tests.bench import known
from tests.bench.score import Cell, Found, Table, Tally, total

_NEAR = 3  # days: a missing number's day is estimated


def series_table(
    truth: known.Truth, series: Sequence[SeriesRow], reports: Sequence[ReportRow]
) -> Table:
    """Per series: its title and other spellings, and its reports; files at the right report."""
    rows: list[Sequence[Cell]] = []
    for one in truth["series"]:
        came = next((row for row in series if row.id == one["id"]), None)
        titles = {one["title"], *one["aliases"]}
        there = {came.title, *came.aliases} if came else set()
        ids = {report["id"] for report in truth["reports"] if report["series"] == one["id"]}
        here = {report.id for report in reports if report.series == one["id"]}
        rows.append(
            [
                one["id"],
                Tally(int(came is not None and came.title == one["title"]), 1),
                Tally(len(titles & there), len(titles | there)),
                Tally(len(ids & here), len(ids | here)),
            ]
        )
    unknown = sorted({row.id for row in series} - {one["id"] for one in truth["series"]})
    remark = f"Files at the right report: {files(truth, reports)}."
    if unknown:
        remark += f" Series that should not be: {', '.join(unknown)}."
    return Table("Series", ["series", "title", "spellings", "reports"], rows, remark)


def files(truth: known.Truth, reports: Iterable[ReportRow]) -> Tally:
    """How many readable files are a rendition of the report that they are one of."""
    at = {
        PurePosixPath(rendition.name).name: report.id
        for report in reports
        for rendition in report.renditions
    }
    tallies = []
    for report, rendition in known.renditions(truth):
        if rendition["readable"]:
            found = at.get(PurePosixPath(rendition["name"]).name)
            tallies.append(Tally(int(found == report["id"]), 1))
    return total(tallies)


def gaps_table(truth: known.Truth, missing: Mapping[str, Sequence[str]]) -> Table:
    """`missing` are the days that the archive misses, by series."""
    rows: list[Sequence[Cell]] = []
    for one in truth["series"]:
        found = gaps(one["missing"], missing.get(one["id"], ()))
        rows.append([one["id"], Tally(found.found, found.wanted), found.came - found.right])
    return Table("Gaps", ["series", "found", "false"], rows)


def gaps(wanted: Sequence[str], came: Sequence[str]) -> Found:
    """A day counts as found when one within three days of it came."""
    right = [day for day in came if any(_near(day, other) for other in wanted)]
    found = [day for day in wanted if any(_near(day, other) for other in came)]
    return Found(len(right), len(came), len(wanted), len(found))


def _near(one: str, other: str) -> bool:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= _NEAR


def editions_table(truth: known.Truth, reports: Iterable[ReportRow]) -> Table:
    """Second editions: kept as such, and no rendition taken for one."""
    wanted = {report["id"] for report in truth["reports"] if report["edition_of"]}
    came = {report.id for report in reports if report.edition_of}
    found = Found.of(came, wanted)
    row: list[Cell] = ["editions", Tally(found.found, found.wanted), found.came - found.right]
    return Table("Editions", ["", "found", "false"], [row])


def ledger_table(truth: known.Truth, failed: Mapping[str, str]) -> Table:
    """Files that cannot be read: in the ledger, and nothing else is. `failed`: name -> reason."""
    wanted = {
        PurePosixPath(rendition["name"]).name
        for _, rendition in known.renditions(truth)
        if not rendition["readable"]
    }
    found = Found.of({PurePosixPath(name).name for name in failed}, wanted)
    row: list[Cell] = ["scans", Tally(found.found, found.wanted), found.came - found.right]
    reasons = "; ".join(sorted(set(failed.values())))
    return Table("Ledger", ["", "listed", "false"], [row], reasons)
