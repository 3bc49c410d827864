"""What a name means that people type for a heading, a series or a report."""

from __future__ import annotations

import re
from collections.abc import Iterable


def called(asked: str, names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The values that are called so, of (name, value): by their whole name, else by its words.

    By its words: each word asked for begins a word of the name, in any order.
    """
    pairs = list(names)
    whole = asked.casefold()
    values = [value for name, value in pairs if whole in (name.casefold(), value.casefold())]
    if not values:
        words = _words(whole)
        values = [value for name, value in pairs if _begin(words, _words(name.casefold()))]
    return tuple(dict.fromkeys(values))


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name)


def _begin(starts: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in starts)
