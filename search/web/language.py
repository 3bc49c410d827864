"""Swedish and English: the words of the interface, out of `words.toml`.

What stands in the reports is Swedish and stays so; pages mark it with `lang`. Errors come from the
rooms below in English; the table `[messages]` gives their Swedish by pattern, and what it does not
know is shown as it is, marked as English.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_LONGEST = 500  # characters that the patterns are tried on: some take more than linear time
_SPACE = "\u00a0"  # between thousands, as Swedish writes them; clear in English too


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: Language
    table: Mapping[str, str]

    def __call__(self, key: str, **values: Any) -> str:
        """The words for a key. Numbers among the values are written as the language does."""
        return self.table[key].format(**{name: self._put(one) for name, one in values.items()})

    def count(self, key: str, number_: int) -> str:
        """`1 rapport`, `84 rapporter`: the key with `.one` or `.many`."""
        return self(f"{key}.{'one' if number_ == 1 else 'many'}", n=number_)

    def _put(self, value: Any) -> Any:
        match value:
            case bool():
                return value
            case int():
                return number(value)
            case float():
                return str(value).replace(".", "," if self.language == "sv" else ".")
        return value


def number(value: int) -> str:
    """2530 as `2 530`."""
    return f"{value:,}".replace(",", _SPACE)


def chosen(cookie: str | None) -> Language:
    """The language that a visitor chose; Swedish for all who did not."""
    return next((one for one in LANGUAGES if one == cookie), "sv")


@cache
def words(language: Language) -> Words:
    """The words of a language."""
    place = LANGUAGES.index(language)
    return Words(language, {key: both[place] for key, both in _tables()["words"].items()})


def message(text: str, language: Language) -> tuple[str, Language]:
    """An error's message in a language, and the language that it is in after all."""
    if language == "sv" and len(text) <= _LONGEST:
        for pattern, swedish in _patterns():
            if match := pattern.fullmatch(text):
                return swedish.format(*match.groups()), "sv"
    return text, "en"


def sentences(language: Language, *texts: str) -> tuple[tuple[str, Language], ...]:
    """Messages as sentences in a language, each with the one that it is in; empty ones left out."""
    said = [message(text, language) for text in texts if text]
    return tuple((text if text[-1] in ".!?" else f"{text}.", its) for text, its in said)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.escape(english).replace(r"\{\}", "(.*?)"), re.DOTALL), swedish)
        for english, swedish in _tables()["messages"].items()
    )


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))
