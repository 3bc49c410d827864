"""Parse a truth's files as `ingest` does, two at a time; scans by OCR where tesseract is."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ingest.errors import ReadError
from ingest.ocr import tesseract
from ingest.parse import parse
from ingest.report import Report
from tests.bench import known

_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """One file: what it should give and what it gave; `failure` where it gave nothing."""

    expected: known.Report
    rendition: known.Rendition
    came: Report | None
    failure: str = ""


def read(truth: known.Truth, folder: Path, producer: str = "") -> list[Reading]:
    """All readable files below the folder, in the truth's order; of some producers only."""
    files = [
        (report, rendition)
        for report, rendition in known.renditions(truth)
        if rendition["readable"] and producer in rendition["producer"]
    ]
    return _read(files, folder, ocr=False)


def read_scans(truth: known.Truth, folder: Path) -> list[Reading]:
    """All scans below the folder, by OCR; none where tesseract is not installed."""
    files = [
        (report, rendition)
        for report, rendition in known.renditions(truth)
        if rendition["producer"] == "scan"
    ]
    return [] if tesseract.missing() else _read(files, folder, ocr=True)


def _read(
    files: list[tuple[known.Report, known.Rendition]], folder: Path, *, ocr: bool
) -> list[Reading]:
    paths = [folder / rendition["name"] for _, rendition in files]
    with ProcessPoolExecutor(_PROCESSES) as pool:
        outcomes = list(pool.map(partial(_parse, ocr=ocr), paths, chunksize=1 if ocr else 4))
    return [
        Reading(report, rendition, came, failure)
        for (report, rendition), (came, failure) in zip(files, outcomes, strict=True)
    ]


def _parse(path: Path, *, ocr: bool) -> tuple[Report | None, str]:
    try:
        return parse(path.read_bytes(), path.name, ocr=ocr), ""
    except ReadError as error:
        return None, str(error)
    except Exception as error:  # a reader's bug is a row of the table, not its end
        return None, f"bug: {type(error).__name__}: {error}"
