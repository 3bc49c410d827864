"""search/chart.py: the picture is well-formed, escaped, bounded, and shows what it must."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from index.rows import Totals
from search.chart import LANES, chart
from search.trace import Trace, TraceThread, TraceVersion

SVG = "{http://www.w3.org/2000/svg}"
SEARCHED = Totals(3, 9, 0, "2025-01-09", "2025-03-06")


def version(
    day: str | None, *changes: str, text: str = "Svar till IVO", matches: bool = True
) -> TraceVersion:
    anchor = f"lage/{day}#1.1"
    return TraceVersion(anchor, f"lage/{day}", day, "Läget", text, matches, changes, (), ())  # type: ignore[arg-type]


def thread(
    *versions: TraceVersion, dropped: str | None = None, pauses: tuple[tuple[str, str], ...] = ()
) -> TraceThread:
    first, last = versions[0].date, versions[-1].date
    return TraceThread(
        versions[0].anchor, "lage", first, last, dropped, False, pauses, (), versions
    )


def answer(*threads: TraceThread, query: str = "IVO") -> Trace:
    days = sorted(v.date for t in threads for v in t.versions if v.date)
    months = tuple((month, 1) for month in sorted({day[:7] for day in days}))
    first, last = (days[0], days[-1]) if days else (None, None)
    return Trace(query, query, first, last, len(days), months, threads, SEARCHED)


def marks(svg: str) -> list[str]:
    """The titles of the marks, in order; the legend has none."""
    root = ElementTree.fromstring(svg)
    return [
        title.text or "" for path in root.iter(f"{SVG}path") for title in path.iter(f"{SVG}title")
    ]


LIFE = thread(
    version("2025-01-09", "new"),
    version("2025-01-16", "unchanged"),
    version("2025-01-23", "reworded", matches=False),
    version("2025-02-20", "returned", "moved"),
    dropped="2025-03-06",
    pauses=(("2025-01-30", "2025-02-20"),),
)


def test_marks_are_the_changes_and_the_end() -> None:
    assert marks(chart(answer(LIFE))) == [
        "2025-01-09: new",
        "2025-01-23: reworded (does not match)",
        "2025-02-20: returned, moved",
        "2025-03-06: dropped",
    ]


def test_what_does_not_match_is_hollow() -> None:
    root = ElementTree.fromstring(chart(answer(LIFE)))
    fills = [
        path.get("fill") for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None
    ]
    assert fills[1] == "#ffffff"
    assert "#ffffff" not in (fills[0], fills[2])


def test_a_pause_is_dotted() -> None:
    root = ElementTree.fromstring(chart(answer(LIFE)))
    [dotted] = [line for line in root.iter(f"{SVG}line") if line.get("stroke-dasharray")]
    whole = [line for line in root.iter(f"{SVG}line") if line.get("stroke-width") == "3"]
    assert [dotted.get("x1"), dotted.get("x2")] == [whole[0].get("x2"), whole[1].get("x1")]


def test_every_kind_of_change_has_its_own_shape_and_is_in_the_legend() -> None:
    root = ElementTree.fromstring(chart(answer(LIFE)))
    legend = [path for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is None]
    shapes = [path.get("d") for path in legend[:-1]]  # the last explains what is hollow
    assert len(set(shapes)) == len(shapes) == 8
    words = {text.text for text in root.iter(f"{SVG}text")}
    assert words >= {
        "new",
        "split",
        "merged",
        "returned",
        "moved",
        "reworded",
        "spelling",
        "dropped",
    }


def test_it_has_a_title_and_says_in_words_what_it_shows() -> None:
    root = ElementTree.fromstring(chart(answer(LIFE)))
    assert root.findtext(f"{SVG}title") == "“IVO” over time"
    told = root.findtext(f"{SVG}desc") or ""
    assert "2025-01: 1." in told
    assert "2025-01-09 – 2025-02-20, dropped 2025-03-06, 2 changes: Svar till IVO" in told


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a & b", "]]>", "nul\x00 esc\x1b[31m", "\ud800"]
)
def test_text_from_reports_is_escaped(text: str) -> None:
    svg = chart(answer(thread(version("2025-01-09", "new", text=text)), query=text))
    ElementTree.fromstring(svg)
    assert "<script" not in svg
    assert not re.search(r"[\x00-\x08\x1b]", svg)


def test_a_strict_content_security_policy_has_nothing_to_block() -> None:
    svg = chart(answer(LIFE))
    assert not re.search(r"\bstyle=|<style|<script|\bon\w+=|href|url\(|<image|<foreignObject", svg)


def test_lanes_are_bounded_and_the_rest_is_counted() -> None:
    many = [replace(LIFE, id=str(number)) for number in range(LANES + 3)]
    root = ElementTree.fromstring(chart(answer(*many)))
    assert len(list(root.iter(f"{SVG}g"))) == LANES
    assert "and 3 more threads" in {text.text for text in root.iter(f"{SVG}text")}


def lines(svg: str) -> list[str]:
    """What is written beside the lanes, the longest first."""
    texts = [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    return sorted((text for text in texts if re.match(r"\d+\. ", text)), key=len, reverse=True)


@pytest.mark.parametrize("text", ["Svar till IVO " * 40, "M" * 400, "Svar " + "i" * 900])
def test_a_long_statement_ends_with_a_whole_word_inside_the_picture(text: str) -> None:
    [line] = lines(chart(answer(thread(version("2025-01-09", "new", text=text)))))
    assert line.endswith(" …")
    assert text.startswith(line.removeprefix("1. ").removesuffix(" …"))
    width = {"M": 0.833, "i": 0.222}.get(text[-1], 0.47)  # of Helvetica's letters, in ems
    assert len(line) * width * 11.5 < 960
    assert text[0] == "M" or line.removesuffix(" …").endswith(("Svar", "till", "IVO"))


def test_lanes_bear_the_numbers_of_the_text() -> None:
    undated = thread(version(None, "new"))
    assert lines(chart(answer(undated, LIFE))) == ["2. Svar till IVO"]


@pytest.mark.parametrize(("until", "smaller"), [("2026-01-08", False), ("2031-01-09", True)])
def test_marks_of_many_years_are_smaller(until: str, smaller: bool) -> None:
    svg = chart(answer(thread(version("2025-01-09", "new"), version(until, "reworded"))))
    assert ("scale(" in svg) == smaller


def test_boilerplate_is_in_a_lighter_ink() -> None:
    def inks(one: TraceThread) -> set[str | None]:
        root = ElementTree.fromstring(chart(answer(one)))
        return {
            text.get("fill") for text in root.iter(f"{SVG}text") if text.text == "1. Svar till IVO"
        }

    assert inks(LIFE) == {None}
    assert inks(replace(LIFE, boilerplate=True)) == {"#5a5a5a"}


def test_everything_is_inside_the_picture() -> None:
    root = ElementTree.fromstring(chart(answer(LIFE, thread(version("2034-12-31", "new")))))
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    for line in root.iter(f"{SVG}line"):
        assert 0 <= float(line.get("x1", "-1")) <= float(line.get("x2", "-1")) + 1 <= width + 1
        assert float(line.get("y2", "-1")) <= height


def test_nothing_found_and_undated_items_are_a_picture_too() -> None:
    for empty in (answer(), answer(thread(version(None, "new")))):
        ElementTree.fromstring(chart(empty))
