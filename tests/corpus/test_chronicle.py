"""Chronicle -> reports -> threads, on chronicles of a few lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import check, expand, threads, truth
from corpus.chronicle import Chronicle, load
from corpus.table import ChronicleError

SERIES = """
[series]
id = "s"
title = "Lägesrapport"
note = "Påhittad."
compiled = "Sammanställt: {date} klockan {time}"
time = "08:30"
sections = ["Läge", "Media", "Om"]
reports = [2024-12-05, 2024-12-12, 2024-12-19, 2025-01-09]
missing = [2024-11-28]
breaks = [[2024-12-20, 2025-01-08]]
template_change = 2024-12-19
"""

Write = Callable[..., Chronicle]
Steps = list[tuple[str, tuple[str, ...], tuple[str, ...]]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Load a chronicle of the series above with these storylines, and questions if given."""

    def load_text(text: str, questions: str = "", series: str = SERIES) -> Chronicle:
        (tmp_path / "weekly.toml").write_text(series + text, encoding="utf-8")
        (tmp_path / "questions.toml").write_text(questions, encoding="utf-8")
        return load(tmp_path)

    return load_text


def story(name: str, *at: str, order: int = 10, section: str = "Läge", more: str = "") -> str:
    """A storyline; each `at` is written as the keys of its inline table."""
    entries = ", ".join(f"{{ {entry} }}" for entry in at)
    return (
        f'[[storyline]]\nid = "{name}"\nsection = "{section}"\norder = {order}\n{more}\n'
        f"at = [{entries}]\n"
    )


def text(day: str, words: str, more: str = "") -> str:
    return f'from = {day}, text = "{words}"' + (f", {more}" if more else "")


def drop(day: str) -> str:
    return f"from = {day}, drop = true"


def steps(chronicle: Chronicle, name: str) -> Steps:
    """(anchor, changes, origins) of each version, the anchors without the series."""
    return [
        (
            version.anchor.removeprefix("s/"),
            version.changes,
            tuple(origin.removeprefix("s/") for origin in version.origins),
        )
        for version in thread(chronicle, name).versions
    ]


def thread(chronicle: Chronicle, name: str) -> threads.Thread:
    (series,) = chronicle.series
    found = {thread.id: thread for thread in threads.threads(series, expand.reports(series))}
    return found[name]


def anchors(chronicle: Chronicle, place: int = 0) -> list[tuple[str, int, str]]:
    report = expand.reports(chronicle.series[0])[place]
    return [
        (item.anchor, item.level, item.storyline)
        for section in report.sections
        for item in section.items
    ]


def test_a_version_is_carried_until_the_next(write: Write) -> None:
    chronicle = write(
        story(
            "a", text("2024-12-05", "Läget är stabilt."), text("2025-01-01", "Läget är ansträngt.")
        )
    )
    assert steps(chronicle, "a") == [
        ("2024-12-05#1.1", ("new",), ()),
        ("2024-12-12#1.1", ("unchanged",), ("2024-12-05#1.1",)),
        ("2024-12-19#1.1", ("unchanged",), ("2024-12-12#1.1",)),
        ("2025-01-09#1.1", ("reworded",), ("2024-12-19#1.1",)),
    ]
    assert thread(chronicle, "a").dropped is None


def test_spelling_is_told_from_rewording(write: Write) -> None:
    chronicle = write(
        story(
            "a",
            text("2024-12-05", "Upphandlingskadeavgift"),
            text("2024-12-12", "Upphandlingsskadeavgift", 'change = "spelling"'),
        )
    )
    assert [changes for _, changes, _ in steps(chronicle, "a")] == [
        ("new",),
        ("spelling",),
        ("unchanged",),
        ("unchanged",),
    ]


def test_what_returns_comes_from_where_it_was_last_seen(write: Write) -> None:
    chronicle = write(
        story(
            "a",
            text("2024-12-05", "Kö"),
            drop("2024-12-12"),
            text("2025-01-09", "Kön", 'section = "Media"'),
        )
    )
    assert steps(chronicle, "a") == [
        ("2024-12-05#1.1", ("new",), ()),
        ("2025-01-09#1.1", ("returned", "moved", "reworded"), ("2024-12-05#1.1",)),
    ]
    (pause,) = thread(chronicle, "a").pauses
    assert [str(day) for day in pause] == ["2024-12-12", "2025-01-09"]


def test_moving_keeps_the_text_and_renumbers_the_sections(write: Write) -> None:
    chronicle = write(
        story("a", text("2024-12-05", "Läge"))
        + story("b", text("2024-12-05", "Media"), section="Media")
        + story("c", text("2024-12-05", "Kö"), 'from = 2024-12-12, section = "Media"', order=20)
    )
    assert steps(chronicle, "c")[:2] == [
        ("2024-12-05#1.2", ("new",), ()),
        ("2024-12-12#2.2", ("moved",), ("2024-12-05#1.2",)),
    ]
    assert steps(chronicle, "b")[0][0] == "2024-12-05#2.1"


