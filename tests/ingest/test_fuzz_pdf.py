"""The corpus's PDFs, damaged at random: each is read, or refused by one of our errors, in time.

40 mutants in a plain run; `SPARHUND_FUZZ=5000 pytest tests/ingest/test_fuzz_pdf.py` for a night,
with `SPARHUND_FUZZ_SEED` another start. A finding names its seed; it becomes a case of `zoo_pdf`.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from ingest.errors import Damaged, ReadError, WorkerFailed
from ingest.limits import Limits
from ingest.report import Report
from ingest.worker import parse_file, read_all

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"
MUTANTS = int(os.environ.get("SPARHUND_FUZZ", "40"))
SEED = int(os.environ.get("SPARHUND_FUZZ_SEED", "0"))
LARGEST = 60_000  # bytes: small files are read quickly, and are damaged as well as large ones
LIMITS = Limits(seconds=120, stall=60, workers=2)
NUMBERS = (b"0", b"-1", b"2147483648", b"99999999999999999999", b"1e9", b"0.0000001", b"nan")
NAMES = (b"/Kids", b"/Parent", b"/Contents", b"/Length", b"/Filter", b"/K", b"/Pg", b"/Resources")
JUNK = (b"\x00", b">>", b"<<", b"[", b"]", b"(", b"endstream", b"endobj", b" 0 R", b"\xff\xfe")


def somewhere(data: bytes, chance: random.Random, pattern: bytes) -> tuple[int, int]:
    """Where one of the places is that a pattern matches; the file's end where none is."""
    places = [match.span() for match in re.finditer(pattern, data)]
    return chance.choice(places) if places else (len(data), len(data))


def replaced(pattern: bytes, values: tuple[bytes, ...]) -> Callable[[bytes, random.Random], bytes]:
    def mutate(data: bytes, chance: random.Random) -> bytes:
        start, end = somewhere(data, chance, pattern)
        return data[:start] + chance.choice(values) + data[end:]

    return mutate


def redirected(data: bytes, chance: random.Random) -> bytes:
    """A reference leads to another object: cycles, wrong kinds."""
    start, end = somewhere(data, chance, rb"\b\d+(?= 0 R)")
    return data[:start] + b"%d" % chance.randrange(1, 60) + data[end:]


def flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(2_000) :]


def doubled(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    end = start + chance.randrange(2_000)
    return data[:end] + data[start:end] + data[end:]


def scattered(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(JUNK) + data[at:]


MUTATIONS = (
    replaced(rb"\b\d+\b", NUMBERS),
    replaced(rb"/[A-Z]\w+", NAMES),
    redirected,
    redirected,
    flipped,
    cut,
    doubled,
    scattered,
)


def mutants(folder: Path, seed: int) -> Iterator[Path]:
    """Damaged files for ever, each called by the seed that makes it."""
    whole = [file.read_bytes() for file in sorted(CORPUS.rglob("*.pdf"))]
    small = [data for data in whole if len(data) <= LARGEST]
    while True:
        chance = random.Random(seed)
        data = chance.choice(small)
        for _ in range(chance.randint(1, 6)):
            data = chance.choice(MUTATIONS)(data, chance) or b"%PDF-"
        file = folder / f"{seed}.pdf"
        file.write_bytes(data)
        yield file
        seed += 1


def is_finding(outcome: Report | ReadError) -> bool:
    """Whether a reader hung, died, or raised what it should have known."""
    if isinstance(outcome, WorkerFailed):
        return True
    return isinstance(outcome, Damaged) and outcome.message.startswith("the reader failed on it")


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    findings = []
    read = 0
    files = islice(mutants(tmp_path, SEED), MUTANTS)
    for file, outcome in read_all(files, LIMITS, reader=parse_file):
        read += isinstance(outcome, Report)
        if is_finding(outcome):
            findings.append(f"{file.name}: {outcome}")
        else:
            file.unlink()
    assert findings == []
    assert read > MUTANTS / 10, "most are damaged beyond reading: that tries little"
