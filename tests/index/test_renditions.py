"""Which files of a day are one report, and what that report then says."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_reports import read_small, report

from index.renditions import Reading, folded, group, merge, numbered, relation

BASE = (
    "Regionen inför en ny rutin för remisser under hösten.",
    "Vårdcentralen i Ekvik har öppet som vanligt i helgen.",
    "Myndigheten väntar på svar senast den 13 november 2025.",
    "Telefonlinjen bemannas dygnet runt av två sköterskor.",
    "Utbildningen för nya chefer börjar i mars i stora salen.",
)


def reading(*items: str, name: str = "a.pdf", title: str = "Lägesrapport") -> Reading:
    return Reading(read_small(report(title, "2025-11-06", *items).encode(), name))


def changed(place: int, *texts: str) -> tuple[str, ...]:
    return (*BASE[:place], *texts, *BASE[place + 1 :])


@pytest.mark.parametrize(
    ("items", "name", "expected", "why"),
    [
        (BASE, "b.pdf", "same", "the same words"),
        (changed(0, "Regionen  inför en ny ru-tin för remisser under hösten"), "b.pdf", "same",
         "spaces, hyphens and full stops are a producer's"),
        (changed(1, "Vårdcentralen i Ekvik har", "öppet som vanligt i helgen."), "b.pdf", "same",
         "one item cut in two is no difference in what is said"),
        (BASE[:-1], "b.pdf", "same", "a whole item is missing"),
        ((*BASE, "Ett nytt stycke om parkeringen vid sjukhuset."), "b.pdf", "same",
         "a whole item is there in addition"),
        (changed(2, "Myndigheten väntar på svar senast den 20 november 2025."), "b.pdf", "edition",
         "another date is another text"),
        (changed(2, "Myndigheten väntar på svar senast den 20 november 2025."), "b.html", "edition",
         "whatever the format"),
        (changed(2, "Myndigheten väntar på svar senast den 20 november 2025."), "b.scan", "edition",
         "OCR does not excuse another number"),
        (changed(3, "Telefonl1njen bemannas dygnet runt av två skötersk0r."), "b.pdf", "edition",
         "slips in a file that is no scan are changes"),
        (changed(3, "Telefonlinjcn bemannas dygnet runt av tvä sköterskor."), "b.scan", "same",
         "slips of OCR"),
        (changed(4, "Kursen ställs in."), "b.pdf", "edition",
         "an item replaced, in the same format"),
        (("Helt andra nyheter om bussar.", "Och om tåg i grannlänet."), "b.pdf", "other",
         "nothing in common"),
    ],
)  # fmt: skip
def test_relation(items: tuple[str, ...], name: str, expected: str, why: str) -> None:
    one, other = reading(*BASE), reading(*items, name=name)
    assert (relation(one, other), relation(other, one)) == (expected, expected), why


@pytest.mark.parametrize(
    ("ones", "other", "why"),
    [
        (["Antal anmälda händelser: 12"], "Antal anmälda händelser: 1", "a figure cut short"),
        (["Belopp 12"], "Belopp 1", "however short the item"),
        (["Antal vårdplatser: 12"], "Antal vårdplatser: 120", "a figure that goes on"),
        (["1 400 000 kronor per år."], "400 000 kronor per år.", "a figure that begins earlier"),
        (["Regionen betalar avgiften senast den 7 november."], "Regionen betalar avgiften.",
         "a deadline is gone"),
        (["Regionen överklagar beslutet inte i någon del"], "Regionen överklagar beslutet",
         "a statement turned round by how it goes on"),
        (["Antal vårdplatser: 12", "0 är stängda"], "Antal vårdplatser: 120 är stängda",
         "no item is cut within a figure"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["b.html", "b.scan"])
def test_a_part_of_an_item_is_not_the_item(
    ones: list[str], other: str, why: str, name: str
) -> None:
    files = reading(*changed(1, *ones), name="a.html"), reading(*changed(1, other), name=name)
    relations = [relation(*files), relation(*reversed(files))]
    if relations == ["same", "same"]:  # nothing is alike, and the formats differ: both are kept
        said = {folded(said.item.text) for part in merge(files) for said in part.items}
        assert said >= {folded(other), *map(folded, ones)}, why
    else:
        assert relations == ["edition", "edition"], why


@pytest.mark.parametrize(
    ("ones", "others"),
    [
        (["Svar: Ja", "Antal 12"], ["Svar:", "Ja", "Antal 12"]),
        (
            ["Ett stycke om läget", "i Ekvik och kring"],
            ["Ett stycke om", "läget i Ekvik och kring"],
        ),
        (["Ett stycke om läget i Ekvik", "Och ett"], ["Ett stycke om", "läget i", "Ekvik Och ett"]),
    ],
)
def test_items_cut_elsewhere_say_the_same(ones: list[str], others: list[str]) -> None:
    files = reading(*changed(1, *ones)), reading(*changed(1, *others), name="b.pdf")
    assert [relation(*files), relation(*reversed(files))] == ["same", "same"]
    assert len(merge(files)[0].items) == len(BASE) - 1 + len(ones), "nothing is said twice"


def test_what_only_the_format_explains_makes_no_edition() -> None:
    web = reading(*BASE, "Dela sidan", name="a.html")
    paper = reading(*BASE, "Sidfot 1(2)", name="a.pdf")
    assert relation(web, paper) == "same"
    assert relation(paper, reading(*BASE, "Dela sidan", name="b.pdf")) == "edition"


def test_merged_report_has_what_any_rendition_has_in_its_place() -> None:
    web = reading(*BASE[:2], *BASE[3:], name="a.html")
    paper = reading(*BASE, name="a.pdf")
    [members] = group([paper, web])
    assert members[0] is web
    [part] = merge(members)
    assert tuple(said.item.text for said in part.items) == BASE
    assert [said.item.anchor for said in part.items] == ["1.1", "1.2", "1.3", "1.4", "1.5"]


def test_hits_in_a_web_page_have_a_page_in_the_pdf() -> None:
    web = reading("-Ett stycke som webben har helt och hållet.", *BASE[1:], name="a.html")
    paper = reading("-Ett stycke som webben", "-har helt och hållet.", *BASE[1:], name="a.pdf")
    [part] = merge([web, paper])
    assert {said.boxed_in for said in part.items} == {paper.sha256}
    assert [len(said.item.boxes) for said in part.items] == [2, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("web", "paper"),
    [
        (("Läget", "Om"), ("Läget", "Frågor", "Om")),
        (("Läget", "Om"), ("Läget", "Om", "Frågor")),
        (("Läget", "Om"), ("Frågor", "Läget", "Om")),
    ],
    ids=["between", "at the end", "at the beginning"],
)
def test_a_section_that_only_one_file_has_comes_behind_the_one_before_it(
    web: tuple[str, ...], paper: tuple[str, ...]
) -> None:
    sections = {"Läget": BASE[:2], "Frågor": BASE[2:3], "Om": BASE[3:]}

    def file(*headings: str, name: str) -> Reading:
        text = "# Lägesrapport\ndate: 2025-11-06\n" + "\n".join(
            f"## {heading}\n" + "\n".join(f"- {item}" for item in sections[heading])
            for heading in headings
        )
        return Reading(read_small(text.encode(), name))

    parts = merge([file(*web, name="a.html"), file(*paper, name="a.pdf")])
    assert tuple(part.heading for part in parts) == paper
    place = paper.index("Frågor")
    assert parts[place].items[0].item.anchor == f"{place + 1}.1"


def test_grouping_and_merging_do_not_depend_on_the_order_of_files() -> None:
    files = [
        reading(*BASE, name="a.html"),
        reading(*BASE[1:], name="a.pdf"),
        reading(*changed(2, "Myndigheten väntar inte längre på något svar alls."), name="b.pdf"),
        reading("Helt andra nyheter om bussar.", "Och om tåg.", name="c.pdf"),
        reading(
            *changed(3, "Telefonlinjcn bemannas dygnet runt av tvä sköterskor."), name="d.scan"
        ),
    ]
    seen = {
        str([([r.sha256 for r in members], merge(members)) for members in group(order)])
        for order in permutations(files)
    }
    assert len(seen) == 1
    assert len(group(files)) == 3


@given(st.lists(st.integers(0, 5), max_size=30))
def test_anchors_are_counted_and_unique(levels: list[int]) -> None:
    anchors = numbered(3, levels)
    assert len(set(anchors)) == len(levels)
    for anchor in anchors:
        above, _, number = anchor.rpartition(".")
        assert above == "3" or above in anchors
        assert number == "1" or f"{above}.{int(number) - 1}" in anchors


def test_folding() -> None:
    assert folded("IVO-beslut: ”ﬁx” 22/10 ÅÄÖ") == "ivobeslutfix2210åäö"


def test_a_scan_never_leads() -> None:
    scan = reading(*BASE, name="a.scan")
    paper = reading(*BASE, name="b.pdf")
    digest = hashlib.sha256(b"").hexdigest()
    late = Reading(replace(paper.report, source=replace(paper.report.source, sha256=f"f{digest}")))
    assert group([scan, late])[0][0] is late


ABSURD = {
    "nearly the same": (
        [f"samma text i alla punkter nummer {number}" for number in range(5_000)],
        [f"samma text i alla punkten nummer {number * 3}" for number in range(5_000)],
    ),
    "one letter, again and again": (
        ["a" * length for length in range(1, 1_000)],
        ["a" * length + "b" for length in range(1, 1_000)],
    ),
    "two items of half a million letters": (["ord" * 170_000], ["rod" * 170_000]),
}


@pytest.mark.parametrize(("one", "other"), ABSURD.values(), ids=ABSURD)
def test_absurd_reports_are_compared_within_bounds(one: list[str], other: list[str]) -> None:
    readings = [reading(*one), reading(*other, name="b.scan")]
    began = time.process_time()
    assert relation(*readings) == relation(*readings[::-1])
    assert time.process_time() - began < 15


def test_past_the_bound_nothing_is_taken_for_a_remainder_of_its_format() -> None:
    """A thousand deadlines moved, a tenth of the file: too many to compare, all to be kept."""
    common = "samma text " * 50_000
    web, paper = (
        reading(
            common,
            *[f"Svaret i ärende {n} ska vara inne senast {day} november." for n in range(1_001)],
            name=name,
        )
        for name, day in (("a.html", 13), ("b.pdf", 20))
    )
    assert [relation(web, paper), relation(paper, web)] == ["edition", "edition"]
    assert len(group([web, paper])) == 2