def test_a_split_comes_from_what_was_split(write: Write) -> None:
    chronicle = write(
        story("a", text("2024-12-05", "Kö och drift"), text("2024-12-12", "Kö"))
        + story("b", text("2024-12-12", "Drift"), order=5, more='split_from = "a"')
    )
    assert steps(chronicle, "a")[1] == ("2024-12-12#1.2", ("reworded",), ("2024-12-05#1.1",))
    assert steps(chronicle, "b")[0] == ("2024-12-12#1.1", ("split",), ("2024-12-05#1.1",))


def test_a_merger_comes_from_all_and_ends_them_without_dropping(write: Write) -> None:
    chronicle = write(
        story("a", text("2024-12-05", "Kö"), drop("2024-12-12"))
        + story("b", text("2024-12-05", "Drift"), drop("2024-12-12"), order=20)
        + story("c", text("2024-12-12", "Kö och drift"), more='merged_from = ["a", "b"]')
    )
    origins = ("2024-12-05#1.1", "2024-12-05#1.2")
    assert steps(chronicle, "c")[0] == ("2024-12-12#1.1", ("merged",), origins)
    assert thread(chronicle, "a").into == ("c",)
    assert thread(chronicle, "a").dropped is None
    assert not check.problems(chronicle)


def test_what_ends_is_dropped_on_the_first_report_without_it(write: Write) -> None:
    chronicle = write(story("a", text("2024-12-05", "Kö"), drop("2024-12-14")))
    assert str(thread(chronicle, "a").dropped) == "2024-12-19"


def test_sub_items_follow_their_item_while_it_stands(write: Write) -> None:
    chronicle = write(
        story("a", text("2024-12-05", "Först"))
        + story("b", text("2024-12-05", "Uppdrag:"), drop("2024-12-12"), order=20)
        + story("b1", text("2024-12-05", "ett"), order=2, more='under = "b"')
        + story("b2", text("2024-12-05", "två"), order=1, more='under = "b"')
        + story("b2x", text("2024-12-05", "under två"), more='under = "b2"')
        + story("c", text("2024-12-05", "Sist"), order=30)
    )
    assert anchors(chronicle) == [
        ("1.1", 0, "a"),
        ("1.2", 0, "b"),
        ("1.2.1", 1, "b2"),
        ("1.2.1.1", 2, "b2x"),
        ("1.2.2", 1, "b1"),
        ("1.3", 0, "c"),
    ]
    assert anchors(chronicle, 1) == [
        ("1.1", 0, "b2"),
        ("1.1.1", 1, "b2x"),
        ("1.2", 0, "b1"),
        ("1.3", 0, "a"),
        ("1.4", 0, "c"),
    ]


def test_an_edition_differs_in_its_sentence_and_the_next_report_follows_it(write: Write) -> None:
    edition = '[[series.edition]]\ndate = 2024-12-12\nstoryline = "a"\ntext = "Kön är 40."\n'
    chronicle = write(edition + story("a", text("2024-12-05", "Kön är 400.")))
    assert [report.id for report in expand.reports(chronicle.series[0])] == [
        "s/2024-12-05",
        "s/2024-12-12",
        "s/2024-12-12.2",
        "s/2024-12-19",
        "s/2025-01-09",
    ]
    assert steps(chronicle, "a")[1:4] == [
        ("2024-12-12#1.1", ("unchanged",), ("2024-12-05#1.1",)),
        ("2024-12-12.2#1.1", ("reworded",), ("2024-12-12#1.1",)),
        ("2024-12-19#1.1", ("reworded",), ("2024-12-12.2#1.1",)),
    ]


def test_actions_open_with_their_day_the_newest_first_below_the_rest(write: Write) -> None:
    actions = "".join(
        f'[[action]]\nsection = "Media"\ndate = {day}\ntext = "{words}"\nstays = 2\n'
        for day, words in (("2024-12-10", "Nyhet"), ("2024-12-12", "Film"), ("2025-01-02", "Brev"))
    )
    chronicle = write(story("a", text("2024-12-05", "Media"), section="Media") + actions)
    reports = expand.reports(chronicle.series[0])
    printed = [[item.text.plain for item in report.sections[0].items] for report in reports]
    assert printed == [
        ["Media"],
        ["Media", "12/12: Film", "10/12: Nyhet"],
        ["Media", "12/12: Film", "10/12: Nyhet"],
        ["Media", "2/1: Brev"],
    ]
    assert reports[3].sections[0].items[1].text.own_date == "2025-01-02"


