"""The zoo is taken in beside good files: these all come in, and of each bad one the truth is told.

Quick beasts always; all of them, with what they cost, under the marker `zoo`.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
import zoo
from zoo import BEASTS, Beast

from index import ledger
from index.intake import intake
from index.ledger import Entry
from index.parsed import unpack
from ingest.limits import Limits
from ingest.report import Report
from search.terminal import printable

CORPUS = Path(__file__).parent.parent / "corpus" / "reports"
PEAK = 1_500_000_000  # bytes of any process
SECONDS = 180  # on two cores that have nothing else to do
QUICK = [beast for beast in BEASTS if not beast.slow]


def put(folder: Path, beasts: Iterable[Beast]) -> None:
    """The beasts, and good files beside them."""
    (folder / "zoo").mkdir(parents=True)
    (folder / "good").mkdir()
    for beast in beasts:
        (folder / "zoo" / beast.name).write_bytes(beast.make())
    for file in good_files():
        shutil.copy(file, folder / "good")


def good_files() -> list[Path]:
    """Some reports of the corpus, of every format."""
    files = sorted(path for path in CORPUS.rglob("*") if path.is_file() and path.suffix != ".md")
    return [file for suffix in (".html", ".pdf") for file in files if file.suffix == suffix][::9]


class Taken:
    """What an archive says of the files that were offered to it."""

    def __init__(self, archive: Path) -> None:
        with sqlite3.connect(archive / "catalogue.sqlite") as db:
            self.entries = ledger.entries(db)
            rows = db.execute("SELECT sha256, parsed FROM renditions").fetchall()
        db.close()
        self.reports: dict[str, Report] = {sha256: unpack(parsed) for sha256, parsed in rows}

    def of(self, path: str) -> list[Entry]:
        """The entries of a file and of what came out of it."""
        return [
            entry for entry in self.entries if entry.name.endswith(path) or f"{path}/" in entry.name
        ]

    def texts(self, entry: Entry) -> list[str]:
        report = self.reports.get(entry.sha256)
        return [item.text for _, item in report.items()] if report else []


def complaint(beast: Beast, taken: Taken) -> str:
    """What is not as the beast's keeper says; "" if all is."""
    entries = taken.of(f"/zoo/{beast.name}")
    said = [(entry.outcome, entry.error, entry.reason) for entry in entries]
    if beast.kinds:
        right = [
            entry
            for entry in entries
            if entry.failed
            and entry.error in {kind.__name__ for kind in beast.kinds}
            and beast.says in entry.reason
        ]
        told = all(entry.reason and entry.advice for entry in right)
        return "" if right and told else f"{beast.name} ({beast.why}): {said}"
    texts = [text for entry in entries for text in taken.texts(entry)]
    if not any(beast.holds in text for text in texts):
        return f"{beast.name} ({beast.why}) is to be read: {said} {[t[:80] for t in texts[:5]]}"
    return ""


def check(archive: Path, beasts: Sequence[Beast]) -> None:
    taken = Taken(archive)
    assert [found for beast in beasts if (found := complaint(beast, taken))] == []
    for file in good_files():
        [entry] = taken.of(f"/good/{file.name}")
        assert entry.outcome == "read"
    accounts = Path("/etc/passwd").read_text().splitlines()[0]
    items = [text for entry in taken.entries for text in taken.texts(entry)]
    assert not any(accounts in text for text in items), "a file of this machine was read"


def test_quick_beasts_beside_good_files(tmp_path: Path) -> None:
    assert len(BEASTS) >= 45
    put(tmp_path / "in", QUICK)
    limits = Limits(seconds=60, workers=2)
    intake(tmp_path / "archive", [tmp_path / "in"], ocr=False, limits=limits)
    check(tmp_path / "archive", QUICK)


def test_odd_names(tmp_path: Path) -> None:
    """Every oddly named file comes in; nothing that is no file is read or waited for."""
    folder = tmp_path / "in"
    folder.mkdir()
    names = list(zoo.plant(folder))
    zoo.plant_no_files(folder)
    done = intake(tmp_path / "archive", [folder], limits=Limits(seconds=60, workers=2))
    assert done.failed == ()
    taken = Taken(tmp_path / "archive")
    links = {entry.name.rpartition("/")[2] for entry in taken.entries if entry.failed}
    assert links == {"out.pdf", "nowhere.pdf", "itself.pdf", "above"}
    shown = {entry.name.rpartition("/in/")[2] for entry in taken.entries if not entry.failed}
    assert len(shown) == len(taken.reports) == len(names)
    assert not any(printable(report.title) != report.title for report in taken.reports.values())


