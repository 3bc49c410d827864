"""The real report: three renditions of one text, each of which must give its stated truth."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ingest.parse import parse
from ingest.report import Report

pytestmark = pytest.mark.samples

RENDITIONS = ["2025-10-23-intranet.html", "2025-10-23-tagged.pdf", "2025-10-23-untagged.pdf"]
KINDS = {"bullet": "li", "paragraph": "p"}


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(os.environ["SPARHUND_SAMPLES"])


@pytest.fixture(scope="module")
def truth(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module", params=RENDITIONS)
def report(request: pytest.FixtureRequest, folder: Path) -> Report:
    name: str = request.param
    return parse((folder / name).read_bytes(), name)


def test_title_and_time_are_as_stated(report: Report, truth: dict[str, Any]) -> None:
    assert report.title == truth["title"]
    assert (report.date, report.date_source) == ("2025-10-23", "compiled")
    assert report.compiled_at == "2025-10-23T08:30"
    assert report.language == "sv"
    assert report.warnings == ()


def test_sections_stand_directly_below_the_title(report: Report, truth: dict[str, Any]) -> None:
    headings = [(section["heading"], 1) for section in truth["sections"]]
    assert [(section.heading, section.level) for section in report.sections] == headings


def test_items_are_whole_with_level_kind_and_links(report: Report, truth: dict[str, Any]) -> None:
    wanted = [
        (
            section["heading"],
            item["kind"],
            item["level"],
            item["text"],
            [(link["text"], link["url"]) for link in item["links"]],
        )
        for section in truth["sections"]
        for item in section["items"]
    ]
    found = [
        (
            section.heading,
            KINDS.get(item.kind),
            item.level,
            item.text,
            [(link.text, link.url) for link in item.links],
        )
        for section, item in report.items()
    ]
    assert found == wanted
    assert len(found) == 34


def test_only_items_that_open_with_a_day_have_one(report: Report) -> None:
    dated = [(item.text[:6], item.date) for _, item in report.items() if item.date]
    assert dated == [
        ("22/10:", "2025-10-22"),
        ("21/10:", "2025-10-21"),
        ("17/10:", "2025-10-17"),
        ("17/10:", "2025-10-17"),
    ]


def test_the_deadline_lies_ahead_and_the_event_behind(report: Report) -> None:
    roles = [(m.date, m.role) for _, item in report.items() for m in item.dates]
    assert ("2025-11-13", "deadline") in roles
    assert ("2025-01-15", "event") in roles
