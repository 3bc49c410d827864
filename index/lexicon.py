"""Swedish compounds: a word -> the words it is made of, by a frozen list of words.

    upphandlingsskadeavgiften -> upphandlings | skade | avgiften

Method: cut the word where a first element ends and what is left is a word, or can be cut itself;
the fewest cuts win, then the longest last element (a Swedish compound is headed by its last
element). A first element is more than a word: it may carry a linking s (`upphandlings`) or change
its vowel (`skade`, `kvinno`, `hälso`). Which forms exist is taken from the list itself: its marks
for first elements, and every beginning that stands before words in several of its own compounds.
Where a linking s is missing in a word that the list does not know (`upphandlingskadeavgift`, a
common slip), it is supplied.

What is not cut: words whose stem has fewer than 7 letters; after a prefix (`upp-handling` is no
handling); before what is an ending more often than a word (`-ande`, `-ning`); after syllables of
loans that happen to be words (`rap-port`). These closed classes stand below.

The list is hunspell-sv's (LGPL-3.0; found in its installed distribution, never copied into this
project; pinned, since terms depend on it). Reading it takes seconds, so it is compiled at first use
into sorted arrays of 64-bit hashes, mapped into memory and looked up by bisection: opening costs
nothing, a lookup a microsecond or two, and that any of a million strange words meets a hash of the
list has probability 1e-8. The file lies in the user's cache and can be deleted at any time.
"""

from __future__ import annotations

import mmap
import os
import tempfile
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import metadata
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from index.stemming import stem

DISTRIBUTION = "hunspell-sv"
SHORTEST = 7  # letters of the stem of a word that is cut
ELEMENT = 3  # letters of an element
DEEPEST = 3  # cuts one inside the other, from the left
SOME = 3  # compounds of the list that begin so: enough for a first element that it does not mark
FEW = 10  # enough for one of three letters, whether marked or not

_PREFIXES = frozenset(
    {"an", "av", "be", "bi", "bort", "efter", "ent", "er", "fram", "från", "för", "före", "genom"}
    | {"gen", "hem", "hän", "igenom", "in", "inne", "kring", "med", "miss", "mot", "ned", "ner"}
    | {"om", "på", "runt", "sam", "samman", "sär", "till", "tillbaka", "und", "under", "upp"}
    | {"uppe", "ur", "ut", "utan", "van", "vid", "vidare", "åter", "över", "oför", "omför"}
)
_SYLLABLES = frozenset(
    {"ans", "avt", "bes", "bet", "dis", "eds", "ens", "ers", "ets", "gem", "ins", "kom", "kombi"}
    | {"kon", "mes", "net", "nos", "pan", "par", "per", "pol", "pos", "pre", "pro", "rap", "rea"}
    | {"red", "reg", "rep", "ska", "sta", "sup", "ter", "tran", "änd", "ändr", "ätt"}
)
_ENDINGS = frozenset(
    {"ade", "ande", "anden", "ans", "ansen", "aren", "are", "arna", "ats", "bar", "bara", "bart"}
    | {"dan", "den", "der", "det", "else", "elsen", "elser", "ende", "enden", "ens", "ent", "ered"}
    | {"erna", "ets", "het", "heten", "heter", "ial", "ier", "inna", "ing", "ingen", "ingar"}
    | {"isk", "iska", "iskt", "ism", "ist", "ister", "lan", "lar", "las", "lig", "liga", "ligt"}
    | {"ling", "lingen", "lingar", "mar", "men", "mer", "met", "mets", "nen", "ner", "ning"}
    | {"ningen", "ningar", "orna", "ras", "ren", "rar", "sam", "samma", "samt", "ser", "sen"}
    | {"ten", "ter", "tion", "tionen", "tioner", "vare"}
)


class Lists(NamedTuple):
    """What a cut asks for, each a sorted sequence of hashes.

    `firsts` are first elements as written, `turned` those of them that end in o or u for a,
    `lasts` the stems of last elements, `stems` those of all words of the list.
    """

    firsts: memoryview | array[int]
    turned: memoryview | array[int]
    lasts: memoryview | array[int]
    stems: memoryview | array[int]


def parts(word: str) -> tuple[str, ...]:
    """The terms of a compound's parts: each element and each run of elements but the whole.

    And the whole, as the stems of its elements: it is the same with and without a linking s.
    Empty for a word that is none.
    """
    stems = [_element_stem(element) for element in elements(word)]
    runs = [
        "".join(stems[start:end])
        for start in range(len(stems))
        for end in range(start + 1, len(stems) + 1)
    ]
    return tuple(dict.fromkeys(runs))


def known(word: str) -> bool:
    """Whether the list has a form of the word: it is Swedish, whatever the archive says."""
    return _has(_lists().stems, stem(word))


@lru_cache(maxsize=200_000)
def elements(word: str) -> tuple[str, ...]:
    """The elements of a lower-case compound, as written; () for a word that is none."""
    if len(word) < SHORTEST or not word.isalpha() or len(stem(word)) < SHORTEST:
        return ()
    lists = _lists()
    cut = _cut(word, lists, strict=known(word), depth=0)
    return tuple(_finer(cut, lists)) if cut else ()


def _finer(cut: Iterable[str], lists: Lists) -> Iterator[str]:
    for element in cut:
        inner = _cut(element, lists, strict=True, depth=0) if len(element) >= SHORTEST else ()
        if inner and len(stem(element)) >= SHORTEST:
            yield from _finer(inner, lists)
        else:
            yield element


