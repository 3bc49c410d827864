"""Deadlines are followed from report to report: it is said which have no place in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.cli import run

PROMISE = "<li>Regionen ska lämna ett yttrande till IVO senast den 31 mars 2027.</li>"
PAGE = "<html><body><main><h1>Rapport {title}</h1>{day}<ul>{items}</ul></main></body></html>"


def test_it_is_said_how_many_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files, archive = tmp_path / "files", tmp_path / "archive"
    files.mkdir()
    dated = PAGE.format(title="om nytt", day="<p>2027-01-15</p>", items="<li>Inget IVO nytt.</li>")
    (files / "a.html").write_text(dated)
    (files / "b.html").write_text(PAGE.format(title="om löften", day="", items=PROMISE))
    assert run(["ingest", str(files), "--archive", str(archive)]) == 0
    capsys.readouterr()
    run(["deadlines", "IVO", "--archive", str(archive)])
    answer = " ".join(capsys.readouterr().out.split())
    assert (
        "Searched 1 report (1 item, 2027-01-15 – 2027-01-15); 1 report without a date left out."
        in answer
    )