@pytest.mark.parametrize("archive", zoo.ARCHIVES)
def test_names_in_archives(tmp_path: Path, archive: str) -> None:
    """They are relative and harmless, and nothing is written to where they point."""
    data, inside = zoo.ARCHIVES[archive]
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / archive).write_bytes(data)
    intake(tmp_path / "archive", [folder], limits=Limits(seconds=60, workers=2))
    taken = Taken(tmp_path / "archive")
    names = {entry.name.partition(f"{archive}/")[2] for entry in taken.entries} - {""}
    assert names == set(inside)
    assert not list(tmp_path.glob("*.txt")) + list(tmp_path.glob("a/*.txt"))


def test_folders_of_4000_characters(tmp_path: Path) -> None:
    """As deep as a disk allows: deeper than Python recurses."""
    folder = tmp_path
    here = os.open(folder, os.O_RDONLY)
    while len(str(folder)) < 3_900:
        folder /= "dd"
        os.mkdir("dd", dir_fd=here)
        below = os.open("dd", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    (folder / "rapport.txt").write_text(f"{zoo.WORDS} om djupet i mapparna.")
    try:
        done = intake(tmp_path / "archive", [tmp_path / "dd"], limits=Limits(workers=1))
    finally:  # neither pytest nor shutil can delete it
        subprocess.run(["rm", "-rf", tmp_path / "dd"], check=True)
    assert (done.added, done.failed) == (1, ())


def test_a_file_that_may_not_be_read_is_said_to_be(tmp_path: Path) -> None:
    """Rights do not bind root, who then reads it: either way the ledger tells."""
    file = tmp_path / "in" / "sluten.txt"
    file.parent.mkdir()
    file.write_text(f"{zoo.WORDS} om ett ärende i sluten form.")
    file.chmod(0)
    intake(tmp_path / "archive", [file.parent], limits=Limits(seconds=60, workers=1))
    [entry] = Taken(tmp_path / "archive").entries
    if os.access(file, os.R_OK):
        assert entry.outcome == "read"
    else:
        assert "Permission denied" in entry.reason


# -- all of them, and what they cost -----------------------------------------------------------


def session(leader: int) -> Iterator[tuple[int, float]]:
    """The processes that a command started, and itself, with their seconds of work.

    A process has its own and those of children that it waited for: workers that ended.
    """
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == leader and fields[0] != "Z":
                yield int(folder.name), sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def most_memory(leader: int) -> int:
    """The most that any of its processes has had in memory, in bytes."""
    most = 0
    for process, _ in session(leader):
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:
            continue
        most = max(most, int((status + "VmHWM: 0").partition("VmHWM:")[2].split()[0]) * 1024)
    return most


@pytest.mark.zoo
def test_the_whole_zoo_by_the_command(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    put(tmp_path / "in", BEASTS)
    archive = tmp_path / "archive"
    command = [sys.executable, "-c", "from search.cli import main; main()", "ingest"]
    command += [str(tmp_path / "in"), "--archive", str(archive), "--format", "json"]
    command += ["--max-stall", "30", "--max-seconds", "90", "--workers", "2"]
    began = time.monotonic()
    with (tmp_path / "out").open("wb") as out, (tmp_path / "err").open("wb") as err:
        process = subprocess.Popen(
            command, stdout=out, stderr=err, cwd=CORPUS.parent.parent, start_new_session=True
        )
    peak, work = 0, 0.0
    while process.poll() is None:
        peak = max(peak, most_memory(process.pid))
        work = max(work, sum(used for _, used in session(process.pid)))
        time.sleep(0.1)
    seconds = time.monotonic() - began
    for name, value in (("peak", peak), ("seconds", seconds), ("processor seconds", work)):
        record_property(name, round(value))
    print(f"{len(BEASTS)} files, {seconds:.0f} s, {work:.0f} s of work, peak {peak / 1e6:.0f} MB")
    errors = (tmp_path / "err").read_text()
    assert "Traceback" not in errors
    assert process.returncode == 0, errors
    assert json.loads((tmp_path / "out").read_text())["failed"]
    check(archive, BEASTS)
    assert peak < PEAK
    assert work < 2 * SECONDS  # other work on the machine makes the clock no measure
    for _ in range(50):
        if not list(session(process.pid)):
            return
        time.sleep(0.1)
    pytest.fail("a process was left behind")
