"""What a name means that people type for a heading, a series or a report."""

from __future__ import annotations

import re
from collections.abc import Iterable


def called(asked: str, names: Iterable[tuple[str, str]], *, one: bool = True) -> tuple[str, ...]:
    """The values that are called so, of (name, value): by their whole name, or by its words.

    By its words: each word asked for begins a word of the name, in any order. Where `one` is meant
    (a series, a report), a whole name keeps the others out; a section may have many headings.
    """
    pairs = list(names)
    whole = asked.casefold()
    words = _words(whole)
    exact = [value for name, value in pairs if whole in (name.casefold(), value.casefold())]
    if (exact and one) or not words:
        return tuple(dict.fromkeys(exact))
    return tuple(
        dict.fromkeys(
            value
            for name, value in pairs
            if value in exact or _begin(words, _words(name.casefold()))
        )
    )


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name)


def _begin(starts: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in starts)
