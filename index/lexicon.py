"""Swedish compounds: a word -> the words it is made of, by a frozen list of words.

    upphandlingsskadeavgiften -> upphandlings | skade | avgiften

Method: cut the word where a first element ends and what is left is a word, or can be cut itself;
the fewest cuts win, then the first element that begins most compounds of the list, as a power of
two (`drift|stopp`, not `drifts|topp`), then the longest (`bild|rulle`). A first element is more
than a word: it may carry a linking s (`upphandlings`) or change its vowel (`skade`, `kvinno`,
`hälso`). Which forms exist is taken from the list itself: its marks for first elements, and every
beginning that stands before words in several of its own compounds. In words that the list does not
know, two elements may share one of three like letters (`loggranskning`), and a linking s may be
missing (`upphandlingskadeavgift`, a common slip).

What is not cut: words whose stem has fewer than 7 letters; after a prefix (`upp-handling` is no
handling); before what is an ending more often than a word (`-ande`, `-ning`); after syllables of
loans that happen to be words (`rap-port`). These closed classes stand below.

Elements have three letters or more, since most pairs of letters are a word: but for `el`, `kö` and
`år`, which are asked for alone and begin or end compounds that nothing else explains (`elnät`,
`vårdkö`, `budgetår`). `-kön` is a queue but after the few elements of _SEX (`kvinnokön`).

The list is hunspell-sv's (LGPL-3.0; found in its installed distribution, never copied into this
project; pinned, since terms depend on it). Reading it takes seconds, so it is compiled at first use
into tables that are mapped into memory (`word_tables.py`). The file (10 MB) lies in the user's
cache and can be deleted at any time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from index.place import cache_folder
from index.stemming import snowball, stem
from index.word_tables import Table, find, kept

DISTRIBUTION, VERSION = "hunspell-sv", "2026.10.25"
SHORTEST = 7  # letters of the stem of a word that is cut
LONGEST = 100  # letters; longer is no word, and parts grow with the square
SURNAME = 11  # letters
ELEMENT = 3  # letters of an element
DEEPEST = 3  # cuts one inside the other, from the left
STRANGE = 4  # letters of an element that the list does not know; one more of what is behind it
SOME = 3  # compounds of the list that begin so: enough for a first element that it does not mark
COMMON = "="  # beside the flags of the dictionary
FEW = 10  # enough for one of three letters, whether marked or not
NONE, HOPELESS = -1, -2  # of a first element: it is none; nor is anything that begins so

_PREFIXES = frozenset(
    {"an", "av", "be", "bi", "bort", "efter", "ent", "er", "fram", "från", "för", "före", "genom"}
    | {"gen", "hem", "hän", "igenom", "in", "inne", "kring", "med", "miss", "mot", "ned", "ner"}
    | {"om", "på", "runt", "sam", "samman", "sär", "till", "tillbaka", "und", "under", "upp"}
    | {"uppe", "ur", "ut", "utan", "van", "vid", "vidare", "åter", "över", "oför", "omför"}
)
_SYLLABLES = frozenset(
    {"annon", "ans", "avt", "bes", "bet", "dis", "eds", "ens", "ers", "ets", "for", "gem", "ins"}
    | {"kom", "kombi", "kon", "kont", "mes", "misst", "net", "nos", "pan", "par", "per", "pol"}
    | {"pos", "pre", "pro", "rap", "rea", "red", "reg", "rep", "ska", "sta", "sup", "ter", "tran"}
    | {"trans", "tillr", "änd", "ändr", "ätt"}
)
_ENDINGS = frozenset(  # and what has the stem of one
    {"ade", "ande", "ans", "ansen", "aren", "are", "arna", "ats", "bar", "bara", "bart", "dan"}
    | {"den", "der", "det", "else", "elser", "ende", "ens", "ent", "era", "erade", "erande", "erat"}
    | {"ered", "ering", "erna", "ets", "gen", "het", "heten", "ial", "ier", "inna", "ing", "ingar"}
    | {"isk", "iska", "ism", "ist", "ister", "kap", "lan", "lar", "las", "lig", "liga", "lin"}
    | {"ling", "mar", "mellt", "men", "mer", "met", "mets", "nen", "ner", "ning", "orna", "pling"}
    | {"rade", "rades", "ras", "rat", "ren", "rar", "rera", "rollera", "sam", "samma", "samhet"}
    | {"samt", "ser", "sen", "sera", "serat", "ten", "ter", "tera", "terat", "tion", "var", "vare"}
)
_BRIEF_FIRSTS = ("el", "kö", "år")
_BRIEF_LASTS = re.compile(
    r"(.{3,}?)(kö(?:n|ns|er|ers|erna|ernas)?|(?<!.g|sl|st|.f)år(?:et|en|ens|ets|s)?)"
)
_SEX = re.compile(r"(barn|flick|han|hon|kvinno|mans?|person|pojk)(kön(?:e[tn])?s?)")  # no queue
_NO_BRIEF = (
    *("elland", "eller", "ellips", "elritsa", "elton", "elva", "elvis", "eländ"),
    *("kökar", "köpar", "köper", "köra", "köre", "kövan"),
)


class Lists(NamedTuple):
    """What a cut asks for, each a table of words (`word_tables.py`).

    `firsts` are first elements as written, each with 1 more than the power of two of how many
    compounds it begins, and with 0 what they begin with that is none itself; `turned` those of them
    that end in o or u for a; `lasts` the stems of last elements; `stems` those of all words of the
    list, with 1 if any is written in lower case: no name.
    """

    firsts: Table
    turned: Table
    lasts: Table
    stems: Table


def parts(word: str) -> tuple[str, ...]:
    """The terms of a compound's parts: each element and each run of elements, `whole` too.

    Empty for a word that is none. A word before which stands what the list does not know has no
    runs: nothing else is spelt like them.
    """
    stems = _stems(elements(word))
    if not stems:
        return tuple(_stems(_strange(word)))
    runs = [
        "".join(stems[start:end])
        for start in range(len(stems))
        for end in range(start + 1, len(stems) + 1)
    ]
    return tuple(dict.fromkeys(runs))


def names(word: str) -> tuple[str, ...]:
    """The terms by which a word is a part of others: its stem, and for a compound the stems of its
    elements joined, which are the same with and without a linking s."""
    joined = "".join(_stems(elements(word)))
    return tuple(dict.fromkeys((stem(word), joined or stem(word))))


def element(word: str) -> str:
    """The term that a word makes in a compound that it is an element of."""
    return "".join(_stems(elements(word) or (word,)))


def known(word: str) -> bool:
    """Whether the list has a form of the word: it is Swedish, whatever the archive says."""
    return find(_lists().stems, stem(word)) >= 0


def common(word: str) -> bool:
    """Whether the word is Swedish and no name: the list has a form of it in lower case, or none and
    it is a compound, longer than surnames that look like one (`Lindgren`)."""
    found = find(_lists().stems, stem(word))
    return found > 0 or (found < 0 and len(word) > SURNAME and bool(elements(word)))


@lru_cache(maxsize=200_000)
def elements(word: str) -> tuple[str, ...]:
    """The elements of a lower-case compound, as written; () for a word that is none."""
    if not word.isalpha() or len(word) > LONGEST:
        return ()
    if sex := _SEX.fullmatch(word):
        return (sex[1], sex[2])
    cut: tuple[str, ...] = ()
    if len(word) >= SHORTEST and len(snowball(word, "sv")) >= SHORTEST:
        cut = _cut(word, strict=known(word), depth=0)
    return tuple(_finer(cut or _brief(word)))


def _brief(word: str) -> tuple[str, ...]:
    """The cut of a word that begins or ends with an element of two letters."""
    if word.startswith(_BRIEF_FIRSTS) and not word.startswith(_NO_BRIEF):
        rest = word[2:]
        if len(rest) >= ELEMENT and _is_last(rest):
            return (word[:2], rest)
        cut = _cut(rest, strict=True, depth=0)
        return (word[:2], *cut) if cut else ()
    match = _BRIEF_LASTS.fullmatch(word)
    return (match[1], match[2]) if match and _first(match[1], strict=True) >= 0 else ()


def _strange(word: str) -> tuple[str, ...]:
    """A word that the list knows neither whole nor cut: a strange one before a word of the list, as
    in names of systems, English, slips (`cloud|tjänst`, `förlosnings|avdelning`)."""
    if word.isalpha() and len(word) <= LONGEST and not known(word):
        for place in range(STRANGE, len(word) - STRANGE):
            first, rest = word[:place], word[place:]
            if _is_last(rest) and not known(first):
                return (first, rest)
    return ()


def _finer(cut: Iterable[str]) -> Iterator[str]:
    for element in cut:
        inner = _cut(element, strict=True, depth=0) if len(element) >= SHORTEST else ()
        if inner and len(snowball(element, "sv")) >= SHORTEST:
            yield from _finer(inner)
        else:
            yield element


def _cut(word: str, *, strict: bool, depth: int) -> tuple[str, ...]:
    """The best cut of a word into first elements and a last one; `strict` supplies no letter."""
    best: tuple[str, ...] = ()
    best_key = (0, 0, 0)
    for place in range(ELEMENT, len(word) - ELEMENT + 1):
        first, rest = word[:place], word[place:]
        weight = _first(first, strict=strict)
        if weight == HOPELESS:
            break
        if weight < 0:
            continue
        cut: tuple[str, ...] = ()
        if _is_last(rest):
            cut = (first, rest)
        elif not strict and first[-1] == first[-2] != rest[0] and _is_last(first[-1] + rest):
            cut = (first, first[-1] + rest)
        elif depth < DEEPEST and (inner := _cut(rest, strict=strict, depth=depth + 1)):
            cut = (first, *inner)
        key = (-len(cut), weight, place)
        if cut and (not best or key > best_key):
            best, best_key = cut, key
    return best


@lru_cache(maxsize=20_000)
def _first(text: str, *, strict: bool) -> int:
    """How good a first element is, from 0; or NONE, or HOPELESS."""
    found = find(_lists().firsts, text)
    if found < 0:
        return HOPELESS
    if text in _SYLLABLES or text in _PREFIXES or text.removesuffix("s") in _PREFIXES:
        return NONE
    if found == 0 and not strict and len(text) > ELEMENT + 1:
        return 0 if find(_lists().firsts, text + "s") > 0 else NONE
    return found - 1


def _is_last(text: str) -> bool:
    return text not in _ENDINGS and find(_lists().lasts, stem(text)) >= 0


def _stems(cut: tuple[str, ...]) -> list[str]:
    stems = [_element_stem(element) for element in cut]
    if _SEX.fullmatch("".join(cut)):
        stems[0] = _element_stem(cut[0].removesuffix("s"))  # a man: manskön
    elif len(cut) > 1 and cut[-1] in ("kön", "köns"):
        stems[-1] = "kö"  # the queue: vårdkön
    return stems


def _element_stem(element: str) -> str:
    turned = element[-1] in "ou" and find(_lists().turned, element) >= 0
    return stem(element[:-1] + "a" if turned else element)


# -- the compiled file -----------------------------------------------------------------------


@cache
def _lists() -> Lists:
    path = cache_folder() / f"lexicon-{VERSION}-{_recipe()}.bin"
    return Lists(*kept(path, len(Lists._fields), lambda: _compiled(_words())))


def _recipe() -> str:
    """A digest of what decides the lists beside the dictionary: this file and the stemmer's."""
    names = ("lexicon.py", "word_tables.py", "stemming.py", "irregular.py")
    sources = [Path(__file__).with_name(name) for name in names]
    return blake2b(b"".join(s.read_bytes() for s in sources), digest_size=6).hexdigest()


