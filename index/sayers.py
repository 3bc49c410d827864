"""Which threads share most words with a text: sums for thousands of threads at once.

The threads whose last item has a word are the bits of one whole number. The sums of the words that
threads share with a text are held by such numbers too, one for each binary digit (Rinfret, O'Neil &
O'Neil 2001, "Bit-sliced index arithmetic"). So to add a word's weight for all threads takes a few
operations on some hundred bytes, and the largest sums are found from the highest digit down.

Weights are rounded for that, so those that may be among the largest are a few more than asked for.
Most words are said by few, and are kept as sets: a number of which few bits are 1 takes more room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.similarity import Profile

_PRECISION = 64  # of a weight, which is about 0.7 to 10
_FEW = 8  # threads that are always a set
_SPARSE = 256  # bits for each that is 1, from which on a set takes less room


class Sayers:
    """Which threads have a word in their last item: goes on from number to number.

    Threads are given out as the bits of a whole number; those of dropped threads go to others.
    """

    def __init__(self) -> None:
        self._said: dict[str, set[int] | int] = {}  # word -> the bits of those who say it
        self._bits: dict[int, int] = {}  # of each thread
        self._threads: list[int] = []  # of each bit
        self._free: list[int] = []

    def of(self, stem: str) -> int:
        """Those that say a word."""
        bits = self._said.get(stem, 0)
        return bits if isinstance(bits, int) else self._whole(bits)

    def all_of(self, threads: Iterable[int]) -> int:
        """Threads as a whole number."""
        return self._whole([self._bits[thread] for thread in threads])

    def each(self, whole: int) -> Iterator[int]:
        """The threads of a whole number."""
        while whole:
            lowest = whole & -whole
            yield self._threads[lowest.bit_length() - 1]
            whole ^= lowest

    def add(self, thread: int, said: Profile) -> None:
        if self._free:
            bit = self._free.pop()
            self._threads[bit] = thread
        else:
            bit = len(self._threads)
            self._threads.append(thread)
        self._bits[thread] = bit
        few = max(_FEW, len(self._threads) // _SPARSE)
        for stem in said.bag:
            bits = self._said.setdefault(stem, set())
            if isinstance(bits, int):
                self._said[stem] = bits | 1 << bit
            else:
                bits.add(bit)
                if len(bits) > few:
                    self._said[stem] = self._whole(bits)

    def drop(self, thread: int, said: Profile) -> None:
        bit = self._bits.pop(thread)
        self._free.append(bit)
        for stem in said.bag:
            bits = self._said[stem]
            if isinstance(bits, int):
                bits = self._said[stem] = bits ^ 1 << bit
            else:
                bits.remove(bit)
            if not bits:
                del self._said[stem]

    def _whole(self, bits: Iterable[int]) -> int:
        found = bytearray(len(self._threads) // 8 + 1)
        for bit in bits:
            found[bit >> 3] |= 1 << (bit & 7)
        return int.from_bytes(found, "little")


def largest(words: Sequence[tuple[int, float]], count: int) -> int:
    """Those with the largest sums of weights: at least so many, if there are, and all of them.

    `words` are sets, as whole numbers, with their weights.
    """
    digits = _sums([(said, round(weight * _PRECISION)) for said, weight in words])
    some = 0
    for digit in digits:
        some |= digit
    if some.bit_count() <= count:
        return some
    # rounding may have moved two sums by half a step for each word, towards each other
    return _at_least(digits, some, _last(digits, some, count) - len(words))


def _sums(words: Iterable[tuple[int, int]]) -> list[int]:
    """The sums of whole weights: for each binary digit, the lowest first, who has it."""
    digits: list[int] = []
    for said, weight in words:
        for place in range(weight.bit_length()):
            carry, at = said if weight >> place & 1 else 0, place
            while carry:
                if at >= len(digits):
                    digits += [0] * (at + 1 - len(digits))
                digits[at], carry = digits[at] ^ carry, digits[at] & carry
                at += 1
    return digits


def _last(digits: Sequence[int], some: int, count: int) -> int:
    """The sum that the last of the `count` largest has."""
    last = 0
    for place, digit in reversed(list(enumerate(digits))):
        having = some & digit
        if having.bit_count() >= count:
            some = having
            last |= 1 << place
        else:
            some ^= having
            count -= having.bit_count()
    return last


def _at_least(digits: Sequence[int], some: int, least: int) -> int:
    """Those of `some` whose sum is at least so much."""
    if least <= 0:
        return some
    more, equal = 0, some
    for place, digit in reversed(list(enumerate(digits))):
        if least >> place & 1:
            equal &= digit
        else:
            more |= equal & digit
            equal &= ~digit
    return more | equal
