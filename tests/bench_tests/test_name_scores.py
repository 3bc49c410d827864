"""The figures of names: full marks, and what costs them."""

from __future__ import annotations

import pytest

from search.names import NameRow
from tests.bench import known, name_scores
from tests.bench.score import Tally

LAKE, LAW = "Sjöverket", "sjölagen"
TRUTH: known.Truth = {
    "reports": [
        {
            "id": f"brev/{date}",
            "series": "brev",
            "date": date,
            "title": "Brev",
            "edition_of": None,
            "compiled_at": "",
            "sections": [
                {
                    "heading": "",
                    "items": [
                        {
                            "anchor": "1.1",
                            "kind": "bullet",
                            "level": 0,
                            "text": text,
                            "date": None,
                            "links": [],
                            "dates": [],
                            "storyline": "",
                        }
                    ],
                }
            ],
            "renditions": [],
        }
        for date, text in (
            ("2023-03-06", "Sjöverkets båt."),
            ("2023-03-13", "En SV-båt enligt sjölagen."),
            ("2023-03-20", "En svan."),
        )
    ],
    "series": [],
    "threads": [],
    "deadlines": [],
    "topics": [],
    "names": [
        {"name": LAKE, "abbreviation": "SV", "kind": "authority"},
        {"name": LAW, "abbreviation": None, "kind": "law"},
    ],
}


def row(name: str, kind: str, first: str, last: str, *short: str) -> NameRow:
    return NameRow(name, kind, short, (), 1, 1, first, "", "", last, "", "")  # type: ignore[arg-type]  # kinds are told apart in the tables


RIGHT = [
    row(LAKE, "authority", "2023-03-06", "2023-03-13", "SV"),
    row("Sjölagen", "law", "2023-03-13", "2023-03-13"),
]


@pytest.mark.parametrize(
    ("came", "total", "reason"),
    [
        (RIGHT, [Tally(2, 2), 1.0, 1.0, Tally(1, 1), Tally(2, 2)], "all right, in any case"),
        (RIGHT[:1], [Tally(1, 2), 0.5, 1.0, Tally(1, 1), Tally(1, 1)], "one missed"),
        ([*RIGHT, row("Ek", "system", "", "")],
         [Tally(2, 2), 1.0, 2 / 3, Tally(1, 1), Tally(2, 2)], "one false"),
        ([RIGHT[0], row(LAW, "company", "", "")],
         [Tally(1, 2), 0.5, 0.5, Tally(1, 1), Tally(1, 1)], "taken for another kind"),
        ([row(LAKE, "authority", "2023-03-06", "2023-03-20"), RIGHT[1]],
         [Tally(2, 2), 1.0, 1.0, Tally(0, 1), Tally(1, 2)], "a short form and a day are wrong"),
    ],
)  # fmt: skip
def test_table(came: list[NameRow], total: list[object], reason: str) -> None:
    table = name_scores.table(TRUTH, came)
    assert list(table.rows[-1]) == ["all", *total], reason
    assert [line[0] for line in table.rows] == [*name_scores.KINDS, "all"]


def test_wrong() -> None:
    assert name_scores.wrong(TRUTH, [RIGHT[0], row("Ek", "system", "", "")]) == {
        "missed": [("law", LAW)],
        "false": [("system", "ek")],
    }
