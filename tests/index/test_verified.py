"""What `verify` said last: kept beside the catalogue, and nobody's hindrance."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.checks import Finding
from index.verified import Verified, keep_verified, last_verified

WRONG = [Finding("originals/ab/abc.pdf", "this original is missing", "Put it back – åter")]


@pytest.mark.parametrize("findings", [[], WRONG])
def test_the_last_word_is_kept(tmp_path: Path, findings: list[Finding]) -> None:
    keep_verified(tmp_path, WRONG, "2026-01-02T08:00:00")
    keep_verified(tmp_path, findings, "2026-01-03T08:00:00")
    assert last_verified(tmp_path) == Verified("2026-01-03T08:00:00", tuple(findings))
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "told",
    [
        *(None, "", "{", "[]", '{"at": ""}', '{"at": "", "findings": [1]}'),
        "[" * 200_000,  # deeper than Python goes
        '{"at": 5, "findings": []}',  # no text, where pages need one
        '{"at": "", "findings": [{"where": "", "what": 5, "mend": ""}]}',
        '{"at": "", "findings": [{"where": "", "what": "", "mend": null}]}',
    ],
    ids=range(10),
)
def test_where_nothing_can_be_read_nothing_was_said(tmp_path: Path, told: str | None) -> None:
    if told is not None:
        (tmp_path / "verified.json").write_text(told, "utf-8")
    assert last_verified(tmp_path) is None


def test_a_place_that_cannot_be_written_keeps_nobody_from_verifying(tmp_path: Path) -> None:
    (tmp_path / "verified.json").mkdir()  # cannot be replaced
    keep_verified(tmp_path, WRONG, "2026-01-02T08:00:00")
    assert [one.name for one in tmp_path.iterdir()] == ["verified.json"]