def _words() -> dict[str, str]:
    """The words of the dictionary in lower case with their flags (one letter each), and COMMON for
    those that stand there in lower case."""
    from importlib import metadata  # 20 ms, needed once in the life of a machine

    installed = metadata.distribution(DISTRIBUTION)
    path = next(file for file in installed.files or () if file.name == "sv_SE.dic")
    words: dict[str, str] = {}
    for line in Path(str(path.locate())).read_text(encoding="utf-8").splitlines()[1:]:
        word, _, rest = line.partition("/")
        flags = rest.split()[0] if rest.strip() else ""
        if word.isalpha() and "%" not in flags:  # %: forbidden
            flags += COMMON * (word == word.lower())
            words[word.lower()] = words.get(word.lower(), "") + flags
    return words


def _compiled(words: Mapping[str, str]) -> tuple[dict[str, int], ...]:
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
    seen |= {text for text, number in begun.items() if number >= FEW and text + "a" in words}
    firsts = {
        text: min(begun[text].bit_length(), 14)
        for text in marked | seen
        if len(text) > ELEMENT or (len(text) == ELEMENT and begun[text] >= FEW)
    }
    begins = {text[:place] for text in firsts for place in range(ELEMENT, len(text))}
    turned = {t for t in firsts if t[-1] in "ou" and t not in words and t[:-1] + "a" in words}
    turned |= {
        t for t in firsts if t[-1] == "o" and "Z" in words.get(t, "") and t[:-1] + "a" in words
    }
    lasts = {stem(word) for word in ends} - {stem(ending) for ending in _ENDINGS}
    stems: dict[str, int] = {}
    for word, flags in words.items():
        stems[stem(word)] = max(stems.get(stem(word), 0), COMMON in flags)
    grades = dict.fromkeys(begins, 0) | {text: weight + 1 for text, weight in firsts.items()}
    return grades, dict.fromkeys(turned, 0), dict.fromkeys(lasts, 0), stems


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
    return text[-1] in "eou" and text[:-1] + "a" in words
