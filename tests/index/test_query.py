"""The query language: what parses to what, that text and tree agree, and how errors point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import (
    MAX_DEPTH,
    MAX_LEAVES,
    MAX_LENGTH,
    And,
    DateRange,
    Exact,
    FieldFilter,
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Wildcard,
    Word,
    parse,
)
from ingest.errors import QueryError

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("avgift", Word("avgift")),
        ("  IVO   beslut ", And((Word("IVO"), Word("beslut")))),
        ("a AND b", And((A, B))),
        ("a OCH b c", And((A, B, C))),
        ("a OR b c", Or((A, And((B, C))))),
        ("a ELLER b ELLER c", Or((A, B, C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("((a))", A),
        ("(a b) c", And((And((A, B)), C))),
        ("a NOT b", And((A, Not(B)))),
        ("a INTE b", And((A, Not(B)))),
        ("a -b", And((A, Not(B)))),
        ("-(a b)", Not(And((A, B)))),
        ('-"a b"', Not(Phrase("a b"))),
        ("NOT NOT a", Not(Not(A))),
        ("och eller not", And((Word("och"), Word("eller"), Word("not")))),
        ('"a  phrase"', Phrase("a phrase")),
        ("“a phrase”", Phrase("a phrase")),
        ("„a phrase“", Phrase("a phrase")),
        ('"AND"', Phrase("AND")),
        ('"a b"~5', Near("a b", 5)),
        ('"a b"~0', Near("a b", 0)),
        ("tillsyn*", Wildcard("tillsyn*")),
        ("*avgift", Wildcard("*avgift")),
        ("skade*avgift", Wildcard("skade*avgift")),
        ("avgift~1", Fuzzy("avgift", 1)),
        ("=Ordet", Exact("Ordet")),
        ("=AND", Exact("AND")),
        ("IVO:s", Word("IVO:s")),
        ("SD:arna", Word("SD:arna")),
        ("IVO-beslut", Word("IVO-beslut")),
        ("22/10", Word("22/10")),
        ("2016:1145", Word("2016:1145")),
        ("hände?", Word("hände?")),
        ("section:media", FieldFilter("section", "media")),
        ('section:"Åtgärder, urval"', FieldFilter("section", "Åtgärder, urval")),
        ("Series:vecka", FieldFilter("series", "vecka")),
        ("report:vecka/2025-01-08", FieldFilter("report", "vecka/2025-01-08")),
        ("date:2025", DateRange("2025-01-01", "2025-12-31")),
        ("date:2024-02", DateRange("2024-02-01", "2024-02-29")),
        ("date:2025-01-08", DateRange("2025-01-08", "2025-01-08")),
        ("date:2025-01..2025-06", DateRange("2025-01-01", "2025-06-30")),
        ("date:2025-01..", DateRange("2025-01-01", "")),
        ("date:..2025", DateRange("", "2025-12-31")),
    ],
)
def test_parse(text: str, tree: Query) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "position", "part"),
    [
        ("", 0, "empty"),
        ("   ", 0, "empty"),
        ("a OR", 4, "ends where a word"),
        ("a AND", 5, "ends where a word"),
        ("a NOT", 5, "ends where a word"),
        ("OR a", 0, "OR needs"),
        ("a AND OR b", 6, "OR needs"),
        ("(a b", 0, "not closed"),
        ("a (b (c)", 2, "not closed"),
        ("a) b", 1, "closes nothing"),
        ("()", 1, "before this parenthesis"),
        ('a "b c', 2, "not closed"),
        ('""', 0, "no word"),
        ('"–"', 0, "no word"),
        ('"till* syn"', 5, "pattern does not work in quotes"),
        ('"a b"~', 5, "number from 0"),
        ('"a b"~x', 5, "number from 0"),
        ('"a b"~101', 5, "number from 0"),
        ('"a"~2', 0, "two words"),
        ("a*", 0, "2 letters"),
        ("*", 0, "no letter"),
        ("IVO-*", 0, "one word"),
        ("a avgift~3", 8, "number from 1"),
        ("avgift~", 6, "number from 1"),
        ("avgift~x", 6, "number from 1"),
        ("IVO-beslut~1", 0, "one word"),
        ("=till*", 0, "exclude each other"),
        ("==a", 1, "One ="),
        ("a - b", 2, "no letter"),
        ("a & b", 2, "no letter"),
        ("–a", 0, "dash"),
        ("ivo:beslut", 0, "no field ivo"),
        ("x datum:2025", 2, "no field datum"),
        ('heading:"a b"', 0, "no field heading"),
        ("section:", 8, "needs a name"),
        ("date:", 5, "needs a date"),
        ("date:..", 7, "needs a date"),
        ("date:igår", 5, "no date"),
        ("date:2025-13", 5, "no date"),
        ("date:2025-02-30", 5, "no date"),
        ("date:2025-01..2025-1", 14, "no date"),
        ("date:2025-06..2025-01", 14, "backwards"),
        ("a " * MAX_LEAVES + "b", 2 * MAX_LEAVES, "words"),
        ("(" * 40 + "a" + ")" * 40, MAX_DEPTH + 1, "levels"),
        ("-" * 40 + "a", MAX_DEPTH + 1, "levels"),
        ("x" * (MAX_LENGTH + 1), MAX_LENGTH, "characters long"),
        ("IVO l\udce4kemedel", 5, "not UTF-8"),
    ],
)
def test_errors_point_at_the_place(text: str, position: int, part: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert part in str(caught.value)
    assert caught.value.position == position
    line, caret = caught.value.caret().split("\n")
    assert line == text
    assert caret.index("^") == position


LETTERS = st.text("abåäö19XÅ", min_size=2, max_size=6)
QUOTED = st.lists(st.text("abåäö1,.-:*()~=", min_size=1, max_size=5), min_size=2, max_size=3).map(
    lambda words: " ".join(" ".join(["x", *words, "y"]).replace("*", "").split())
)
DAYS = st.dates().map(str)
LEAVES: st.SearchStrategy[Query] = st.one_of(
    st.builds(Word, LETTERS),
    st.builds(Word, st.sampled_from(["IVO:s", "IVO-beslut", "22/10", "och", "a.b"])),
    st.builds(Exact, st.one_of(LETTERS, st.just("AND"))),
    st.builds(Wildcard, LETTERS.map(lambda word: f"{word[0]}*{word[1:]}")),
    st.builds(Fuzzy, LETTERS, st.integers(1, 2)),
    st.builds(Phrase, QUOTED),
    st.builds(Near, QUOTED, st.integers(0, 100)),
    st.builds(FieldFilter, st.sampled_from(["section", "series", "report"]), QUOTED),
    st.builds(lambda one, two: DateRange(*sorted((one, two))), DAYS, DAYS),
    st.builds(DateRange, DAYS, st.just("")),
    st.builds(DateRange, st.just(""), DAYS),
)  # fmt: skip


def nodes(children: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(children, min_size=2, max_size=4).map(tuple)
    return st.one_of(st.builds(And, several), st.builds(Or, several), st.builds(Not, children))


QUERIES = st.recursive(LEAVES, nodes, max_leaves=12)


@given(QUERIES)
def test_a_trees_text_parses_to_the_tree(tree: Query) -> None:
    assert parse(str(tree)) == tree


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(
            st.sampled_from(
                ["a", "AND", "OR", "NOT", "INTE", "(", ")", '"', "~", "~2", "-", "=", "*", "b*",
                 "date:", "2025", "..", "section:", ":", " ", "  ", "“", "IVO:s", "–", "\u00a0"]
            ),
            max_size=14,
        ).map("".join),
    )
)  # fmt: skip
def test_any_text_parses_or_says_where_it_does_not(text: str) -> None:
    tree = broken = None
    try:
        tree = parse(text)
    except QueryError as error:
        broken = error
    if broken is None:
        assert tree is not None
        assert parse(str(tree)) == tree
    else:
        assert 0 <= broken.position <= len(text)
        assert broken.query == text
