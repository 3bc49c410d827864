"""Answers as JSON and CSV: whole, in order, never held as one text, harmless in a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.render import header, to_csv, to_json


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    from_: str | None
    places: tuple[int, ...] = ()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_json_is_what_the_library_writes(value: Any) -> None:
    assert "".join(to_json(value)) == json.dumps(value, ensure_ascii=False, indent=2)


def test_json_of_dataclasses() -> None:
    said = "".join(to_json({"rows": (Row("å", None), Row("b", "2025", (1, 2)))}))
    assert json.loads(said) == {
        "rows": [
            {"name": "å", "from": None, "places": []},
            {"name": "b", "from": "2025", "places": [1, 2]},
        ]
    }
    assert "å" in said


def test_iterators_are_written_as_they_give() -> None:
    """A search for everything must not stand in memory as a whole."""
    given_: list[int] = []

    def rows() -> Iterator[Row]:
        for number in range(1000):
            given_.append(number)
            yield Row(str(number), None)

    pieces = to_json({"rows": rows()})
    while '"0"' not in next(pieces):
        pass
    assert given_ == [0]
    lines = to_csv(rows(), header(Row))
    assert next(lines) == "\ufeffname,from,places\r\n"
    assert next(lines).startswith("0,")
    assert given_ == [0, 0]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("-12,5", '"-12,5"'),  # a number is what it looks like
        ("- punkt", "'- punkt"),
        ("a;b", "a;b"),
        ('a "b", c', '"a ""b"", c"'),
    ],
)
def test_cells(text: str, cell: str) -> None:
    *_, row = to_csv([Row(text, None)], ["name"])
    assert row == cell + "\r\n"
