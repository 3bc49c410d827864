"""The figures of topics, series, gaps, editions and deadlines: full marks, and what costs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.rows import ReportRow, SeriesRow
from tests.bench import deadline_scores, known, page, series_scores, topic_scores
from tests.bench.score import Found, Table, Tally

TRUTH: known.Truth = {
    "reports": [
        {
            "id": id_,
            "series": "brev",
            "date": id_[5:15],
            "title": "Brev",
            "edition_of": "brev/2023-03-13" if id_.endswith(".2") else None,
            "compiled_at": "",
            "sections": [],
            "renditions": [
                {
                    "name": f"brev/{id_[5:]}.pdf",
                    "producer": "typst",
                    "media_type": "application/pdf",
                    "readable": id_ != "brev/2023-03-06",
                    "keeps_links": True,
                }
            ],
        }
        for id_ in ("brev/2023-03-06", "brev/2023-03-13", "brev/2023-03-13.2")
    ],
    "series": [
        {
            "id": "brev",
            "title": "Brev",
            "aliases": ["Bref"],
            "missing": ["2023-03-20"],
            "breaks": [],
        }
    ],
    "threads": [
        {
            "id": name,
            "series": "brev",
            "boilerplate": False,
            "dropped": None,
            "into": [],
            "pauses": [],
            "versions": [{"anchor": anchor, "changes": ["new"], "from": []} for anchor in anchors],
        }
        for name, anchors in (("tak", ("a#1", "b#1")), ("hiss", ("a#2",)), ("kurs", ("b#2",)))
    ],
    "deadlines": [
        {
            "storyline": "tak",
            "date": "2023-04-01",
            "who": "",
            "what": "",
            "to": "",
            "outcome": "open",
            "anchors": ["a#1", "b#1"],
            "word": [],
        }
    ],
    "topics": [],
    "names": [],
}
TOPIC: known.Topic = {"query": "tak", "anchors": {"a#1": 2, "b#1": 2, "a#2": 1}}


def row(id_: str, edition_of: str | None = None) -> ReportRow:
    return ReportRow(
        id_, "brev", "Brev", id_[5:15], "", None, "sv", edition_of, 0, "", (), (), (), ()
    )  # fmt: skip


ROWS = [row(report["id"], report["edition_of"]) for report in TRUTH["reports"]]
SERIES = SeriesRow("brev", "Brev", ("Bref",), 3, None, None)


@pytest.mark.parametrize(
    ("came", "recall", "precision"),
    [
        ({"a#1", "b#1"}, 1, 1),
        ({"a#1", "b#1", "a#2"}, 1, 1),  # what mentions it may come
        ({"a#1"}, 0.5, 1),
        ({"a#1", "b#1", "x#1", "x#2"}, 1, 0.5),
        (set(), 0, 1),
    ],
)
def test_items_of_a_topic(came: set[str], recall: float, precision: float) -> None:
    found = topic_scores.items(TOPIC, came)
    assert (found.recall, found.precision) == (recall, precision)


@pytest.mark.parametrize(
    ("came", "recall", "precision"),
    [
        ([{"a#1", "b#1"}], 1, 1),
        ([{"a#1"}, {"b#1"}], 1, 1),  # one thread cut in two is still that thread
        ([{"a#1", "b#1"}, {"a#2"}], 1, 1),
        ([{"a#1", "b#1"}, {"b#2"}], 1, 0.5),
        ([{"?c#9"}], 0, 0),
    ],
)
def test_threads_of_a_topic(came: list[set[str]], recall: float, precision: float) -> None:
    found = topic_scores.threads(TOPIC, TRUTH["threads"], came)
    assert (found.recall, found.precision) == (recall, precision)


def test_the_table_of_topics_ends_with_the_mean() -> None:
    full, half = Found(1, 1, 1, 1), Found(1, 2, 2, 1)
    scores = [
        topic_scores.TopicScore(query, one, full) for query, one in (("a", full), ("b", half))
    ]
    assert topic_scores.table(scores).rows[-1] == ["mean", "", 0.75, "", 0.75, 1.0, 1.0]


def test_series_as_they_should_be() -> None:
    made = series_scores.series_table(TRUTH, [SERIES], ROWS)
    assert made.rows == [["brev", Tally(1, 1), Tally(2, 2), Tally(3, 3)]]


def test_a_series_that_a_slip_of_the_pen_made_is_told() -> None:
    slip = SeriesRow("bref", "Bref", (), 1, None, None)
    alone = SeriesRow("brev", "Brev", (), 2, None, None)
    made = series_scores.series_table(TRUTH, [alone, slip], ROWS[1:])
    assert made.rows == [["brev", Tally(1, 1), Tally(1, 2), Tally(2, 3)]]
    assert "should not be: bref" in made.remark


@pytest.mark.parametrize(
    ("came", "found", "false"),
    [
        (["2023-03-20"], 1, 0),
        (["2023-03-22"], 1, 0),  # the day is estimated
        (["2023-03-27"], 0, 1),
        (["2023-03-20", "2023-05-01"], 1, 1),
        ([], 0, 0),
    ],
)
def test_gaps(came: list[str], found: int, false: int) -> None:
    made = series_scores.gaps_table(TRUTH, {"brev": came})
    assert made.rows == [["brev", Tally(found, 1), false]]


def test_editions() -> None:
    assert series_scores.editions_table(TRUTH, ROWS).rows == [["editions", Tally(1, 1), 0]]
    wrong = [ROWS[0], row("brev/2023-03-13", "brev/2023-03-06")]
    assert series_scores.editions_table(TRUTH, wrong).rows == [["editions", Tally(0, 1), 1]]


def test_the_ledger_lists_what_cannot_be_read_and_no_more() -> None:
    scan, other = "somewhere/2023-03-06.pdf", "2023-03-13.pdf"
    assert series_scores.ledger_table(TRUTH, {scan: "a scan"}).rows == [["scans", Tally(1, 1), 0]]
    assert series_scores.ledger_table(TRUTH, {other: "?"}).rows == [["scans", Tally(0, 1), 1]]


@pytest.mark.parametrize(
    ("came", "planted", "recall", "precision"),
    [
        ([("a#1", "2023-04-01"), ("b#1", "2023-04-01")], 1, 1.0, 1.0),
        ([("a#1", "2023-04-01")], 1, 0.5, 1.0),
        ([("a#1", "2024-04-01")], 0, 0.0, 0.0),
        ([("a#1", "2023-04-01"), ("b#1", "2023-04-01"), ("b#2", "2023-05-01")], 1, 1.0, 2 / 3),
    ],
)
def test_deadlines(
    came: list[tuple[str, str]], planted: int, recall: float, precision: float
) -> None:
    (cells,) = deadline_scores.table(TRUTH, came).rows
    assert list(cells[1:]) == [Tally(planted, 1), recall, precision]


def test_a_table_is_markdown_with_even_columns() -> None:
    lines = str(Table("Gaps", ["series", "found"], [["brev", Tally(1, 2)]], "So it is.")).split(
        "\n"
    )
    assert lines[2:5] == ["| series | found |", "| ------ | ----: |", "| brev   |   1/2 |"]
    assert lines[-1] == "So it is."


def test_the_page_changes_in_its_part_only(tmp_path: Path) -> None:
    text = "\n".join(
        f"# {part}\n<!-- {part}: made by tests.bench.quality -->\nold\n<!-- end of {part} -->"
        for part in ("corpus", "seed")
    )
    replaced = page.replaced(text, "seed", "new")
    assert replaced.count("old") == 1
    assert replaced.index("old") < replaced.index("new")
    assert page.replaced(replaced, "seed", "new") == replaced
    with pytest.raises(ValueError, match="no part"):
        page.replaced("nothing here", "seed", "new")
