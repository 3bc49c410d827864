"""The Atom feed: well-formed, with ids that stay."""

from __future__ import annotations

from fastapi.testclient import TestClient
from lxml import etree

from search.news import Novelty
from search.web.atom import MOST, feed
from search.web.language import words

ATOM = "{http://www.w3.org/2005/Atom}"


def novelty(date: str, text: str = "Texten") -> Novelty:
    return Novelty("new", date, "lage", f"t{date}", f"lage/{date}#1.1", "Läget", text, ())


def test_it_holds_the_news_in_order(site: TestClient) -> None:
    news = site.get("/news.json?q=IVO&from=2025-12").json()
    root = etree.fromstring(site.get("/news.atom?q=IVO&from=2025-12").content)
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}content") for entry in entries] == [one["text"] for one in news]
    assert root.findtext(f"{ATOM}updated") == f"{news[0]['date']}T00:00:00Z"
    link = entries[0].find(f"{ATOM}link").get("href")
    assert link.startswith("http://localhost/report/")
    assert site.get(link).status_code == 200


def test_ids_stay_and_differ() -> None:
    def ids(*news: Novelty) -> list[str | None]:
        made = feed(news, "Nytt", "/news", "http://localhost", words("sv"))
        return [entry.findtext(f"{ATOM}id") for entry in etree.fromstring(made.encode())]

    one, other = novelty("2025-03-06"), novelty("2025-03-13")
    assert ids(one) == ids(one)
    both = [each for each in ids(other, one) if each]
    assert len(both) == len(set(both))
    assert set(filter(None, ids(one))) - {both[0]} <= set(both)


def test_what_xml_does_not_allow_is_left_out() -> None:
    hostile = novelty("2025-03-06", "a\x00b\ud800 <script> & \uffff ]]>")
    made = feed(
        [hostile] * (MOST + 5), '"Nytt" <&>', "/news?q=<&>", "http://localhost", words("en")
    )
    root = etree.fromstring(made.encode())
    assert root.findtext(f"{ATOM}entry/{ATOM}content") == "ab <script> &  ]]>"
    assert len(root.findall(f"{ATOM}entry")) == MOST
