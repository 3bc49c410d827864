"""Names: are those of the truth found, as what they are, and nothing else taken for one?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from search.names import NameRow
from tests.bench import known
from tests.bench.score import Cell, Found, Table, Tally, total

KINDS = ("authority", "company", "law", "system")
Key = tuple[str, str]  # kind, name in one case


def table(truth: known.Truth, came: Sequence[NameRow]) -> Table:
    """Precision and recall by kind; whether short forms and the first and last day are right."""
    rows: list[Sequence[Cell]] = [
        _row(kind, truth, [row for row in came if row.kind == kind]) for kind in KINDS
    ]
    rows.append(_row("all", truth, came))
    columns = ["kind", "names", "recall", "precision", "short forms", "first and last"]
    return Table("Names", columns, rows)


def wrong(truth: known.Truth, came: Iterable[NameRow]) -> dict[str, list[Key]]:
    """What was missed and what is false, for a developer."""
    wanted = {(name["kind"], name["name"].casefold()) for name in truth["names"]}
    found = {(row.kind, row.name.casefold()) for row in came}
    return {"missed": sorted(wanted - found), "false": sorted(found - wanted)}


def _row(kind: str, truth: known.Truth, came: Sequence[NameRow]) -> list[Cell]:
    names = [name for name in truth["names"] if kind in (name["kind"], "all")]
    wanted = {(name["kind"], name["name"].casefold()) for name in names}
    rows = {(row.kind, row.name.casefold()): row for row in came}
    found = Found.of(set(rows), wanted)
    both = [
        (name, rows[key])
        for name in names
        if (key := (name["kind"], name["name"].casefold())) in rows
    ]
    short = total(
        Tally(int(name["abbreviation"] in row.abbreviations), 1)
        for name, row in both
        if name["abbreviation"]
    )
    days = total(
        Tally(int((row.first, row.last) == _span(truth, name, row)), 1) for name, row in both
    )
    return [kind, Tally(found.found, found.wanted), found.recall, found.precision, short, days]


def _span(truth: known.Truth, name: known.Name, row: NameRow) -> tuple[str, str]:
    """The days on which the truth's texts first and last hold the name, in any of its forms."""
    forms = [name["name"], name["abbreviation"] or name["name"], *row.forms]
    any_form = re.compile("|".join(map(_beginning, forms)))
    days = sorted(
        report["date"]
        for report in truth["reports"]
        if any(any_form.search(item["text"]) for _, item in known.items(report))
    )
    return (days[0], days[-1]) if days else ("", "")


def _beginning(form: str) -> str:
    """A word that begins so; an abbreviation in these letters alone."""
    return rf"\b{re.escape(form)}" if form.isupper() else rf"\b(?i:{re.escape(form)})"
