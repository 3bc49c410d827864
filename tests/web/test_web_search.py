"""Search and trace as pages: what they show, and that the address holds it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from visitors import Open, form_of

from search.web.bars import HEIGHT, WIDTH, Bar, bars


def page_of(site: TestClient, address: str) -> html.HtmlElement:
    answer = site.get(address)
    assert answer.status_code == 200
    return html.document_fromstring(answer.text)


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def number(heading: str) -> int:
    return int(re.sub(r"\D", "", heading.partition(" punkt")[0]) or 0)


def test_hits_show_marked_words_and_why(site: TestClient) -> None:
    first = page_of(site, "/search?q=IVO").find_class("hit")[0]
    assert [text(mark) for mark in first.iter("mark")] == [
        "Inspektionen för vård och omsorg",
        "IVO",
    ]
    assert "IVO → Inspektionen för vård och omsorg (förkortning)" in text(first)
    assert first.find(".//h3/a").get("href").endswith("/3.1?q=IVO#3.1")


def test_what_was_searched_and_not_read_is_always_said(site: TestClient) -> None:
    for address in ("/", "/search?q=IVO", "/search?q=xyzzyq", "/trace?q=IVO"):
        said = text(page_of(site, address).find_class("searched")[0])
        assert "Genomsökt: 84 rapporter" in said, address
        assert "3 filer kunde inte läsas." in said, address


def test_paging_goes_through_all_hits_once(site: TestClient) -> None:
    address: str | None = "/search?q=IVO&sort=date"
    seen: list[str] = []
    while address:
        page = page_of(site, address)
        for hit in page.find_class("hit"):
            links = [a.get("href") for a in hit.iter("a")]
            seen += [link.partition("?")[0] for link in links]
        following = page.xpath("//nav[@class='pager']/a[@rel='next']/@href")
        address = following[0] if following else None
    assert len(seen) == len(set(seen)) == number(text(page.get_element_by_id("found"))) == 105


def test_facets_count_what_choosing_them_gives(site: TestClient) -> None:
    page = page_of(site, "/search?q=IVO")
    facets = page.xpath("//ul[@class='facet']/li/a")
    assert len(facets) >= 8
    for facet in facets:
        count = int(text(facet.find_class("count")[0]))
        narrowed = page_of(site, facet.get("href"))
        assert number(text(narrowed.get_element_by_id("found"))) == count, facet.get("href")
        back = narrowed.xpath("//ul[@class='facet']/li/a[@aria-current]")
        assert [one.get("href") for one in back] == ["/search?q=IVO"], facet.get("href")


def test_months_narrow_to_what_they_count(site: TestClient) -> None:
    months = page_of(site, "/search?q=IVO").xpath("//figure[@class='months']//a")
    assert len(months) == 15
    for month in months[:3]:
        label = month.get("aria-label")
        narrowed = page_of(site, month.get("href"))
        assert f": {number(text(narrowed.get_element_by_id('found')))} punkt" in label


def test_the_address_holds_the_whole_state(site: TestClient) -> None:
    address = (
        "/search?q=beslut&from=2025&to=2025-06&section=L%C3%A4gesbild&sort=date&in=section&strict=1"
    )
    page = page_of(site, address)
    form = page.find(".//main//form")
    assert dict(form.form_values()) == {
        "q": "beslut",
        "from": "2025",
        "to": "2025-06",
        "section": "Lägesbild",
        "series": "",
        "sort": "date",
        "in": "section",
        "by": "item",
        "strict": "1",
    }
    following = page.xpath("//a[@rel='next']/@href")[0]
    assert following == address.replace("in=section&strict=1", "in=section&strict=1&page=2")


def test_reports_can_be_listed_in_place_of_items(site: TestClient) -> None:
    page = page_of(site, "/search?q=IVO&by=report")
    assert len(page.find_class("hit")) == 20
    assert len(page.xpath("//a[@rel='next']")) == 1
    assert len({text(one) for one in page.find_class("anchor")}) == 20


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/search?q=avgfit+xyzzyq", ["Ingen punkt har alla ord", "Menade du", "xyzzyq"]),
        ("/search?q=xyzzyq", ["Inget hittades", "Inget i arkivet svarar mot"]),
        (
            "/search?q=IVO&from=2024-08&to=2024-08",
            ["Inget hittades", "105 punkter svarar om du tar bort"],
        ),
        ("/search?q=xyzzyq&strict=1", ["Tillåt böjningar"]),
    ],
)
def test_finding_nothing_is_explained(site: TestClient, address: str, said: list[str]) -> None:
    page = text(page_of(site, address).find(".//main"))
    for one in said:
        assert one in page


def test_what_reports_say_is_escaped(site: TestClient) -> None:
    page = site.get("/search", params={"q": '"<script>alert(1)</script>"'}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_trace_shows_versions_with_their_changes(site: TestClient) -> None:
    page = page_of(site, "/trace?q=upphandlingsskadeavgift")
    assert (
        text(page.get_element_by_id("found")) == "2 trådar i 15 rapporter, 2025-09-18 – 2026-01-15"
    )
    tables = page.find_class("history")
    assert len(tables) == 2
    assert all(table.findtext("caption") for table in tables)
    reworded = [row for row in tables[0].iter("tr") if row.find_class("reworded")]
    assert all(row.xpath(".//ins | .//del") for row in reworded)
    picture = page.find(".//figure/svg")
    assert picture is not None
    assert "över tid" in picture.findtext("title")


def test_the_wording_on_a_day(site: TestClient) -> None:
    page = page_of(site, "/trace?q=upphandlingsskadeavgift&at=2025-11-10")
    assert text(page.get_element_by_id("found")) == "Så stod det den 2025-11-10"
    rows = page.xpath("//tbody/tr")
    assert [text(row.find("th")).split()[0] for row in rows] == ["2025-11-06", "2025-11-06"]
    assert page.find(".//input[@name='at']").get("value") == "2025-11-10"
    standing = site.get("/trace.json?q=upphandlingsskadeavgift&at=2025-11-10").json()
    assert "unchanged" in standing["threads"][1]["versions"][0]["changes"]
    for row, thread in zip(rows, standing["threads"], strict=True):
        assert text(row.find("td/span")) == thread["versions"][0]["text"]


def told(drawn: Sequence[Bar]) -> list[tuple[str, int]]:
    return [(bar.period, bar.count) for bar in drawn]


months = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda day: f"{day:%Y-%m}")


@given(st.dictionaries(months, st.integers(1, 10**6), max_size=12))
def test_bars_stay_in_the_picture(counts: Mapping[str, int]) -> None:
    drawn = bars(counts)
    assert sum(bar.count for bar in drawn) == sum(counts.values())
    assert all(count == counts.get(period, count) for period, count in told(drawn))
    assert [bar.period for bar in drawn] == sorted({bar.period for bar in drawn})
    assert len(drawn) <= 201
    for bar in drawn:
        assert 0 <= bar.left <= bar.left + bar.width <= WIDTH + 1
        assert 0 <= bar.top <= bar.top + bar.height <= HEIGHT
    assert sum(bar.named for bar in drawn) <= 12


def test_data_lists_what_the_page_lists(site: TestClient) -> None:
    by_item, by_report = (
        site.get(f"/search.json?q=IVO&limit=1000{more}").json() for more in ("", "&by=report")
    )
    assert len(by_item["hits"]) == by_item["total"]
    assert len(by_report["hits"]) == by_report["reports"] < by_item["total"]
    table = site.get("/search.csv?q=IVO&by=report").text.splitlines()
    assert len(table) == 1 + by_report["reports"]
    assert table[0] != site.get("/search.csv?q=IVO").text.splitlines()[0]


def test_a_topic_is_shown_as_the_hits_of_its_query(browse: Open) -> None:
    visitor = browse()
    visitor.post("/topics", data={"name": "ivo", "q": "IVO beslut"} | form_of(visitor))
    page = html.document_fromstring(visitor.get("/trace?topic=ivo").text)
    assert "/search?q=IVO+beslut" in page.xpath("//ul[@class='actions']//a/@href")
