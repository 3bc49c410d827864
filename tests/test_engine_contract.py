"""What `index/engine.py` promises, held for each engine against the reference in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.engine import Batch, Engine, Hits, Record, open_engine
from index.memory import MemoryEngine
from index.plain import (
    And,
    AnyOf,
    AtLeast,
    Near,
    Not,
    Or,
    Phrase,
    Plain,
    Range,
    Term,
    Within,
)

ENGINES = ("memory", "whoosh")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made = MemoryEngine() if request.param == "memory" else open_engine(tmp_path / "index")
    yield made
    made.close()


def batch(report: str, *texts: str, digest: str = "1", sections: str = "") -> Batch:
    """A report of one item for each text; `sections` names the section of each by a letter."""
    series, _, date = report.partition("/")
    return Batch(
        report,
        digest,
        tuple(
            Record(
                anchor=f"{report}#{number}",
                report=report,
                series=series,
                section=(sections or "A" * len(texts))[number],
                date=date[:10],
                position=number,
                words=tuple(text.split()),
                stems=tuple(word.removesuffix("en") for word in text.split()),
                parts=tuple(word[len("skade") :] for word in text.split() if word[:5] == "skade"),
                context=("rapport", series),
                head=() if number else ("rapport", f"={series}"),
            )
            for number, text in enumerate(texts)
        ),
    )


ARCHIVE = (
    batch("vecka/2025-01-08", "ivo fattar beslut", "beslut om avgiften avgift", sections="AB"),
    batch("vecka/2025-01-15", "skadeavgift föreslås", "ivo väntar på beslut av rätten"),
    batch("månad/2025-02-01", "beslut fattas", "inget nytt", "ivo ivo ivo", sections="CCA"),
)


def stem(text: str, weight: float = 1.0) -> Term:
    return Term("stem", text, weight)


def found(hits: Hits) -> list[str]:
    return [hit.anchor for hit in hits.hits]


CASES: tuple[tuple[str, Plain, set[str]], ...] = (
    ("a stem", stem("avgift"), {"vecka/2025-01-08#1"}),
    ("a word as it stands", Term("word", "avgiften"), {"vecka/2025-01-08#1"}),
    ("a word that alone has its stem", Term("word", "rätten"), {"vecka/2025-01-15#1"}),
    ("a stem that is no word", Term("word", "rätt"), set()),
    ("a compound part", Term("part", "avgift"), {"vecka/2025-01-15#0"}),
    (
        "a word or a part",
        AnyOf((stem("avgift"), Term("part", "avgift", 0.7))),
        {"vecka/2025-01-08#1", "vecka/2025-01-15#0"},
    ),
    ("a term that nothing holds", stem("vite"), set()),
    ("no alternative", AnyOf(()), set()),
    ("nothing asked of And is all", And((Not(stem("ivo")), Range("date", "2025-02-01", ""))),
     {"månad/2025-02-01#0", "månad/2025-02-01#1"}),
    ("all words", And((stem("ivo"), stem("beslut"))), {"vecka/2025-01-08#0", "vecka/2025-01-15#1"}),
    ("one but not the other", And((stem("ivo"), Not(stem("beslut")))), {"månad/2025-02-01#2"}),
    ("a phrase", Phrase((("ivo",), ("fattar",))), {"vecka/2025-01-08#0"}),
    ("a phrase is in order", Phrase((("fattar",), ("ivo",))), set()),
    ("a phrase of one word twice", Phrase((("ivo",), ("ivo",))), {"månad/2025-02-01#2"}),
    ("a phrase with alternatives", Phrase((("beslut",), ("om", "fattas"))),
     {"vecka/2025-01-08#1", "månad/2025-02-01#0"}),
    ("near, any order", Near((("beslut",), ("ivo",)), 1), {"vecka/2025-01-08#0"}),
    ("near, two between", Near((("beslut",), ("ivo",)), 2),
     {"vecka/2025-01-08#0", "vecka/2025-01-15#1"}),
    ("near needs as many words as asked", Near((("beslut",), ("beslut",)), 9), set()),
    ("near, the same word three times", Near((("ivo",), ("ivo",), ("ivo",)), 0),
     {"månad/2025-02-01#2"}),
    ("a range, open below", Range("date", "", "2025-01-08"),
     {"vecka/2025-01-08#0", "vecka/2025-01-08#1"}),
    ("a range, both ends in it", And((Range("date", "2025-01-15", "2025-01-15"), stem("ivo"))),
     {"vecka/2025-01-15#1"}),
    ("a series", And((Term("series", "månad", 0), stem("ivo"))), {"månad/2025-02-01#2"}),
    ("a section", Term("section", "B", 0), {"vecka/2025-01-08#1"}),
    ("a report", And((Term("report", "vecka/2025-01-15", 0), stem("beslut"))),
     {"vecka/2025-01-15#1"}),
    ("at least two of three", AtLeast(2, (stem("ivo"), stem("beslut"), stem("fattar"))),
     {"vecka/2025-01-08#0", "vecka/2025-01-15#1"}),
    ("words that meet in a report", Within("report", And((stem("avgift"), stem("ivo")))),
     {"vecka/2025-01-08#0", "vecka/2025-01-08#1"}),
    ("words that do not meet in a section", Within("section", And((stem("avgift"), stem("ivo")))),
     set()),
    ("not in the report at all", Within("report", And((stem("ivo"), Not(stem("avgift"))))),
     {"vecka/2025-01-15#1", "månad/2025-02-01#2"}),
    ("only what the report lacks", Within("report", Not(stem("väntar"))),
     {"vecka/2025-01-08#0", "vecka/2025-01-08#1", "månad/2025-02-01#0", "månad/2025-02-01#1",
      "månad/2025-02-01#2"}),
    ("a head stands at the first item", Term("head", "rapport"),
     {"vecka/2025-01-08#0", "vecka/2025-01-15#0", "månad/2025-02-01#0"}),
    ("a head and words elsewhere in the report",
     Within("report", And((Term("head", "=månad"), stem("nytt")))),
     {"månad/2025-02-01#0", "månad/2025-02-01#1"}),
    ("context counts", And((Term("context", "månad"), stem("nytt"))), {"månad/2025-02-01#1"}),
)  # fmt: skip


@pytest.mark.parametrize(("query", "anchors"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_matches(engine: Engine, query: Plain, anchors: set[str]) -> None:
    engine.replace(ARCHIVE)
    hits = engine.search(query)
    assert set(found(hits)) == anchors
    assert hits.total == len(anchors)
    assert hits.reports == len({anchor.partition("#")[0] for anchor in anchors})


def test_more_often_is_better_and_a_part_is_less(engine: Engine) -> None:
    engine.replace(ARCHIVE)
    word = AnyOf((stem("avgift"), Term("part", "avgift", 0.7)))
    hits = list(engine.search(word).hits)
    assert [hit.anchor for hit in hits] == ["vecka/2025-01-08#1", "vecka/2025-01-15#0"]
    assert hits[0].score > hits[1].score > 0


def test_a_filter_ranks_nothing(engine: Engine) -> None:
    engine.replace(ARCHIVE)
    plain = [hit.score for hit in engine.search(stem("ivo")).hits]
    filtered = And((stem("ivo"), Range("date", "2000-01-01", ""), Term("section", "A", 0)))
    assert [hit.score for hit in engine.search(filtered).hits] == plain


def test_equal_scores_newer_first_then_reading_order(engine: Engine) -> None:
    engine.replace([batch("a/2025-01-01", "x"), batch("c/2025-03-01", "x", "x"),
                    batch("b/2025-03-01", "x")])  # fmt: skip
    assert found(engine.search(stem("x"))) == [
        "b/2025-03-01#0", "c/2025-03-01#0", "c/2025-03-01#1", "a/2025-01-01#0",
    ]  # fmt: skip


def test_sorting_by_date_and_by_report(engine: Engine) -> None:
    engine.replace(ARCHIVE)
    query = AnyOf((stem("ivo"), stem("beslut")))
    assert [a[:16] for a in found(engine.search(query, sort="date"))] == [
        "månad/2025-02-01", "månad/2025-02-01", "vecka/2025-01-15",
        "vecka/2025-01-08", "vecka/2025-01-08",
    ]  # fmt: skip
    assert found(engine.search(query, sort="report"))[2:] == [
        "vecka/2025-01-08#0", "vecka/2025-01-08#1", "vecka/2025-01-15#1",
    ]  # fmt: skip


@pytest.mark.parametrize("sort", ["relevance", "date", "report"])
def test_pages_make_up_the_whole(engine: Engine, sort: str) -> None:
    engine.replace([batch(f"s/2025-01-{day:02}", *["x y", "x", "y x x"]) for day in range(1, 9)])
    whole = found(engine.search(stem("x"), sort=sort))  # type: ignore[arg-type]  # of Sort
    pages = [
        engine.search(stem("x"), sort=sort, limit=5, offset=start)  # type: ignore[arg-type]
        for start in range(0, 30, 5)
    ]
    assert [anchor for page in pages for anchor in found(page)] == whole
    assert {page.total for page in pages} == {24}
    assert len(whole) == 24


def test_facets_count_all_that_match_not_those_shown(engine: Engine) -> None:
    engine.replace(ARCHIVE)
    hits = engine.search(
        AnyOf((stem("ivo"), stem("beslut"))),
        limit=1,
        facets=("section", "series", "year", "month"),
    )
    assert hits.facets == {
        "section": {"A": 3, "B": 1, "C": 1},
        "series": {"vecka": 3, "månad": 2},
        "year": {"2025": 5},
        "month": {"2025-01": 3, "2025-02": 2},
    }
    assert len(found(hits)) == 1


def test_replacing_and_removing_a_report(engine: Engine) -> None:
    engine.replace(ARCHIVE)
    engine.replace(
        [batch("vecka/2025-01-08", "vite", digest="2"), Batch("månad/2025-02-01", "", ())]
    )
    assert found(engine.search(stem("vite"))) == ["vecka/2025-01-08#0"]
    assert found(engine.search(stem("ivo"))) == ["vecka/2025-01-15#1"]
    assert engine.digests() == {"vecka/2025-01-08": "2", "vecka/2025-01-15": "1"}


def test_a_removed_report_no_longer_counts_in_scores(engine: Engine) -> None:
    engine.replace(ARCHIVE)
    before = [hit.score for hit in engine.search(stem("ivo")).hits]
    engine.replace([batch("extra/2025-05-01", "ivo", "ivo lång lång lång")])
    engine.replace([Batch("extra/2025-05-01", "", ())])
    assert [hit.score for hit in engine.search(stem("ivo")).hits] == before


def test_the_same_report_twice_in_one_commit_the_last_counts(engine: Engine) -> None:
    engine.replace([batch("s/2025-01-01", "x", "x"), batch("s/2025-01-01", "y", digest="2")])
    assert found(engine.search(stem("x"))) == []
    assert found(engine.search(stem("y"))) == ["s/2025-01-01#0"]
    assert engine.digests() == {"s/2025-01-01": "2"}


def test_a_commit_that_fails_changes_nothing(engine: Engine) -> None:
    engine.replace(ARCHIVE)

    def broken() -> Iterator[Batch]:
        yield batch("vecka/2025-01-08", "vite")
        raise RuntimeError("the catalogue is gone")

    with pytest.raises(RuntimeError):
        engine.replace(broken())
    assert found(engine.search(stem("vite"))) == []
    assert len(engine.digests()) == 3
    engine.replace([batch("vecka/2025-01-08", "vite")])  # and the next one is not locked out
    assert found(engine.search(stem("vite"))) == ["vecka/2025-01-08#0"]


def test_a_word_that_no_longer_has_its_stem_alone(engine: Engine) -> None:
    engine.replace([batch("s/2025-01-01", "rätten", "rätten rätten")])
    engine.replace([batch("s/2025-01-08", "rätten", "rätt")])
    engine.replace([batch("s/2025-01-15", "rätt")])
    assert found(engine.search(Term("word", "rätten"), sort="report")) == [
        *("s/2025-01-01#0", "s/2025-01-01#1", "s/2025-01-08#0")
    ]
    assert found(engine.search(Term("word", "rätt"), sort="report")) == [
        *("s/2025-01-08#1", "s/2025-01-15#0")
    ]


def test_an_empty_index_answers(engine: Engine) -> None:
    hits = engine.search(And((stem("x"), Not(stem("y")))), facets=("section",))
    assert (hits.total, hits.reports, list(hits.hits)) == (0, 0, [])
    assert hits.facets == {"section": {}}
    assert engine.digests() == {}


def test_many_terms_rank_alike(engine: Engine) -> None:
    engine.replace([batch("s/2025-01-01", "w1 w1 w1 w2", "w3 x x x")])
    hits = engine.search(AnyOf(tuple(stem(f"w{n}") for n in range(100))))
    assert len({hit.score for hit in hits.hits}) == 1


def test_items_without_a_date_are_found_but_in_no_range(engine: Engine) -> None:
    engine.replace([batch("s/", "x"), batch("s/2025-01-01", "x")])
    assert found(engine.search(stem("x"))) == ["s/2025-01-01#0", "s/#0"]
    assert found(engine.search(And((stem("x"), Range("date", "", "2030-01-01"))))) == [
        "s/2025-01-01#0"
    ]


# -- generated: every engine is the reference ------------------------------------------------

WORDS = st.sampled_from(["ivo", "beslut", "avgift", "avgiften", "skadeavgift", "beslutsen", "om"])
TEXTS = st.lists(WORDS, min_size=0, max_size=6).map(" ".join)
REPORTS = st.sampled_from(["v/2025-01-08", "v/2025-01-15", "m/2025-01-15", "m/2025-03-01", "m/"])
BATCHES = st.builds(
    lambda report, texts, sections: batch(report, *texts, sections=sections),
    REPORTS,
    st.lists(TEXTS, max_size=4),
    st.text("AB", min_size=4, max_size=4),
)
TERMS = st.one_of(
    st.builds(
        Term,
        st.sampled_from(["word", "stem", "part", "context"]),
        st.one_of(WORDS, st.sampled_from(["rapport", "v"])),
        st.sampled_from([0.0, 0.3, 0.7, 1.0]),
    ),
    st.builds(Term, st.just("section"), st.sampled_from("AB"), st.just(0.0)),
    st.builds(Term, st.just("series"), st.sampled_from("vm"), st.just(1.0)),
    st.builds(Term, st.just("report"), REPORTS, st.just(0.0)),
)
SLOTS = st.lists(st.lists(WORDS, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3)
DATES = st.sampled_from(["", "2025-01-08", "2025-01-10", "2025-02-01"])
LEAVES = st.one_of(
    TERMS,
    st.builds(AnyOf, st.lists(TERMS, max_size=3).map(tuple)),
    st.builds(Phrase, SLOTS.map(tuple), st.sampled_from([0.5, 1.0])),
    st.builds(Near, SLOTS.map(tuple), st.integers(0, 3)),
    st.builds(Range, st.just("date"), DATES, DATES),
)


def nodes(children: st.SearchStrategy[Plain]) -> st.SearchStrategy[Plain]:
    several = st.lists(children, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Not, children),
        st.builds(AtLeast, st.integers(0, 3), several),
        st.builds(Within, st.sampled_from(["section", "report"]), children),
    )


QUERIES: st.SearchStrategy[Plain] = st.recursive(LEAVES, nodes, max_leaves=6)


@pytest.mark.parametrize("make", [open_engine], ids=["whoosh"])
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    commits=st.lists(st.lists(BATCHES, max_size=4), min_size=1, max_size=3),
    queries=st.lists(QUERIES, min_size=1, max_size=8),
    sort=st.sampled_from(["relevance", "date", "report"]),
    limit=st.sampled_from([None, 1, 3]),
)
def test_every_engine_answers_like_the_reference(
    make: Callable[[Path], Engine],
    tmp_path_factory: pytest.TempPathFactory,
    commits: list[list[Batch]],
    queries: list[Plain],
    sort: str,
    limit: int | None,
) -> None:
    reference = MemoryEngine()
    engine = make(tmp_path_factory.mktemp("index"))
    for batches in commits:
        reference.replace(batches)
        engine.replace(batches)
    assert engine.digests() == reference.digests()
    for query in queries:
        facets = ("section", "series", "year", "month")
        expected = reference.search(query, sort=sort, limit=limit, facets=facets)  # type: ignore[arg-type]
        answer = engine.search(query, sort=sort, limit=limit, facets=facets)  # type: ignore[arg-type]
        assert list(answer.hits) == list(expected.hits)
        assert (answer.total, answer.reports) == (expected.total, expected.reports)
        assert answer.facets == expected.facets
    engine.close()
