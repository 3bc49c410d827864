"""Whatever is asked, the answer is a clear page (or JSON), and never a fault of the server."""

from __future__ import annotations

import sqlite3
from urllib.parse import parse_qsl, quote

import pytest
from addresses import ITEM, REPORT
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from visitors import Open, form_of

LONG = "beslut " * 1500


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/search?q=(IVO", 400, "Den här parentesen stängs aldrig"),
        ("/trace?q=IVO+OR", 400, "Frågan slutar där ett ord väntas"),
        ("/news?q=%22", 400, "Det här citatet stängs aldrig"),
        (f"/search?q={LONG}", 400, "Adressen är för lång: q"),
        (f"/search?q=IVO&from={LONG}", 400, "Adressen är för lång: from"),
        (f"/search?q=IVO&series=a&series={LONG}", 400, "Adressen är för lång: series"),
        (f"{REPORT}?q={LONG}", 400, "Adressen är för lång: q"),
        ("/search?q=IVO&from=igår", 400, "”igår” är inget datum"),
        ("/search?q=IVO&from=2025-02-30", 400, "är inget datum"),
        ("/search?q=IVO&from=2026&to=2025", 400, "rymmer ingen dag"),
        ("/trace?q=IVO&at=12/3", 400, "är inget datum"),
        ("/search?q=IVO&page=0", 400, "Adressen frågar efter något som inte finns: page"),
        ("/search?q=IVO&page=99", 404, "Svaret har ingen sida 99"),
        ("/trace?q=IVO&page=99", 404, "Svaret har ingen sida 99"),
        ("/news?page=99", 404, "Svaret har ingen sida 99"),
        ("/search?q=IVO&page=99999999999999999999", 400, "page"),
        ("/search?q=IVO&sort=sideways", 400, "sort"),
        ("/search?q=IVO&series=nowhere", 404, "Det finns ingen serie ”nowhere”"),
        ("/trace?topic=nowhere", 404, "Det finns ingen bevakning ”nowhere”"),
        (f"{REPORT}?sheet=40", 404, "har ingen sida 40"),
        (f"{REPORT}0", 404, "Det finns ingen rapport"),
        (f"{REPORT}/1.99", 404, "Det finns ingen punkt"),
        ("/report/nowhere/2025-01-01", 404, "Det finns ingen rapport"),
        ("/report/nowhere/2025-01-01", 404, "Alla rapporter står under Rapporter"),
        ("/nowhere", 404, "Det finns ingen sida på den adressen"),
        ("/search%00?q=IVO", 404, "Det finns ingen sida"),
    ],
)
def test_bad_addresses_get_a_clear_page(
    site: TestClient, address: str, status: int, said: str
) -> None:
    answer = site.get(address)
    assert answer.status_code == status
    assert said in answer.text
    assert '<main id="content"' in answer.text
    if "?q" in address or address.endswith(".99"):
        assert 'id="q"' in answer.text  # ask again from here


def test_a_broken_query_is_shown_with_its_place(site: TestClient) -> None:
    answer = site.get("/search?q=IVO+(beslut")
    assert "IVO (beslut\n    ^</pre>" in answer.text
    answer = site.get("/search.json?q=IVO+(beslut")
    assert answer.status_code == 400
    assert answer.json() == {
        "error": "This parenthesis is not closed",
        "advice": "Close it, or remove it.",
        "near": [],
        "position": 4,
    }


@pytest.mark.parametrize(
    ("address", "amiss"),
    [
        ("/search?q=(IVO&from=2025&section=Drift&sort=date&strict=1", ["q"]),
        ("/search?q=IVO&from=igår&section=Drift&series=a&series=b", ["from"]),
        ("/trace?q=IVO&at=12/3&from=2025", ["at"]),
        ("/news?topic=ivo&to=sen", ["to"]),
        ("/deadlines?q=IVO&from=2026&to=2025", ["from", "to"]),
        (f"/search?q=IVO&section={'x' * 201}&by=report", ["section"]),
        ("/names?q=IVO&sort=sist&from=2025", []),
    ],
)
def test_a_form_keeps_what_was_typed_and_names_the_field_at_fault(
    site: TestClient, address: str, amiss: list[str]
) -> None:
    answer = site.get(address)
    assert answer.status_code == 400
    page = html.document_fromstring(answer.text)
    [form] = page.xpath("//form[@role='search']")
    path, _, query = address.partition("?")
    assert form.get("action") == path
    asked = [one for one in parse_qsl(query) if one != ("sort", "sist")]
    typed = [(one.get("name"), one.get("value")) for one in form.xpath(".//input")]
    assert sorted(one for one in typed if one[1]) == sorted(asked)
    at_fault = form.xpath(".//input[@aria-invalid='true']")
    assert sorted(one.get("name") for one in at_fault) == sorted(amiss)
    assert {one.get("aria-describedby") for one in at_fault} <= {"problem"}
    assert page.get_element_by_id("problem").text_content().strip()


