"""The measures of retrieval."""

from __future__ import annotations

import pytest

from tests.bench.retrieval import Question, score


@pytest.mark.parametrize(
    ("came", "recall_10", "reciprocal", "gain"),
    [
        (["a", "b"], 1.0, 1.0, 1.0),
        (["b", "a"], 1.0, 0.5, 0.797),
        ([*"cdefghijkl", "a"], 0.0, 0.091, 0.0),
        ([], 0.0, 0.0, 0.0),
    ],
)
def test_score(came: list[str], recall_10: float, reciprocal: float, gain: float) -> None:
    found = score(Question("Topics", "", "q", {"a": 2, "b": 1}), came)
    assert found.recall_10 == recall_10
    assert found.recall_100 == float("a" in came)
    assert found.reciprocal == pytest.approx(reciprocal, abs=0.001)
    assert found.gain == pytest.approx(gain, abs=0.001)
