"""Every page: in both languages, with its landmarks; and every JSON: as described, as the CLI's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from addresses import DATA, ITEM, PAGES, REPORT
from fastapi.testclient import TestClient
from lxml import html
from visitors import REPORT as REPORT_OF
from visitors import Open

from index.intake import intake
from search.cli import run

JSON = [address for address in DATA if ".json" in address and "openapi" not in address]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_its_landmarks(site: TestClient, address: str, language: str) -> None:
    answer = site.get(address, headers={"cookie": f"language={language}"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = html.document_fromstring(answer.text)
    assert page.get("lang") == language
    for landmark in ("header", "main", "footer", "nav"):
        assert page.find(f".//{landmark}") is not None, landmark
    assert page.find(".//a[@class='skip']").get("href") == f"#{page.find('.//main').get('id')}"
    assert len(page.findall(".//h1")) == 1
    assert page.findtext(".//title").strip(" –")
    ids = [one.get("id") for one in page.iterfind(".//*[@id]")]
    assert len(ids) == len(set(ids))
    for field in page.xpath("//input[not(@type='hidden')] | //select"):
        labels = page.xpath(f"//label[@for='{field.get('id')}']")
        assert labels or field.getparent().tag == "label"


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_somewhere(site: TestClient, address: str) -> None:
    page = html.document_fromstring(site.get(address).text)
    links = {link.get("href") for link in page.iterfind(".//a[@href]")}
    inner = {link.partition("#")[0] for link in links if link.startswith("/")}
    ids = {one.get("id") for one in page.iterfind(".//*[@id]")}
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    heavy = re.compile(r"\.(csv|png)|/deadlines|/names|/news|^/trace|^/search|/original/")
    for link in sorted(link for link in inner if not heavy.search(link))[:12]:
        assert site.get(link).status_code == 200, link
    site.cookies.clear()  # one of the links sets the language


@pytest.mark.parametrize("address", DATA)
def test_data_has_its_type(site: TestClient, address: str) -> None:
    types = {
        "json": "application/json; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "svg": "image/svg+xml",
        "png": "image/png",
        "atom": "application/atom+xml; charset=utf-8",
        "ics": "text/calendar; charset=utf-8",
    }
    answer = site.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == types[address.partition("?")[0].rpartition(".")[2]]


@pytest.mark.parametrize(("language", "said"), [("sv", "klart"), ("en", "done")])
def test_the_calendar_speaks_the_language_of_the_page(
    site: TestClient, language: str, said: str
) -> None:
    answer = site.get("/deadlines.ics?q=IVO", headers={"cookie": f"language={language}"}).text
    lines = answer.replace("\r\n ", "").split("\r\n")
    summaries = [line for line in lines if line.startswith("SUMMARY:")]
    assert any(line.endswith(f" ({said})") for line in summaries)


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("/search.json?q=IVO&sort=date", "search IVO --sort date"),
        ("/search.json?q=avgift&from=2025-10&to=2025", "search avgift --from 2025-10 --to 2025"),
        (
            "/search.json?q=IVO&in=report&limit=5&offset=3",
            "search IVO --in report --limit 5 --offset 3",
        ),
        ("/search.json?q=avgfit&strict=1", "search avgfit --strict"),
        ("/trace.json?q=upphandlingsskadeavgift", "trace upphandlingsskadeavgift"),
        ("/trace.json?q=avgift&at=2025-11", "trace avgift --at 2025-11"),
        ("/news.json?q=IVO&from=2025-12", "news IVO --from 2025-12"),
        ("/deadlines.json?q=IVO&from=2025-08", "deadlines IVO --from 2025-08"),
        ("/names.json?q=upphandlingsskadeavgift", "names upphandlingsskadeavgift"),
        ("/reports.json?from=2026", "reports --from 2026"),
        ("/gaps.json", "reports --gaps"),
        (f"{REPORT}.json", "show " + REPORT.removeprefix("/report/")),
        (f"{ITEM}.json", "show " + "#".join(ITEM.removeprefix("/report/").rsplit("/", 1))),
    ],
)
def test_json_is_the_command_lines(
    site: TestClient,
    corpus_archive: Path,
    capsys: pytest.CaptureFixture[str],
    address: str,
    command: str,
) -> None:
    run([*command.split(), "--format", "json", "--archive", str(corpus_archive)])
    assert site.get(address).json() == json.loads(capsys.readouterr().out)


def departs(value: Any, schema: dict[str, Any], at: str = "") -> str:
    """Where a JSON value is not as a schema says; "" where it is."""
    if "anyOf" in schema:
        return min((departs(value, one, at) for one in schema["anyOf"]), key=len)
    if "enum" in schema:
        return "" if value in schema["enum"] else f"{at}: {value}"
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool,
             "null": type(None), "array": list, "object": dict}  # fmt: skip
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return f"{at}: {value!r} is no {schema['type']}"
    found: list[str] = []
    if isinstance(value, list):
        each = schema.get("prefixItems") or [schema["items"]] * len(value)
        found = [departs(one, kind, f"{at}[]") for one, kind in zip(value, each, strict=True)]
    elif isinstance(value, dict) and "properties" in schema:
        if set(value) != set(schema["required"]):
            return f"{at}: {sorted(value)}"
        found = [departs(value[key], schema["properties"][key], f"{at}.{key}") for key in value]
    elif isinstance(value, dict):
        found = [
            departs(one, schema["additionalProperties"], f"{at}{{}}") for one in value.values()
        ]
    return next(filter(None, found), "")


def test_the_archive_page_tells_what_verify_said_last(
    archive: Path, browse: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    visitor = browse()
    assert "Arkivet har inte kontrollerats än" in visitor.get("/archive").text
    assert visitor.get("/archive.json").json()["verified"] is None
    run(["verify", "--archive", str(archive)])
    assert "Original, katalog och index stämmer överens" in visitor.get("/archive").text
    original = next((archive / "originals").glob("*/*"))
    original.unlink()
    run(["verify", "--archive", str(archive)])
    page = visitor.get("/archive").text
    assert "1 sak stämmer inte" in page
    assert original.relative_to(archive).as_posix() in page
    [found] = visitor.get("/archive.json").json()["verified"]["findings"]
    assert found["what"] == "this original is missing"


def test_a_report_without_a_date_is_listed_once_and_said_to_be_left_out(
    archive: Path, browse: Open, tmp_path: Path
) -> None:
    (tmp_path / "sent").mkdir()
    undated = REPORT_OF.format(date="", text="Bryggan är öppen.").replace("Veckorapport", "Brev")
    (tmp_path / "sent" / "brev.html").write_text(undated, "utf-8")
    (tmp_path / "sent" / "tom.pdf").write_bytes(b"")
    intake(archive, [tmp_path / "sent"])
    visitor = browse()
    page = html.document_fromstring(visitor.get("/reports?series=brev-exempel").text)
    assert page.xpath("//h2/text()") == ["utan datum"]
    assert page.xpath("//main//ul[@class='list']//a/@href") == ["/report/brev-exempel/undated"]
    archived = html.document_fromstring(visitor.get("/archive").text).xpath("//main//li/span")
    assert {one.text for one in archived} == {"1 rapport", "2 rapporter, 2025-03-06 – 2025-03-13"}
    answer = html.document_fromstring(visitor.get("/search?q=IVO&from=2025").text)
    [searched] = answer.find_class("searched")
    said = " ".join(searched.text_content().split())
    assert said.endswith(" 1 rapport utan datum är inte med. 1 fil kunde inte läsas.")


def test_the_name_of_a_file_reads_in_its_own_direction(
    archive: Path, browse: Open, tmp_path: Path
) -> None:
    (tmp_path / "sent").mkdir()
    report = REPORT_OF.format(date="2025-03-20", text="Bryggan är öppen.")
    for name, content in (("rap\u202elmth.fdp.html", report.encode()), ("tom\u202efdp.exe", b"")):
        (tmp_path / "sent" / name).write_bytes(content)
    intake(archive, [tmp_path / "sent"])
    visitor = browse()
    for address, shown in (
        ("/archive", "tomfdp.exe"),
        ("/report/veckorapport-exempel/2025-03-20", "raplmth.fdp.html"),
    ):
        page = visitor.get(address).text
        assert shown in page
        assert "\u202e" not in page
    [failed] = visitor.get("/archive.json").json()["failed"]
    assert failed["name"].endswith("tom\u202efdp.exe")  # the data are as they are


@pytest.mark.parametrize("address", JSON)
def test_openapi_describes_what_is_answered(site: TestClient, address: str) -> None:
    paths = site.get("/openapi.json").json()["paths"]
    path = address.partition("?")[0]
    path = path.replace(ITEM, "/report/{series}/{number}/{local}")
    path = path.replace(REPORT, "/report/{series}/{number}")
    described = paths[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert departs(site.get(address).json(), described) == ""


def test_openapi_describes_json_and_nothing_else(site: TestClient) -> None:
    paths = site.get("/openapi.json").json()["paths"]
    assert len(paths) == len(JSON)
    assert all(path.endswith(".json") for path in paths)
    parameters = {one["name"] for one in paths["/search.json"]["get"]["parameters"]}
    assert {"q", "from", "to", "series", "section", "sort", "in", "limit", "offset"} <= parameters
