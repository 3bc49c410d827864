"""Twenty people search an archive of made reports at once: errors, and how long pages take.

    python -m tests.bench.web_load [--items 100000] [--people 20] [--seconds 60] [--pause 2]
                                   [--tracers 0]

Server and people are processes of their own. A person asks for a search page, reads for about
`pause` seconds (exponentially distributed) and asks the next; each has other queries, so that few
answers are kept ones. Printed first: how long the engine alone takes for such queries. Tracers are
further people who follow their queries over time, which is heavy, while the others search.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

from index.archive import open_archive
from index.rows import Scope
from search.find import find
from tests.bench.speed_archive import fill
from tests.bench.speed_items import queries
from tests.web.serving import serving

ALONE = 999_983  # a seed that no person has
ASKED = 500  # queries that a person has at hand
Times = list[tuple[int, float]]  # status and seconds


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=2.0)
    parser.add_argument("--tracers", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        fill(options.items, str(archive))
        own = _engine(archive, [one.text for one in queries(200, seed=ALONE)])
        print(f"the engine alone: {_told(own)}")
        with serving(archive) as address, multiprocessing.get_context("spawn").Pool(3) as pool:
            half, people = options.people // 2, options.people
            shares = [
                (f"{address}/{page}", seeds, options.seconds, options.pause)
                for page, seeds in (
                    ("search", range(half)),
                    ("search", range(half, people)),
                    ("trace", range(people, people + options.tracers)),
                )
                if seeds
            ]
            *searches, last = pool.starmap(_people, shares)
    traces = last if options.tracers else []
    searches = searches if options.tracers else [*searches, last]
    for who, asked in ((f"{people} people", sum(searches, Times())), ("tracers", traces)):
        if asked:
            errors = sum(status != 200 for status, _ in asked)
            print(f"{who}: {_told([took for _, took in asked])}, {errors} errors")


def _engine(archive: Path, queries: Sequence[str]) -> list[float]:
    took: list[float] = []
    with open_archive(archive) as opened:
        for query in queries:
            start = time.perf_counter()
            list(find(opened, query, Scope()).hits)
            took.append(time.perf_counter() - start)
    return took


def _people(address: str, seeds: range, seconds: float, pause: float) -> Times:
    """Several people in one process, each in a thread."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(seeds)) as people:
        return sum(people.map(lambda seed: _person(address, seed, seconds, pause), seeds), Times())


def _person(address: str, seed: int, seconds: float, pause: float) -> Times:
    dice = random.Random(seed + 1)
    mine = queries(ASKED, seed=100 + seed)
    asked: Times = []
    end = time.monotonic() + seconds
    time.sleep(dice.uniform(0, pause))
    for query in mine:
        if time.monotonic() >= end:
            break
        start = time.perf_counter()
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        connection.request("GET", f"{urlsplit(address).path}?q={quote(query.text)}")
        answer = connection.getresponse()
        answer.read()
        connection.close()
        asked.append((answer.status, time.perf_counter() - start))
        time.sleep(dice.expovariate(1 / pause))
    return asked


def _told(took: Sequence[float]) -> str:
    ordered = sorted(took)
    half, most = (ordered[int(share * (len(ordered) - 1))] * 1000 for share in (0.5, 0.95))
    return f"{len(took)} answers, median {half:.0f} ms, p95 {most:.0f} ms"


if __name__ == "__main__":
    main()
