"""Did you mean."""

from __future__ import annotations

import pytest

from index.memory import MemoryVocabulary
from index.query import parse
from index.suggest import suggest

VOCABULARY = MemoryVocabulary(["Journalen journalen journal", "tillsyn", "Karlsson", "avgift"])


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("jornal", ("journalen",)),
        ("jurnl avgift", ("journalen avgift",)),
        ("tilsyn OR avgitf", ("tillsyn OR avgift",)),
        ("avgift", ()),
        ("xyzzyxyzzy", ()),
        ('"jornal"', ()),
        ("=jornal", ()),
        ("-jornal avgift", ()),
    ],
)
def test_suggest(text: str, suggested: tuple[str, ...]) -> None:
    assert suggest(parse(text), VOCABULARY) == suggested
