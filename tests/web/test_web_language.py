"""Both languages have all words, and templates use no others."""

from __future__ import annotations

import ast
import re
import string
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.query import parse
from ingest import errors
from ingest.container import open_container
from ingest.errors import ArchiveError, QueryError, ReadError
from ingest.parse import parse as read
from search.web.language import LANGUAGES, chosen, message, sentences, words

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "search" / "web" / "templates"
USED = re.compile(r"""\bt(\.count)?\(\s*['"]([a-z_.\d]+)['"]\s*[,)]""")
SWEDISH, ENGLISH = (words(language).table for language in LANGUAGES)


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", sorted(SWEDISH))
def test_both_languages_say_it_with_the_same_values(key: str) -> None:
    assert SWEDISH[key].strip()
    assert ENGLISH[key].strip()
    assert holes(SWEDISH[key]) == holes(ENGLISH[key])


def test_templates_use_words_that_are_there_and_all_of_them() -> None:
    text = "".join(file.read_text("utf-8") for file in sorted(TEMPLATES.glob("*.html")))
    used = {(bool(count), key) for count, key in USED.findall(text)}
    assert used
    for counted, key in used:
        assert all(f"{key}{end}" in SWEDISH for end in ((".one", ".many") if counted else ("",))), (
            key
        )
    made = re.findall(r"""['"]([a-z_.]+\.)['"] ~""", text)  # "change." ~ kind
    code = "".join(file.read_text("utf-8") for file in TEMPLATES.parent.glob("*.py"))
    for key in SWEDISH:
        stem = re.sub(r"\.(one|many)$", "", key)
        assert f'"{stem}"' in text + code or f"'{stem}'" in text or key.startswith(tuple(made)), key


@pytest.mark.parametrize(
    "broken",
    ["(IVO", "IVO)", "IVO OR", "OR IVO", '"IVO', '""', "ord:IVO", "date:igår", "date:2025..2024",
     '"a b"~999', "avgift~9", "x" * 3000, "–IVO", '"en"~3', "", "date:", "==IVO", "-", '"a*"',
     "a*", "a-b*", "=a*", "a-b~1", "section:"],
)  # fmt: skip
def test_every_error_of_a_query_has_its_swedish(broken: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(broken)
    assert message(error.value.message, "sv")[1] == "sv", error.value.message
    if error.value.advice:
        assert message(error.value.advice, "sv")[1] == "sv", error.value.advice
    assert message(error.value.message, "en") == (error.value.message, "en")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b""),
        ("a.pdf", b"%PDF-1.7 broken"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.zip", b"PK\x03\x04broken"),
        ("a.xyz", bytes(range(256))),
        ("a.html", b"<html><body></body></html>"),
        ("a.py", b"import os\n"),
    ],
)
def test_why_a_file_gave_no_report_has_its_swedish(name: str, content: bytes) -> None:
    reader = open_container if name.endswith(".zip") else read
    with pytest.raises(ReadError) as error:
        reader(content, name)
    told = sentences("sv", error.value.message, error.value.advice)
    assert [language for _, language in told] == ["sv"] * len(told), error.value
    assert all(text.endswith((".", "?")) and ".." not in text for text, _ in told)


def raised() -> Iterator[str]:
    """Messages and advice of a ReadError or ArchiveError in the code, with 7 for what is filled in.

    Errors that a function makes (`_too_large(...)`) are found where it is called. What a variable
    holds is not found.
    """
    ours = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, (ReadError, ArchiveError))
    }
    for file in sorted(one for room in ("ingest", "index") for one in (ROOT / room).rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        constants = {
            node.targets[0].id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for call in ast.walk(tree):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
                continue
            texts = [one.value for one in call.keywords if one.arg == "advice"]
            start = {"_unsupported": "this is "}.get(call.func.id, "")
            if call.func.id in ours or call.func.id in ("_too_large", "_unsupported"):
                texts += call.args[:1]
                for text in texts:
                    if told := literal(text, constants):
                        yield start + told


def literal(node: ast.expr, constants: dict[str, ast.expr]) -> str:
    """A text as it stands in the code; empty where it does not."""
    match node:
        case ast.Name() if node.id in constants:
            return literal(constants[node.id], {})
        case ast.Constant() if isinstance(node.value, str):
            return node.value
        case ast.JoinedStr():
            return "".join(literal(one, {}) or "7" for one in node.values)
    return ""


def test_every_reason_in_the_code_has_its_swedish() -> None:
    texts = sorted({one.replace("7 is writing", "another process is writing") for one in raised()})
    assert "the mail is encrypted" in texts
    assert "this is an SVG image" in texts
    assert [text for text in texts if message(text, "sv")[1] != "sv"] == []


def failures() -> Iterator[str]:
    """Messages and advice with which the parser of queries fails, with 7 for what is filled in."""
    tree = ast.parse((ROOT / "index" / "query.py").read_text("utf-8"))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "self.fail":
            yield from filter(None, (literal(one, {}) for one in (call.args[0], *call.args[2:])))


def test_every_failure_of_the_parser_has_its_swedish() -> None:
    texts = list(failures())
    assert "This parenthesis is not closed" in texts
    assert [text for text in texts if message(text, "sv")[1] != "sv"] == []


def test_what_is_not_known_is_marked_as_english() -> None:
    assert message("something new", "sv") == ("something new", "en")


def test_no_text_of_a_visitor_keeps_the_patterns_busy() -> None:
    """A pattern with two holes takes the square of its text's time; long texts are told as is."""
    long = "the dates from " + " to " * 100_000
    began = time.monotonic()
    assert message(long, "sv") == (long, "en")
    assert time.monotonic() - began < 10  # the square takes many minutes


@pytest.mark.parametrize(
    ("cookie", "language"), [(None, "sv"), ("en", "en"), ("sv", "sv"), ("x", "sv")]
)
def test_swedish_unless_chosen(cookie: str | None, language: str) -> None:
    assert chosen(cookie) == language