@pytest.mark.parametrize(
    ("name", "q", "amiss", "said"),
    [
        ("ivo", "IVO (beslut", "q", "Den här parentesen stängs aldrig. Stäng den"),
        ("–", "IVO beslut", "name", "Namnet på en bevakning har en bokstav"),
    ],
)
def test_the_form_of_a_topic_keeps_what_was_typed(
    browse: Open, name: str, q: str, amiss: str, said: str
) -> None:
    visitor = browse()
    answer = visitor.post("/topics", data={"name": name, "q": q} | form_of(visitor))
    page = html.document_fromstring(answer.text)
    fields = {one.get("name"): one for one in page.xpath("//main//input[not(@type='hidden')]")}
    assert {field: one.get("value") for field, one in fields.items()} == {"name": name, "q": q}
    assert [field for field, one in fields.items() if one.get("aria-invalid")] == [amiss]
    assert fields[amiss].get("aria-describedby") == "problem"
    assert said in page.get_element_by_id("problem").text_content()


def test_near_reports_and_items_are_offered(site: TestClient) -> None:
    page = site.get(f"{REPORT[:-1]}8").text
    assert f'href="{REPORT}"' in page
    page = site.get(f"{REPORT}/1.22").text
    assert f'href="{ITEM}#1.2"' in page
    near = site.get(f"{REPORT}/1.22.json").json()["near"]
    assert f"{REPORT.removeprefix('/report/')}#1.2" in near


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_other_methods_are_refused(site: TestClient, method: str) -> None:
    assert getattr(site, method)("/search?q=IVO").status_code in (403, 405)


words = st.text(st.characters(codec="utf-8"), max_size=40)
fields = st.fixed_dictionaries(
    {},
    optional={
        "q": words | st.sampled_from(['"IVO', "a~9", "*", "date:..", "NOT x", "é̂\u200b", "=", "-"]),
        "from": words | st.sampled_from(["2025", "0000", "2025-13"]),
        "to": words,
        "series": words,
        "section": words,
        "at": words,
        "page": st.integers(-3, 3).map(str) | words,
        "sort": words,
        "topic": words,
        "lang": words,
    },
)
PATHS = (
    "/search",
    "/trace",
    "/search.json",
    "/news.json",
    "/deadlines",
    "/names.json",
    "/trace.svg",
    "/trace.png",
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PATHS), fields)
def test_nothing_that_is_asked_breaks_the_server(
    site: TestClient, path: str, asked: dict[str, str]
) -> None:
    answer = site.get(path, params=asked, follow_redirects=False)
    assert answer.status_code < 500, answer.text
    site.cookies.clear()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(words, min_size=1, max_size=4), st.sampled_from(["", ".json", ".png", ".atom"]))
def test_no_path_breaks_the_server(site: TestClient, parts: list[str], ending: str) -> None:
    path = "/".join(quote(part, safe="") for part in ["report", *parts])
    assert site.get(f"http://localhost/{path}{ending}").status_code < 500


def test_a_fault_is_told_without_its_insides(
    browse: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret insides")

    visitor = browse()
    monkeypatch.setattr("search.web.archive_pages._holdings", broken)
    with pytest.raises(ZeroDivisionError):  # what the server's log gets
        visitor.get("/archive?q=secret")
    assert "/archive failed" in caplog.text
    assert "q=secret" not in caplog.text


def test_a_catalogue_that_cannot_be_read_is_said(
    browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = browse()

    def kept(*_: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr("search.web.archive_pages._holdings", kept)
    answer = visitor.get("/archive")
    assert answer.status_code == 503
    assert "Arkivet går inte att läsa just nu" in answer.text
    assert visitor.get("/archive.json").json()["error"]
