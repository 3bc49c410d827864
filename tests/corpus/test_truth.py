"""The delivered corpus: truth.json, the chronicle and the files agree with each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus import expand, threads, truth
from corpus.chronicle import load

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture
def delivered() -> dict[str, Any]:
    parts: dict[str, Any] = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
    return parts


def test_the_truth_is_what_the_chronicle_says(delivered: dict[str, Any]) -> None:
    chronicle = load(CORPUS / "chronicle")
    reports: list[expand.Report] = []
    followed: list[threads.Thread] = []
    for series in chronicle.series:
        expanded = expand.reports(series)
        reports += expanded
        followed += threads.threads(series, expanded)
    fresh = json.loads(truth.dumps(truth.truth(chronicle, reports, followed, {})))
    for report in delivered["reports"]:
        report["renditions"] = []
    assert fresh == delivered, "make the corpus again: python -m corpus.make"


def test_every_file_is_a_rendition_and_every_rendition_a_file(delivered: dict[str, Any]) -> None:
    listed = [entry["name"] for report in delivered["reports"] for entry in report["renditions"]]
    found = [path for path in (CORPUS / "reports").rglob("*") if path.is_file()]
    assert sorted(listed) == sorted(
        path.relative_to(CORPUS / "reports").as_posix() for path in found
    )


def test_every_report_can_be_read_without_ocr(delivered: dict[str, Any]) -> None:
    for report in delivered["reports"]:
        assert any(entry["readable"] for entry in report["renditions"]), report["id"]
    assert sum(not e["readable"] for r in delivered["reports"] for e in r["renditions"]) == 3


def test_all_that_is_cited_exists(delivered: dict[str, Any]) -> None:
    there = {
        f"{report['id']}#{item['anchor']}"
        for report in delivered["reports"]
        for section in report["sections"]
        for item in section["items"]
    }
    cited = [anchor for topic in delivered["topics"] for anchor in topic["anchors"]]
    cited += [anchor for entry in delivered["deadlines"] for anchor in entry["anchors"]]
    for thread in delivered["threads"]:
        for version in thread["versions"]:
            cited += [version["anchor"], *version["from"]]
    assert set(cited) <= there
    followed = [v["anchor"] for thread in delivered["threads"] for v in thread["versions"]]
    assert sorted(followed) == sorted(there), "each item is in exactly one thread"
