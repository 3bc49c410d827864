"""index/sayers.py: which threads share most words with a text."""

from __future__ import annotations

import sys
from math import fsum, log

from hypothesis import given
from hypothesis.strategies import floats, frozensets, integers, lists, tuples

from index.sayers import Sayers, largest
from index.similarity import Profile, profile

THREADS = frozensets(integers(0, 80), min_size=1)
WEIGHTS = floats(log(2), 12)


@given(lists(tuples(THREADS, WEIGHTS), max_size=40), integers(1, 12))
def test_none_of_the_largest_sums_is_missed(
    words: list[tuple[frozenset[int], float]], count: int
) -> None:
    found = largest([(sum(1 << at for at in said), weight) for said, weight in words], count)
    sums = {at: fsum(weight for said, weight in words if at in said) for at in range(81)}
    having = sorted((total for total in sums.values() if total), reverse=True)
    for at, total in sums.items():
        if total and (len(having) <= count or total >= having[count - 1]):
            assert found >> at & 1, (at, total)
        assert total or not found >> at & 1, "it shares nothing"


def test_few_more_than_asked_for_are_among_the_largest() -> None:
    """Or the exact sums would have to be worked out for all."""
    sets = [sum(1 << at for at in range(1000) if at % prime == 0) for prime in (2, 3, 5, 7, 11, 13)]
    words = [(said, 1 + at / 7) for at, said in enumerate(sets)]
    assert 10 <= largest(words, 10).bit_count() <= 15


@given(lists(tuples(integers(0, 30), integers(0, 4)), max_size=120))
def test_threads_come_and_go(steps: list[tuple[int, int]]) -> None:
    """Each step gives a thread another text, or takes it out where it has that text."""
    texts = [profile(text) for text in ("vatten", "vatten och luft", "luft", "mark", "mark vatten")]
    sayers, at_hand = Sayers(), dict[int, Profile]()
    for thread, text in steps:
        if thread in at_hand:
            sayers.drop(thread, was := at_hand.pop(thread))
            if was is texts[text]:
                continue
        sayers.add(thread, texts[text])
        at_hand[thread] = texts[text]
    for stem in ("vatt", "luft", "mark"):
        said = {thread for thread, text in at_hand.items() if stem in text.bag}
        assert set(sayers.each(sayers.of(stem))) == said
        assert sayers.all_of(said) == sayers.of(stem)
    bits = sayers.all_of(at_hand).bit_length()
    assert bits <= 31, "bits of threads that are gone must go to others"


def test_rare_words_of_very_many_threads_take_little_room() -> None:
    """A list of a hundred thousand things that each have a name of their own."""
    sayers = Sayers()
    for thread in range(20_000):
        sayers.add(thread, profile(f"namn{thread} ort"))
    assert sum(map(sys.getsizeof, sayers._said.values())) < 10_000_000
