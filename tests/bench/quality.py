"""Quality against a known truth: `uv run python -m tests.bench.quality`.

Prints one table per subject. The truth is the corpus's (`corpus/truth.json`), or with `--seed N` that
of a second chronicle, generated and rendered for the occasion, that nobody has tuned on.

    --only structure,topics    these subjects alone
    --show N                   with structure: the first N deviations of each producer
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench import known
from tests.bench.deviations import shown
from tests.bench.reading import Reading, read
from tests.bench.score import Table, Tally
from tests.bench.structure_scores import Structure, agreement_table, same_items, score, table

CORPUS = Path(__file__).parents[2] / "corpus"


def main() -> int:
    """Print the tables that were asked for."""
    options = _options()
    truth, folder = known.load(CORPUS / "truth.json"), CORPUS / "reports"
    readings = read(truth, folder)
    for one in _structure(readings):
        print(f"{one}\n", flush=True)
    if options.show:
        print(shown(readings, options.show))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench.quality", description=__doc__)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    return parser.parse_args()


def _structure(readings: Iterable[Reading]) -> Iterable[Table]:
    scores: defaultdict[str, Structure] = defaultdict(Structure)
    by_report: defaultdict[str, list[Reading]] = defaultdict(list)
    failures = 0
    for reading in readings:
        by_report[reading.expected["id"]].append(reading)
        if reading.came is None:
            failures += 1
            continue
        links = reading.rendition["keeps_links"]
        scores[reading.rendition["producer"]] += score(reading.expected, reading.came, links=links)
    yield table(scores, failures)
    pairs: defaultdict[str, Tally] = defaultdict(Tally)
    for several in by_report.values():
        one, *others = several
        for other in others:
            if one.came and other.came:
                name = f"{one.rendition['producer']} – {other.rendition['producer']}"
                pairs[name] += same_items(one.came, other.came)
    yield agreement_table(pairs)


if __name__ == "__main__":
    sys.exit(main())
