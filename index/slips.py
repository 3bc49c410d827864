"""How a word may stand misspelt in a text: each spelling that one common slip makes of it.

A text is indexed as it stands, so `kommitté` would miss the `komittén` of a hurried writer. The
slips are those that people and keyboards make of Swedish words (doubled consonants lead every
list of errors): a letter left out, neighbours swapped, a letter doubled, the wrong one of two
doubled (`abbonemang`), one put for another that sounds or is written much the same (`e` and `ä`,
`d` and `t`), and all of å ä ö é typed without their marks.

A few dozen spellings a word: they are looked up as they are, where comparing a word with the whole
vocabulary would cost more than the search. An arbitrary letter too many is therefore not among
them, nor one put for an unlike one.
"""

from __future__ import annotations

from collections.abc import Iterator

SHORTEST = 5  # letters of what is left of a word by stemming

_LIKENESS = """
eäi åao äae öo ée oå iey yi cs sc dt td gj jg kc mn nm vw
"""
_ALIKE = {letters[0]: letters[1:] for letters in _LIKENESS.split()}  # what may stand for a letter
_CONSONANTS = frozenset("bcdfghjklmnpqrstvwxz")
_BARE = str.maketrans("åäöéüè", "aaoeue")


def slips(word: str) -> frozenset[str]:
    """The misspelt forms of a lower-case word or stem; its first letter is taken to be right,
    marks aside."""
    if len(word) < SHORTEST:
        return frozenset()
    return frozenset(_slips(word)) - {word}


def _slips(word: str) -> Iterator[str]:
    yield word.translate(_BARE)
    for place in range(len(word)):
        before, letter, behind = word[:place], word[place], word[place + 1 :]
        if place:
            yield before + behind
            yield before + behind[:1] + letter + behind[1:]
        for other in _ALIKE.get(letter, "") if place else letter.translate(_BARE):
            yield before + other + behind
        if place and letter == before[-1]:
            yield from _doubled(before + behind)
    yield from _doubled(word)


def _doubled(word: str) -> Iterator[str]:
    for place, letter in enumerate(word):
        if place and letter in _CONSONANTS:
            yield word[:place] + letter + word[place:]
