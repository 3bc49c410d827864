"""The question behind `reports --gaps`: which numbers of a series are not in the archive."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.catalogue import Catalogue
from index.rows import Scope
from index.series import gaps


@dataclass(frozen=True, slots=True)
class Gap:
    """A number that a series' cadence promises and that is not there; `date` is estimated."""

    series: str
    cadence: str
    date: str


def missing(catalogue: Catalogue, scope: Scope) -> list[Gap]:
    """The missing numbers of all series in scope, by series and date."""
    found: list[Gap] = []
    wanted = {catalogue.resolve_series(series) for series in scope.series}
    for row in catalogue.series():
        if wanted and row.id not in wanted:
            continue
        one = replace(scope, series=(row.id,))
        cadence = gaps(report.date for report in catalogue.reports(one) if report.date)
        found += [Gap(row.id, cadence.name, day) for day in cadence.missing]
    return found
