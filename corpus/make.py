"""Make the corpus: `uv run --group corpus python -m corpus.make`.

Reads the chronicle, checks it, writes corpus/truth.json and renders corpus/reports. A file that
would not change is not written. Needs LibreOffice, Chromium and the fonts named in the README.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from corpus import check, expand, threads, truth
from corpus.chronicle import load
from corpus.plan import Job, jobs
from corpus.table import ChronicleError

HERE = Path(__file__).parent


def main() -> int:
    """Make all of it, or what the options name."""
    options = _options()
    try:
        chronicle = load(options.chronicle)
        if problems := check.problems(chronicle):
            raise ChronicleError("\n".join(problems))
    except ChronicleError as error:
        print(error, file=sys.stderr)
        return 2
    planned: list[Job] = []
    reports: list[expand.Report] = []
    followed: list[threads.Thread] = []
    largest = max(chronicle.series, key=lambda series: len(series.reports))
    for series in chronicle.series:
        expanded = expand.reports(series)
        reports += expanded
        followed += threads.threads(series, expanded)
        planned += jobs(series, expanded, leading=series is largest)
    renditions: dict[str, list[truth.Rendition]] = {}
    for job in planned:
        renditions.setdefault(job.report.id, []).append(job.rendition)
    text = truth.dumps(truth.truth(chronicle, reports, followed, renditions))
    _write(options.out / "truth.json", text.encode())
    _render(planned, options.out / "reports", options.only)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="corpus.make", description="Make the corpus.")
    parser.add_argument("--chronicle", type=Path, default=HERE / "chronicle", help="its folder")
    parser.add_argument("--out", type=Path, default=HERE, help="where reports and truth go")
    parser.add_argument(
        "--only",
        default="",
        metavar="TEXT",
        help="render only producers or names that contain TEXT; 'none' renders nothing",
    )
    return parser.parse_args()


def _render(planned: Iterable[Job], folder: Path, only: str) -> None:
    names = set()
    for job in planned:
        path = folder / job.rendition.name
        names.add(path)
        if only in f"{job.rendition.producer} {job.rendition.name}":
            changed = _write(path, job.make(job.report))
            print(f"{'wrote' if changed else 'same '} {job.rendition.name}", flush=True)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in names:
            path.unlink()


def _write(path: Path, content: bytes) -> bool:
    """Write unless it stands there already; says whether it wrote."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


if __name__ == "__main__":
    sys.exit(main())
