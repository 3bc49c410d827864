"""How fast, beside what people would pick instead? `uv run python -m tests.bench.speed`.

    --size 1k|10k|100k|1m   items; a report has 40. The files are as many as there are reports,
                            500 at most, of which 40 are read in every way
    --only GROUP …          reading, folder, index, people, growth, cold
    --folder FOLDER         makes its input there and leaves it for the next run
    --json FILE             the same table as JSON

All input is made, seeded; everything is measured in one run on one machine, each job in processes
of its own, and only the ratios mean anything. A rival that is not installed is left out by name.

    reading   files to characters, to items: CPU of one process
    folder    a folder of PDFs to the first answer: by the clock, on all cores
    index     an index built of analysed records and asked, the same stems for all: CPU
    people    from a query's text to its 20 best and the facets, with all that is added to words, of
              an index with surfaces, parts of compounds and context besides (`whole`): CPU
    growth    what an item costs in a large archive, and one more report: CPU without reading
    cold      a fresh process: CPU
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.score import Cell, Table
from tests.bench.speed_items import ITEMS, queries
from tests.bench.speed_measure import Cost, call, run

SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000, "1m": 1_000_000}
FILES, READ = 500, 40
QUERIES = 200
Limits = tuple[float | None, float | None]  # must, reach
NO_LIMITS: Limits = (None, None)
COST_LIMITS: dict[str, Limits] = {"fts5": (10, 5)}
P95_LIMITS: dict[str, Limits] = {"fts5": (1, 0.5)}
MEDIAN_LIMITS: dict[str, Limits] = {"xapian": (2.5, 1)}
SPARHUND = (sys.executable, "-c", "from search.cli import main; main()")
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's python3-xapian is for this one
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}  # as installed: modules are not compiled at each start


@dataclass(frozen=True, slots=True)
class Row:
    """A job beside a rival. `ratio` is how many times faster than the rival it is (`faster`), or
    how many times its cost. `must` and `reach` limit that; without a rival, the figure itself."""

    job: str
    against: str
    unit: str
    figure: float
    rival: float | None
    faster: bool = False
    must: float | None = None
    reach: float | None = None

    @property
    def ratio(self) -> float | None:
        if self.rival is None:
            return None
        return self.rival / self.figure if self.faster else self.figure / self.rival

    @property
    def met(self) -> str:
        """The better of the two targets that is met."""
        if self.must is None:
            return "–"
        sign = -1 if self.faster else 1
        limited = sign * (self.figure if self.ratio is None else self.ratio)
        if self.reach is not None and limited <= sign * self.reach:
            return "reach"
        return "must" if limited <= sign * self.must else "no"


class Bench:
    """The input of one run: made when it is first asked for, kept in the folder."""

    def __init__(self, folder: Path, items: int) -> None:
        self.folder = folder
        self.items = items
        self.missing: list[str] = []
        self.indexes: dict[tuple[str, str], Cost] = {}

    def made(self, name: str, function: str, *arguments: Any) -> Cost:
        """What making `name` in the folder costs; taken from the note if it was made before."""
        note = self.folder / f"{name}.cost.json"
        if not note.exists():
            say(f"making {name}")
            cost = call(function, *arguments, str(self.folder / name))
            note.write_text(json.dumps(asdict(cost)))
        return Cost(**json.loads(note.read_text()))

    def archive(self, items: int) -> Path:
        self.filled(items)
        return self.folder / f"archive{items}"

    def filled(self, items: int) -> Cost:
        return self.made(f"archive{items}", "tests.bench.speed_archive:fill", items)

    def files(self) -> list[str]:
        count = min(FILES, self.items // ITEMS)
        self.made("files", "tests.bench.speed_files:render", count)
        return sorted(map(str, (self.folder / "files").glob("*.pdf")))

    def records(self, kind: str) -> str:
        """The file of the analysed records: `whole`, `words` or `stems`."""
        if not (self.folder / f"{kind}.pickle").exists():
            say("analysing")
            archive = str(self.archive(self.items))
            call("tests.bench.speed_archive:analyse", archive, str(self.folder))
        return str(self.folder / f"{kind}.pickle")

    def built(self, engine: str, kind: str, python: str = sys.executable) -> Cost:
        """What an index of the records costs; it is left in the folder."""
        if (engine, kind) not in self.indexes:
            records = self.records(kind)
            say(f"{engine} builds {kind}")
            place = str(self.folder / f"{engine}.{kind}")
            job = "tests.bench.speed_engines:build"
            self.indexes[engine, kind] = call(job, engine, records, place, python=python)
        return self.indexes[engine, kind]

    def asked(self, engine: str, queries: Any, python: str = sys.executable) -> Any:
        """What queries cost an index of stems."""
        say(f"{engine} is asked")
        place = str(self.folder / f"{engine}.stems")
        return call("tests.bench.speed_engines:ask", engine, queries, place, python=python).found

    def rivals(self, names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """(name, name with version, Python that has it) of those that are installed."""
        for name in names:
            for python in (sys.executable, SYSTEM_PYTHON):
                try:
                    told = call("tests.bench.speed_engines:at_hand", name, python=python).found
                except (RuntimeError, OSError):
                    continue
                yield name, told, python
                break
            else:
                self.missing.append(name)


def reading(bench: Bench) -> Iterator[Row]:
    files = bench.files()
    files = files[:: max(1, len(files) // READ)]
    jobs = ("characters", "items", "words", "text")
    cpu = {name: call(f"tests.bench.speed_files:{name}", files).cpu for name in jobs}
    words = ("pdfplumber extract_words", "CPU s")
    yield Row("PDF to characters", *words, cpu["characters"], cpu["words"], True, 2.5, 7)
    yield Row("PDF to items", *words, cpu["items"], cpu["words"], True, 2, 5)
    yield Row("PDF to items", "pdfminer extract_text", "CPU s", cpu["items"], cpu["text"], True)
    if shutil.which("pdftotext"):
        poppler = sum(run(["pdftotext", "-bbox-layout", file, "-"]).cpu for file in files)
        yield Row("PDF to items", "pdftotext -bbox-layout", "CPU s", cpu["items"], poppler)
    else:
        bench.missing.append("pdftotext")


def folder(bench: Bench) -> Iterator[Row]:
    files = bench.files()
    job = f"{len(files)} PDFs to first answer"
    with TemporaryDirectory(dir=bench.folder) as room:
        place = str(Path(files[0]).parent)
        search = (*SPARHUND, "search", word(), "--ingest", place, "--archive")
        both = run([*search, f"{room}/both"])
        one = run([*search, f"{room}/one"], cores="0")
        if shutil.which("recollindex"):
            yield Row(
                job, "recollindex + recollq", "s", both.wall, _recoll(room, place), False, 3, 1
            )
        else:
            bench.missing.append("recoll")
    yield Row(job, "one core", "s", both.wall, one.wall, True, 1.6, 1.9)
    yield Row(f"peak memory, {len(files)} PDFs", "–", "MB", both.memory, None, False, 400, 200)


def _recoll(room: str, files: str) -> float:
    config = Path(room, "recoll")
    config.mkdir()
    (config / "recoll.conf").write_text(f"topdirs = {files}\nidxflushmb = 100\n")
    env = {"RECOLL_CONFDIR": str(config)}
    return run(["recollindex"], env).wall + run(["recollq", word()], env).wall


def index(bench: Bench) -> Iterator[Row]:
    archive = str(bench.archive(bench.items))
    queries = call("tests.bench.speed_archive:plain_queries", archive, QUERIES).found
    ours, stock = bench.built("ours", "stems"), bench.built("whoosh", "stems")
    told = bench.asked("ours", queries)
    job = f"index of {bench.items:,} items"
    yield Row(job, "Whoosh, stock", "CPU s", ours.cpu, stock.cpu, True, 1.9, 3.5)
    theirs = bench.asked("whoosh", queries)
    yield Row("query, p95", "Whoosh, stock", "CPU ms", told["p95"], theirs["p95"])
    for name, version, python in bench.rivals(("fts5", "xapian", "tantivy")):
        built = bench.built(name, "stems", python)
        theirs = bench.asked(name, queries, python)
        if theirs["totals"] != told["totals"]:
            say(f"{name} finds {sum(theirs['totals'])}, we {sum(told['totals'])}")
        of = (version, "CPU s", ours.cpu, built.cpu, False)
        yield Row(job, *of, *COST_LIMITS.get(name, NO_LIMITS))
        of = (version, "CPU ms", told["p95"], theirs["p95"], False)
        yield Row("query, p95", *of, *P95_LIMITS.get(name, NO_LIMITS))
        of = (version, "CPU ms", told["median"], theirs["median"], False)
        yield Row("query, median", *of, *MEDIAN_LIMITS.get(name, NO_LIMITS))
        sizes = (ours.found["bytes"] / 1e6, built.found["bytes"] / 1e6)
        yield Row("index on the disk", version, "MB", *sizes)


def people(bench: Bench) -> Iterator[Row]:
    whole, words, stems = (
        bench.built("ours", kind).found["bytes"] / 1e6 for kind in ("whole", "words", "stems")
    )
    archive, plain = bench.archive(bench.items), bench.folder / "ours.stems"
    say("asking as people")
    job = "tests.bench.speed_archive:ask_as_people"
    told = call(job, str(archive), str(plain), QUERIES).found
    (median, p95), (stems_median, stems_p95) = told["whole"], told["stems"]
    beside = ("stems only", "CPU ms")
    yield Row("asked in Swedish, median", *beside, median, stems_median, False, 2.5)
    yield Row("asked in Swedish, p95", *beside, p95, stems_p95, False, 3)
    yield Row("index on the disk, whole", "stems only", "MB", whole, stems, False, 1.6)
    yield Row("index on the disk, whole", "surfaces and stems", "MB", whole, words)


def growth(bench: Bench) -> Iterator[Row]:
    small = min(SIZES["10k"], bench.items // 10)
    large = bench.archive(bench.items)
    each = [bench.filled(items).cpu / items * 1e3 for items in (bench.items, small)]
    job = f"an item of {bench.items:,}"
    yield Row(job, f"of {small:,}", "CPU ms", each[0], each[1], False, 1.5, 1.1)
    with TemporaryDirectory(dir=bench.folder) as room:
        grown = Path(room, "large")
        shutil.copytree(large, grown)
        add = "tests.bench.speed_archive:add_one"
        more, first = (call(add, str(place)).cpu for place in (grown, Path(room, "empty")))
    yield Row(f"one report to {bench.items:,}", "to none", "CPU s", more, first, False, 3, 1.5)


def cold(bench: Bench) -> Iterator[Row]:
    archive = str(bench.archive(bench.items))
    imports = [sys.executable, "-c", "import click, sqlite3"]
    for kind in ("word", "compound"):  # one that half of all items have, and a rare one
        search = [*SPARHUND, "search", word(kind), "--archive", archive]
        run(search, COMPILED)  # what is read of an index once and never again
        jobs = (search, imports)
        ours, theirs = (sum(run(job, COMPILED).cpu for _ in range(5)) / 5 for job in jobs)
        job = f"cold search of {bench.items:,} items, {kind}"
        yield Row(job, "import click, sqlite3", "CPU s", ours, theirs, False, 6, 3)


GROUPS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "reading": reading,
    "folder": folder,
    "index": index,
    "people": people,
    "growth": growth,
    "cold": cold,
}


def word(kind: str = "word") -> str:
    """A word that someone may ask for; a seed away from being any other."""
    return next(asked.text for asked in queries(QUERIES, seed=4) if asked.kind == kind)


def say(what: str) -> None:
    """Progress, for who waits."""
    print(f"… {what}", file=sys.stderr, flush=True)


def table(rows: Sequence[Row]) -> Table:
    """The rows as people read them."""
    columns = ["job", "against", "unit", "ours", "theirs", "ratio", "must", "reach", "met"]
    return Table("Speed", columns, [_cells(row) for row in rows])


def _cells(row: Row) -> list[Cell]:
    def limit(value: float | None) -> str:
        if value is None:
            return "–"
        return f"{'>' if row.faster else '<'} {value:g}"

    rival = "–" if row.rival is None else f"{row.rival:.3g}"
    how = "times faster" if row.faster else "of its cost"
    ratio = "–" if row.ratio is None else f"{row.ratio:.2f} {how}"
    ends = (limit(row.must), limit(row.reach), row.met)
    return [row.job, row.against, row.unit, f"{row.figure:.3g}", rival, ratio, *ends]


def measure(folder: Path, items: int, groups: Sequence[str]) -> tuple[list[Row], list[str]]:
    """The rows of the groups, and the rivals that are not installed."""
    bench = Bench(folder, items)
    rows: list[Row] = []
    for name in groups:
        say(name)
        rows += GROUPS[name](bench)
    return rows, bench.missing


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        prog="tests.bench.speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--size", choices=SIZES, default="10k")
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=list(GROUPS))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path, dest="out", default=Path("speed.json"))
    asked = parser.parse_args()
    with ExitStack() as stack:
        place = asked.folder or Path(stack.enter_context(TemporaryDirectory()))
        place.mkdir(parents=True, exist_ok=True)
        rows, missing = measure(place.resolve(), SIZES[asked.size], asked.only)
    print(table(rows))
    for name in missing:
        print(f"left out, not installed: {name}")
    told = [{**asdict(row), "ratio": row.ratio, "met": row.met} for row in rows]
    about = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "size": asked.size,
    }
    asked.out.write_text(json.dumps({**about, "missing": missing, "rows": told}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
