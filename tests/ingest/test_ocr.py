"""Scans: from page images to renditions of their reports, and the ledger where OCR is not to be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from index.archive import open_archive
from index.intake import intake
from ingest.errors import NoText
from ingest.parse import parse, report_json

CORPUS = Path(__file__).parents[2] / "corpus"
REPORTS: Sequence[dict[str, Any]] = [
    report
    for report in json.loads((CORPUS / "truth.json").read_bytes())["reports"]
    if any(rendition["producer"] == "scan" for rendition in report["renditions"])
]


def _files(report: dict[str, Any], *, scan: bool) -> list[Path]:
    return [
        CORPUS / "reports" / rendition["name"]
        for rendition in report["renditions"]
        if (rendition["producer"] == "scan") is scan
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The corpus's reports that have a scan, with all their files."""
    place = tmp_path / "files"
    place.mkdir()
    for report in REPORTS:
        for path in (*_files(report, scan=False), *_files(report, scan=True)):
            shutil.copy(path, place / path.name)
    return place


@pytest.mark.ocr
def test_scans_become_renditions_of_their_reports(folder: Path, tmp_path: Path) -> None:
    taken = intake(tmp_path / "archive", [folder])
    assert (taken.added, taken.failed) == (len(REPORTS), ())
    assert taken.renditions == len(list(folder.iterdir())) - len(REPORTS)


@pytest.mark.ocr
def test_without_ocr_they_wait_in_the_ledger_for_a_later_intake(
    folder: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    first = intake(archive, [folder], ocr=False)
    assert len(first.failed) == len(REPORTS)
    for failure in first.failed:
        assert "no text layer" in failure.reason
        assert "tesseract-ocr-swe" in failure.advice
    second = intake(archive, [folder])
    assert (second.added, second.renditions, second.failed) == (0, len(REPORTS), ())


@pytest.mark.ocr
def test_what_only_a_scan_says_is_flagged(tmp_path: Path) -> None:
    (scan,) = _files(REPORTS[0], scan=True)
    archive = tmp_path / "archive"
    assert intake(archive, [scan]).added == 1
    with open_archive(archive) as opened:
        assert [row.date for row in opened.catalogue.reports()] == [REPORTS[0]["date"]]
        items = list(opened.catalogue.all_items())
    assert items
    assert all(item.ocr for item in items)


@pytest.mark.ocr
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"].rpartition("/")[2])
def test_a_scan_says_what_its_report_says(report: dict[str, Any]) -> None:
    (scan,) = _files(report, scan=True)
    read = parse(scan.read_bytes(), scan.name, ocr=True)
    assert (read.title, read.date) == (report["title"], report["date"])
    assert [section.heading for section in read.sections] == [
        section["heading"] for section in report["sections"]
    ]
    wanted = [item["text"] for section in report["sections"] for item in section["items"]]
    came = {item.text for _, item in read.items()}
    assert sum(text in came for text in wanted) >= 0.9 * len(wanted)
    assert all(
        item["ocr"] for section in report_json(read)["sections"] for item in section["items"]
    )
    assert any("OCR" in warning for warning in read.warnings)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"].rpartition("/")[2])
def test_without_ocr_a_scan_names_the_package_that_reads_it(report: dict[str, Any]) -> None:
    (scan,) = _files(report, scan=True)
    with pytest.raises(NoText) as caught:
        parse(scan.read_bytes(), scan.name)
    assert "tesseract-ocr-swe" in caught.value.advice
