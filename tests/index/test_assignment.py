"""index/assignment.py: the best one-to-one assignment, compared with trying all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.assignment import assign

Table = dict[int, dict[int, float]]
TABLES = st.dictionaries(
    st.integers(0, 5),
    st.dictionaries(
        st.integers(0, 5), st.floats(-1, 3, allow_nan=False) | st.sampled_from([0, 1, 2])
    ),
    max_size=6,
)


def best_total(gains: Table, rows: list[int], used: frozenset[int] = frozenset()) -> float:
    if not rows:
        return 0.0
    first, *rest = rows
    totals = [best_total(gains, rest, used)]
    for column, gain in gains[first].items():
        if column not in used:
            totals.append(gain + best_total(gains, rest, used | {column}))
    return max(totals)


@given(TABLES)
def test_no_assignment_gains_more(gains: Table) -> None:
    found = assign(gains)
    assert len(set(found.values())) == len(found)
    total = sum(gains[row][column] for row, column in found.items())
    assert abs(total - best_total(gains, sorted(gains))) < 1e-9


@given(TABLES)
def test_what_gains_nothing_is_not_chosen(gains: Table) -> None:
    assert all(gains[row][column] > 0 for row, column in assign(gains).items())


@given(TABLES, st.randoms())
def test_the_order_of_the_table_does_not_matter(gains: Table, random: object) -> None:
    rows = list(gains)
    random.shuffle(rows)  # type: ignore[attr-defined]
    assert assign({row: dict(reversed(gains[row].items())) for row in rows}) == assign(gains)


def test_the_best_is_not_the_greedy_one() -> None:
    # Greedy takes 0-0 (1.0) and is left with 1-1 (0.0); together 0-1 and 1-0 gain more.
    assert assign({0: {0: 1.0, 1: 0.9}, 1: {0: 0.8}}) == {0: 1, 1: 0}
