"""The generated chronicle: sound for every seed, the same for the same seed, rich in kinds."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from corpus import check, expand, threads, truth
from corpus.chronicle import Chronicle
from corpus.generate import generate

SEEDS = range(6)
chronicle_of = cache(generate)


def changes(chronicle: Chronicle) -> Counter[str]:
    counted: Counter[str] = Counter()
    for series in chronicle.series:
        for thread in threads.threads(series, expand.reports(series)):
            counted.update(change for version in thread.versions for change in version.changes)
            counted["pause"] += len(thread.pauses)
            counted["dropped"] += thread.dropped is not None
    return counted


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seed_gives_a_sound_chronicle(seed: int) -> None:
    chronicle = chronicle_of(seed)
    assert check.problems(chronicle) == []
    weekly, monthly = chronicle.series
    assert len(weekly.reports) >= 30
    assert len(weekly.storylines) >= 40
    assert len(monthly.reports) >= 8
    assert len(weekly.missing) == 2
    assert weekly.title_on(weekly.retitled[0].since) != weekly.title
    assert len(chronicle.topics) >= 12
    assert {"done", "moved"} <= {deadline.outcome for deadline in chronicle.deadlines}


def test_the_same_seed_gives_the_same_and_another_seed_another() -> None:
    assert generate(3) == chronicle_of(3)
    assert generate(3) != chronicle_of(4)


def test_all_kinds_of_change_happen() -> None:
    counted = sum((changes(chronicle_of(seed)) for seed in SEEDS), Counter())
    kinds = ("unchanged", "reworded", "spelling", "moved", "returned", "split", "merged", "pause")
    assert [kind for kind in kinds if counted[kind] < len(SEEDS)] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_about_a_query_says_its_words(seed: int) -> None:
    """Else no search could be asked to find it. Compounds hold it, inflections begin alike."""
    chronicle = chronicle_of(seed)
    short = {name.name.lower(): name.abbreviation for name in chronicle.names}
    said = {
        f"{story.id}@{at.since}": at.text.plain.lower()
        for series in chronicle.series
        for story in series.storylines
        for at in story.at
        if at.text
    }
    for topic in chronicle.topics:
        query = topic.query.lower()
        for name, abbreviation in short.items():
            if abbreviation and name in query:
                query = query.replace(name, abbreviation.lower())
        full = {(short[name] or "").lower(): name for name in short}
        for version in topic.about:
            text = said[version]
            roots = [word[:5] for word in query.split()]
            assert all(root in text or full.get(root, "\n") in text for root in roots), version


def test_the_truth_of_it_has_every_report_and_thread() -> None:
    chronicle = chronicle_of(5)
    reports = [report for series in chronicle.series for report in expand.reports(series)]
    known = truth.truth(chronicle, reports, (), {})
    editions = [report for report in known["reports"] if report["edition_of"]]
    assert len(known["reports"]) == len(reports)
    assert len(editions) == 1
