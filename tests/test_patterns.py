"""No regular expression of ours explodes: hostile text costs each at most the square of its length.

All patterns of the three packages are found by looking: those that modules hold, and those written
inside a call such as `re.sub(…)`. Each is run on strings made from its own parts: what it repeats,
repeated some hundred times behind an example of the whole, alone and mixed with its other
characters, with an end that cannot match. A pattern whose work grows with the cube, or doubles with
each character, comes nowhere near its end in the time that is given.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from re import _constants as code
from re import _parser
from types import ModuleType
from typing import Any

import index
import ingest
import search

LENGTH = 300  # characters of a hostile string: its cube takes the bound some ten times
BOUND = 0.1  # seconds of the processor
MOST = 4  # parts of a pattern that are tried
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
OF_CATEGORY = {
    code.CATEGORY_DIGIT: "1",
    code.CATEGORY_SPACE: " ",
    code.CATEGORY_WORD: "a",
    code.CATEGORY_NOT_DIGIT: "x",
    code.CATEGORY_NOT_SPACE: "x",
    code.CATEGORY_NOT_WORD: "-",
}


# -- finding them ----------------------------------------------------------------------------


def modules() -> Iterator[ModuleType]:
    for package in (ingest, index, search):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def held(value: Any) -> Iterator[re.Pattern[Any]]:
    """The patterns in a module's global."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from held((*value.keys(), *value.values()))
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from held(each)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from held([getattr(value, field.name) for field in fields(value)])


def written(module: ModuleType) -> Iterator[re.Pattern[Any]]:
    """The patterns in a module's calls, but for those that are put together while it runs."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")):
            continue
        values = []
        for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
            try:
                values.append(eval(ast.unparse(argument), vars(module)))
            except NameError:
                values.append(None)
        if values and isinstance(values[0], str):
            flags = [flag for flag in values if isinstance(flag, re.RegexFlag)]
            yield re.compile(values[0], sum(flags))


def patterns() -> dict[re.Pattern[Any], str]:
    """Every pattern, and the module that has it."""
    found: dict[re.Pattern[Any], str] = {}
    for module in modules():
        every = [*held([value for name, value in vars(module).items() if name[:2] != "__"])]
        for pattern in [*every, *written(module)]:
            found.setdefault(pattern, module.__name__)
    return found


# -- strings that hurt -----------------------------------------------------------------------


def samples(parsed: Iterable[Any]) -> Iterator[str]:
    """Characters that a pattern speaks of."""
    for kind, value in parsed:
        if kind is code.LITERAL:
            yield chr(value)
        elif kind in (code.ANY, code.NOT_LITERAL):
            yield "x"
        elif kind is code.IN:
            yield from of_class(value)
        else:
            for part in parts(kind, value):
                yield from samples(part)


def of_class(members: list[Any]) -> list[str]:
    named = []
    for kind, value in members:
        if kind is code.LITERAL:
            named.append(chr(value))
        elif kind is code.RANGE:
            named.append(chr(value[0]))
        elif kind is code.CATEGORY:
            named.append(OF_CATEGORY[value])
    if members[0][0] is code.NEGATE:
        return [next(each for each in "xz 1-§" if each not in named)]
    return named[:3]


def parts(kind: Any, value: Any) -> Iterator[Any]:
    """The patterns inside one that is put together."""
    if kind in REPEATS:
        yield value[2]
    elif kind is code.SUBPATTERN:
        yield value[3]
    elif kind is code.BRANCH:
        yield from value[1]
    elif kind in (code.ASSERT, code.ASSERT_NOT):
        yield value[1]
    elif kind is code.ATOMIC_GROUP:
        yield value


def example(parsed: Iterable[Any]) -> str:
    """A string that a pattern, or most of it, matches."""
    text = ""
    for kind, value in parsed:
        if kind in REPEATS:
            text += example(value[2]) * max(value[0], 1)
        elif kind in (code.ASSERT, code.ASSERT_NOT):
            continue
        elif inside := next(parts(kind, value), None):
            text += example(inside)
        else:
            text += next(samples([(kind, value)]), "")
    return text


def repeated(parsed: Iterable[Any]) -> Iterator[str]:
    """An example of each part that repeats."""
    for kind, value in parsed:
        if kind in REPEATS:
            yield example(value[2])
        for part in parts(kind, value):
            yield from repeated(part)


def hostile(pattern: re.Pattern[Any]) -> list[str]:
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    whole = example(parsed)
    singles = list(dict.fromkeys(samples(parsed)))[:MOST]
    pumps = list(dict.fromkeys([*repeated(parsed), *singles, whole, " ", "a", "1"]))
    made = []
    for pump in filter(None, pumps[: 2 * MOST]):
        made.append(whole + pump * (LENGTH // len(pump)) + "\0")
        for other in ("", *singles[:3]):
            made.append((pump + other) * (LENGTH // len(pump + other)) + "\0")
    return list(dict.fromkeys(made))


class TooLong(BaseException):
    pass


def stop(*_: object) -> None:
    raise TooLong


def is_slow(pattern: re.Pattern[Any], text: str | bytes) -> bool:
    signal.setitimer(signal.ITIMER_VIRTUAL, BOUND)
    try:
        pattern.search(text)
        pattern.fullmatch(text)
    except TooLong:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


def slowest(found: Iterable[re.Pattern[Any]]) -> Iterator[tuple[str, str]]:
    """The patterns that take longer than the bound, each with a string that shows it."""
    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        for pattern in found:
            for text in hostile(pattern):
                data = text.encode("latin-1", "replace")
                if is_slow(pattern, data if isinstance(pattern.pattern, bytes) else text):
                    yield str(pattern.pattern), text[:40]
                    break
    finally:
        signal.signal(signal.SIGVTALRM, before)


def test_no_pattern_explodes() -> None:
    found = patterns()
    assert len(found) > 200, "they are not found any more"
    slow = [*slowest(found)]
    assert slow == []


def test_what_explodes_is_found() -> None:
    """Else the test above could not fail."""
    bad = [r"(?:a+)+$", r"(?:\s+x|\s*-|\s+)+$", r"(?:<!--.*?-->\s*)*<svg", r"\s*,?\s*;?\s*\d"]
    began = time.process_time()
    assert [each for each, _ in slowest(map(re.compile, bad))] == bad
    assert time.process_time() - began < 10
