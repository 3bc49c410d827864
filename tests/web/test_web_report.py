"""A report to read: the item that was found, its place on the page, the original."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from addresses import ITEM, REPORT
from fastapi.testclient import TestClient
from lxml import etree, html
from PIL import Image
from visitors import Open

from index.archive import open_archive
from index.intake import intake
from search.web import page_image as module
from search.web.nested import DEEPEST, Branch, nested


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Page images are kept among this user's caches: here in a folder of the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "sparhund" / "pages"


def page_of(site: TestClient, address: str) -> html.HtmlElement:
    answer = site.get(address)
    assert answer.status_code == 200
    return html.document_fromstring(answer.text)


def test_it_opens_at_the_item(site: TestClient) -> None:
    page = page_of(site, f"{ITEM}?q=IVO")
    focus = page.find_class("focus")
    assert [one.get("id") for one in focus] == ["1.2"]
    assert [mark.text for mark in focus[0].iter("mark")] == [
        "Inspektionen för vård och omsorg",
        "IVO",
    ]
    assert page.get_element_by_id("citation").text_content() == (
        "Regional lägesrapport Vårdinformation, 2025-06-19, ”Lägesbild i korthet”, punkt 1.2,"
        " sida 1 (regional-lagesrapport-vardinformation/2025-06-19#1.2)"
    )
    assert page.xpath("//section[@id='over-time']//table//tr")


def test_a_report_has_outline_neighbours_and_files(site: TestClient) -> None:
    page = page_of(site, REPORT)
    outline = page.xpath("//nav[@class='outline']//a")
    assert len(outline) >= 8
    assert page.xpath("//a[@rel='prev']/@href")[0].endswith("/2025-06-12")
    assert page.xpath("//a[@rel='next']/@href")[0].endswith("/2025-06-26")
    assert len(page.xpath("//ul[@class='files']/li")) >= 1
    assert not page.find_class("focus")


def test_the_box_lies_on_the_words(site: TestClient, cache: Path) -> None:
    page = page_of(site, ITEM)
    image, overlay = (one.get("src") for one in page.xpath("//a[@class='paper']/img"))
    png = site.get(image)
    assert png.headers["content-type"] == "image/png"
    picture = Image.open(io.BytesIO(png.content)).convert("L")
    svg = etree.fromstring(site.get(overlay).content)
    width, height = (float(svg.get(side)) for side in ("width", "height"))
    assert picture.width / picture.height == pytest.approx(width / height, rel=0.01)
    boxes = svg.findall(".//{*}rect")
    assert len(boxes) == 3  # the lines of the item
    scale = picture.width / width
    for box in boxes:
        left, top, wide, high = (
            float(box.get(name)) * scale for name in ("x", "y", "width", "height")
        )
        ink = picture.crop((int(left), int(top), int(left + wide), int(top + high))).histogram()
        share = sum(ink[:128]) / sum(ink)
        assert 0.03 < share < 0.5  # text, neither blank paper nor a picture
    assert [file.name for file in cache.iterdir()] == [f"{image.split('/')[2]}-1.png"]
    assert site.get(image).content == png.content  # from the cache


@pytest.mark.parametrize("number", ["0", "3", "99999999", "x"])
def test_a_page_that_is_not_there(site: TestClient, number: str) -> None:
    image = page_of(site, ITEM).xpath("//a[@class='paper']/img/@src")[0]
    answer = site.get(image.replace("/1.png", f"/{number}.png"))
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]


def test_a_page_that_is_not_there_starts_no_process(
    site: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = page_of(site, ITEM).xpath("//a[@class='paper']/img/@src")[0]
    monkeypatch.setattr(module, "read_all", None)  # whoever calls it fails
    for number in (3, 99_999):
        answer = site.get(image.replace("/1.png", f"/{number}.png"))
        assert (answer.status_code, "has no page" in answer.json()["error"]) == (404, True)


def test_too_many_pages_at_once(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    image = page_of(site, ITEM).xpath("//a[@class='paper']/img/@src")[0]
    monkeypatch.setattr(module, "_PATIENCE", 0.01)
    with module._AT_ONCE, module._AT_ONCE:
        answer = site.get(image)
    assert (answer.status_code, bool(answer.json()["advice"])) == (503, True)
    assert site.get(image).status_code == 200


@pytest.mark.parametrize("broken", ["file", "folder"])
def test_a_broken_cache_keeps_no_page_from_being_seen(
    site: TestClient, cache: Path, broken: str
) -> None:
    image = page_of(site, ITEM).xpath("//a[@class='paper']/img/@src")[0]
    if broken == "file":
        cache.mkdir(parents=True)
        (cache / f"{image.split('/')[2]}-1.png").write_bytes(b"half a line")
    else:
        cache.parent.mkdir(exist_ok=True)
        cache.write_bytes(b"")  # where the folder should be
    answer = site.get(image)
    assert (answer.status_code, answer.content[1:4]) == (200, b"PNG")


def test_the_original_is_saved_as_it_came(site: TestClient, corpus_archive: Path) -> None:
    with open_archive(corpus_archive) as archive:
        renditions = archive.catalogue.report(REPORT.removeprefix("/report/")).renditions
    for one in renditions:
        answer = site.get(f"/original/{one.sha256}")
        assert hashlib.sha256(answer.content).hexdigest() == one.sha256
        assert answer.headers["content-type"].startswith(one.media_type)
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("sandbox")


@pytest.mark.parametrize("sha256", ["0" * 64, "../../catalogue.sqlite", "A" * 64])
def test_no_other_file_is_handed_out(site: TestClient, sha256: str) -> None:
    assert site.get(f"/original/{sha256}").status_code in (400, 404)


def test_html_reports_have_no_page_image(site: TestClient) -> None:
    page = page_of(site, "/report/regional-lagesrapport-vardinformation/2025-05-22")
    assert not page.find_class("sheet")
    assert not page.find_class("with-sheet")


NESTED = """<!doctype html><html lang="sv"><title>Veckorapport Nästlad</title><main>
<h1>Veckorapport Nästlad</h1><p>Sammanställt: 2025-04-03</p><h2>Läget</h2><h3>Drift</h3>
<ul><li>Första punkten<ul><li>Under första<ul><li>Längst ned</li></ul></li><li>Också under</li></ul>
</li><li>Andra punkten</li></ul><h3>Ekonomi</h3><p>Kostnaden ökar.</p></main></html>"""


def test_what_stands_below_an_item_is_a_list_within_it(
    archive: Path, browse: Open, tmp_path: Path
) -> None:
    (tmp_path / "n.html").write_text(NESTED, "utf-8")
    intake(archive, [tmp_path / "n.html"])
    page = page_of(browse(), "/report/veckorapport-nastlad/2025-04-03")

    def tree(list_: html.HtmlElement, text: str) -> list[list[object]]:
        return [
            [item.xpath(f"string(({text})[1])"), *(tree(one, text) for one in item.xpath("ul|ol"))]
            for item in list_.xpath("li")
        ]

    items = [tree(list_, "div//p") for list_ in page.xpath("//section/ul") if len(list_)]
    assert items == [
        [
            ["Första punkten", [["Under första", [["Längst ned"]]], ["Också under"]]],
            ["Andra punkten"],
        ],
        [["Kostnaden ökar."]],
    ]
    [outline] = page.xpath("//nav[@class='outline']/ol")
    assert tree(outline, "a") == [["Läget", [["Drift"], ["Ekonomi"]]]]


@pytest.mark.parametrize(
    ("levels", "tree"),
    [
        ([], ""),
        ([0, 0], "()()"),
        ([0, 1, 1, 2, 0], "(()(()))()"),
        ([0, 3, 1, 3], "(()(()))"),  # levels that are left out
        ([2, 1, 0, 1], "()()(())"),  # the first may be deep
        ([*range(DEEPEST), 50, 60], "(" * DEEPEST + ")()()" + ")" * (DEEPEST - 1)),
    ],
)
def test_levels_make_a_tree(levels: list[int], tree: str) -> None:
    def shown(branches: list[Branch[int]]) -> str:
        return "".join(f"({shown(one.below)})" for one in branches)

    assert shown(nested(levels, int)) == tree


def test_an_earlier_anchor_leads_to_todays_with_all_that_was_asked(
    archive: Path, browse: Open
) -> None:
    with open_archive(archive) as opened, opened.amend() as db:
        today = db.execute("SELECT id FROM standing ORDER BY id").fetchone()[0]
        db.execute("INSERT INTO moved_reports (old, new) VALUES ('old/2025-03-06', ?)", [today])
    answer = browse().get("/report/old/2025-03-06/1.1?q=IVO&from=a+b")
    there = f"/report/{today}/1.1?q=IVO&from=a+b#1.1"
    assert (answer.status_code, answer.headers["location"]) == (308, there)


def test_an_earlier_id_leads_to_todays_with_what_was_asked(archive: Path, browse: Open) -> None:
    with open_archive(archive) as opened, opened.amend() as db:
        today = db.execute("SELECT id FROM standing ORDER BY id").fetchone()[0]
        db.execute("INSERT INTO moved_reports (old, new) VALUES ('old/2025-03-06', ?)", [today])
    answer = browse().get("/report/old/2025-03-06?q=IVO")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/report/{today}?q=IVO")