def _cut(word: str, lists: Lists, *, strict: bool, depth: int) -> tuple[str, ...]:
    """The best cut of a word into first elements and a last one; `strict` supplies no s."""
    best: tuple[str, ...] = ()
    for place in range(ELEMENT, len(word) - ELEMENT + 1):
        first, rest = word[:place], word[place:]
        if not _is_first(first, lists, strict=strict):
            continue
        cut: tuple[str, ...] = ()
        if rest not in _ENDINGS and _has(lists.lasts, stem(rest)):
            cut = (first, rest)
        elif depth < DEEPEST and (inner := _cut(rest, lists, strict=strict, depth=depth + 1)):
            cut = (first, *inner)
        if cut and (not best or (len(cut), -len(cut[-1])) < (len(best), -len(best[-1]))):
            best = cut
    return best


def _is_first(text: str, lists: Lists, *, strict: bool) -> bool:
    if text in _SYLLABLES or text in _PREFIXES or text.removesuffix("s") in _PREFIXES:
        return False
    return _has(lists.firsts, text) or (
        not strict and len(text) > ELEMENT + 1 and _has(lists.firsts, text + "s")
    )


def _element_stem(element: str) -> str:
    turned = _has(_lists().turned, element)
    return stem(element[:-1] + "a" if turned else element)


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def _has(hashes: memoryview | array[int], word: str) -> bool:
    wanted = _hash(word)
    place = bisect_left(hashes, wanted)
    return place < len(hashes) and hashes[place] == wanted


# -- the compiled file -----------------------------------------------------------------------


@cache
def _lists() -> Lists:
    """The lists, from the cache; compiled into it when they are not there."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sparhund"
    path = folder / f"lexicon-{metadata.version(DISTRIBUTION)}-{_recipe()}.bin"
    try:
        return _opened(path)
    except FileNotFoundError:
        compiled = _packed(_compiled(_words()))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(compiled)
        Path(file.name).replace(path)
    except OSError:  # nowhere to keep it: for this process alone
        return _unpacked(memoryview(compiled))
    return _opened(path)


def _recipe() -> str:
    """A digest of what decides the lists beside the dictionary: this file and the stemmer."""
    sources = (Path(__file__), Path(__file__).with_name("stemming.py"))
    return blake2b(b"".join(s.read_bytes() for s in sources), digest_size=6).hexdigest()


def _opened(path: Path) -> Lists:
    with path.open("rb") as file:
        return _unpacked(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))


def _packed(lists: Iterable[Iterable[str]]) -> bytes:
    """The count of each list, then each list; 64 bits a number, in the machine's byte order."""
    hashes = [array("Q", sorted({_hash(word) for word in words})) for words in lists]
    counts = array("Q", map(len, hashes))
    return b"".join(numbers.tobytes() for numbers in (counts, *hashes))


def _unpacked(data: memoryview) -> Lists:
    numbers = data.cast("Q")
    counts = numbers[: len(Lists._fields)].tolist()
    ends = list(accumulate(counts, initial=len(counts)))
    return Lists(*(numbers[start:end] for start, end in pairwise(ends)))


def _words() -> dict[str, str]:
    """The words of the dictionary in lower case with their flags (one letter each)."""
    installed = metadata.distribution(DISTRIBUTION)
    path = next(file for file in installed.files or () if file.name == "sv_SE.dic")
    words: dict[str, str] = {}
    for line in Path(str(path.locate())).read_text(encoding="utf-8").splitlines()[1:]:
        word, _, rest = line.partition("/")
        flags = rest.split()[0] if rest.strip() else ""
        if word.isalpha() and "%" not in flags:  # %: forbidden
            words[word.lower()] = words.get(word.lower(), "") + flags
    return words


def _compiled(words: Mapping[str, str]) -> tuple[set[str], set[str], set[str], set[str]]:
    """(firsts, turned, lasts, stems). Flags: X, U, Z first elements, Y last; the small letters give
    the forms that words take as first elements (sv_SE.aff, the rules with W)."""
    ends = {word for word, flags in words.items() if "Y" in flags and len(word) >= ELEMENT}
    begun = Counter(
        word[:place]
        for word in words
        for place in range(ELEMENT, len(word) - ELEMENT + 1)
        if word[place:] in ends
    )
    marked = {form for word, flags in words.items() for form in _marked(word, flags)}
    seen = {text for text, number in begun.items() if number >= SOME and _base(text, words)}
    firsts = {
        text
        for text in marked | seen
        if len(text) > ELEMENT or (len(text) == ELEMENT and begun[text] >= FEW)
    }
    turned = {t for t in firsts if t[-1] in "ou" and t not in words and t[:-1] + "a" in words}
    turned |= {
        t for t in firsts if t[-1] == "o" and "Z" in words.get(t, "") and t[:-1] + "a" in words
    }
    lasts = {stem(word) for word in ends if word not in _ENDINGS}
    return firsts, turned, lasts, {stem(word) for word in words}


def _marked(word: str, flags: str) -> Iterator[str]:
    """The forms in which the dictionary marks a word as a first element."""
    bare = word[:-1] if word[-1] in "ae" else word
    if {"X", "U", "Z"} & set(flags):
        yield word
    if {"v", "f"} & set(flags):
        yield (word[:-1] if word[-1] == "a" else word) + "s"
    if {"u", "i"} & set(flags):
        yield bare + "es"
    if {"y", "h"} & set(flags):
        yield (word[:-1] if word[-1] == "a" else word) + "e"
    if "x" in flags and word[-1] in "ae":
        yield bare + "o"
    if "w" in flags and word[-1] == "a":
        yield bare + "u"


def _base(text: str, words: Mapping[str, str]) -> bool:
    """Whether a beginning is a word, or one in a linking form."""
    if text in words:
        return True
    if text[-1] == "s":
        return text[:-1] in words or text[:-1] + "e" in words
    return (text[-1] in "eou" and text[:-1] + "a" in words) or text + "a" in words