def test_a_title_is_wrong_for_a_while_and_the_look_changes(write: Write) -> None:
    wrong = '[[series.retitled]]\nfrom = 2024-12-12\nuntil = 2024-12-19\ntitle = "Lägesraport"\n'
    chronicle = write(wrong + story("a", text("2024-12-05", "Kö")))
    reports = expand.reports(chronicle.series[0])
    assert [report.title for report in reports] == [
        "Lägesrapport",
        "Lägesraport",
        "Lägesrapport",
        "Lägesrapport",
    ]
    assert [report.template for report in reports] == ["old", "old", "new", "new"]
    assert reports[0].compiled == "Sammanställt: 2024-12-05 klockan 08:30"


QUESTIONS = """
[[topic]]
query = "kö"
about = ["a@2024-12-12"]
mentions = ["a", "b"]
[[deadline]]
storyline = "a"
date = 2025-01-31
outcome = "open"
word = "a@2024-12-12"
[[name]]
name = "Lagen om offentlig upphandling"
abbreviation = "LOU"
kind = "law"
"""


def test_the_truth_cites_anchors(write: Write) -> None:
    due = "Svar {senast 31 januari|2025-01-31|deadline}"
    chronicle = write(
        story("a", text("2024-12-05", "Kö"), text("2024-12-12", due), drop("2025-01-09"))
        + story("b", text("2024-12-19", "Kön nämns"), section="Media"),
        QUESTIONS,
    )
    assert check.problems(chronicle) == []
    series = chronicle.series[0]
    reports = expand.reports(series)
    followed = threads.threads(series, reports)
    found = json.loads(truth.dumps(truth.truth(chronicle, reports, followed, {})))
    assert found["topics"] == [
        {
            "query": "kö",
            "anchors": {
                "s/2024-12-05#1.1": 1,
                "s/2024-12-12#1.1": 2,
                "s/2024-12-19#1.1": 2,
                "s/2024-12-19#2.1": 1,
                "s/2025-01-09#1.1": 1,
            },
        }
    ]
    (deadline,) = found["deadlines"]
    assert deadline["anchors"] == deadline["word"] == ["s/2024-12-12#1.1", "s/2024-12-19#1.1"]
    assert found["names"][0]["abbreviation"] == "LOU"
    assert found["series"][0]["missing"] == ["2024-11-28"]


@pytest.mark.parametrize(
    ("storylines", "complaint"),
    [
        (story("a", drop("2024-12-05")), "the first `at` needs a text"),
        (story("a", text("2024-12-05", "x"), text("2024-12-05", "y")), "does not come after"),
        (story("a", text("2024-12-05", "x"), more='kind = "list"'), "unknown kind 'list'"),
        (story("a", text("2024-12-05", "x"), more="ordr = 1"), "unknown keys: ordr"),
        (story("a", text("2024-12-05", "{x|2024|when}")), "unknown role 'when'"),
        (story("a"), "it has no `at`"),
        (story("a", "from = 2024-12-05, text = 5"), "'text' must be a str"),
    ],
)
def test_a_broken_format_is_named_with_its_storyline(
    write: Write, storylines: str, complaint: str
) -> None:
    with pytest.raises(ChronicleError, match=r"weekly\.toml: storyline a") as error:
        write(storylines)
    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("storylines", "complaint"),
    [
        (story("a", text("2024-12-05", "x"), section="Lage"), "a: unknown section 'Lage'"),
        (story("a", text("2026-01-01", "x")), "a: no report carries the version of 2026-01-01"),
        (story("a", text("2024-12-05", "x"), more='under = "b"'), "a: it refers to b"),
        (story("a", text("2024-12-05", "x"), more='under = "a"'), "a: it stands below itself"),
        (story("a", text("2024-12-05", "x")) * 2, "a: the id is used twice"),
        (
            story("a", text("2024-12-12", "x"))
            + story("b", text("2024-12-12", "y"), more='split_from = "a"'),
            "b: a, which it came from, stands in no report before 2024-12-12",
        ),
        (
            story("a", text("2024-12-05", "x"))
            + story("b", text("2024-12-12", "y"), more='merged_from = ["a"]'),
            "b: a was merged into it but still stands on 2024-12-12",
        ),
    ],
)
def test_contradictions_are_found(write: Write, storylines: str, complaint: str) -> None:
    assert any(complaint in problem for problem in check.problems(write(storylines)))


def test_a_deadline_must_be_promised_and_every_promise_listed(write: Write) -> None:
    due = "Svar {senast 31 mars|2025-03-31|deadline}"
    chronicle = write(
        story("a", text("2024-12-05", due), text("2024-12-12", "Klart"))
        + story("b", text("2024-12-05", "Kö")),
        QUESTIONS,
    )
    assert check.problems(chronicle) == [
        "deadline a 2025-01-31: the storyline promises nothing for that day",
        "storyline a: its deadline 2025-03-31 is not among the questions",
    ]


def test_the_corpus_own_chronicle_agrees_with_itself() -> None:
    chronicle = load(Path(__file__).parents[2] / "corpus" / "chronicle")
    assert check.problems(chronicle) == []
