"""The pages in a real browser: the whole way, without script, by keyboard, on a phone, by axe.

A click or a key may return while the next page is still on its way, so what is expected of a page
after one is asked through `expect`, which waits for it.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from addresses import BROKEN, ITEM, PAGES, REPORT
from serving import serving
from visitors import REPORT as NEW

from search.web import receiving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
LONG = 120_000  # milliseconds that an intake may take
Visit = Callable[..., "Page"]
Expect = Callable[[Any], Any]


@pytest.fixture(scope="session")
def address(corpus_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the corpus is served, from a copy that may be changed."""
    copy = tmp_path_factory.mktemp("served") / "archive"
    shutil.copytree(corpus_archive, copy)
    with serving(copy) as at:
        yield at


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    assert program, "apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def expect() -> Expect:
    """Playwright's own, which waits; imported here because only these tests install it."""
    from playwright.sync_api import expect

    return expect


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """Opens pages as a visitor would have them; fails the test on what a page complains about."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_(path: str, **options: Any) -> Page:
        context = chromium.new_context(base_url=address, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda told: (
                complaints.append(told.text)
                if told.type == "error" and "Failed to load resource" not in told.text
                else None
            ),
        )
        page.on(
            "request",
            lambda asked: (
                complaints.append(asked.url) if _is_elsewhere(asked.url, address) else None
            ),
        )
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def _is_elsewhere(url: str, address: str) -> bool:
    return not url.startswith((address, "data:"))


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_from_search_to_page_to_trace_to_download(
    visit: Visit, expect: Expect, address: str, tmp_path: Path, javascript: bool
) -> None:
    page = visit("/", java_script_enabled=javascript)
    page.get_by_label("Sök i rapporterna").fill("IVO beslut")
    page.get_by_role("button", name="Sök").click()
    expect(page).to_have_url(f"{address}/search?q=IVO+beslut")
    expect(page.locator(".hit mark").nth(10)).to_be_visible()
    page.locator(".hit h3 a").filter(has_text="2025-06-19").first.click()
    focus = page.locator(".item.focus")
    expect(focus.locator("mark").nth(1)).to_be_visible()
    page.wait_for_load_state("load")
    box = focus.bounding_box()
    assert box is not None
    assert box["y"] < 720  # it opens at the hit
    paper = page.locator(".paper img").first
    paper.wait_for()
    page.wait_for_function("image => image.complete", arg=paper.element_handle())
    assert paper.evaluate("image => image.naturalWidth") == 1100
    lines = page.locator(".paper .overlay").bounding_box()
    image = paper.bounding_box()
    assert lines is not None
    assert image is not None
    assert lines["height"] == pytest.approx(image["height"], abs=2)
    with page.expect_download() as download:
        page.locator(".files a").first.click()
    saved = tmp_path / "original"
    download.value.save_as(saved)
    sha256 = download.value.url.rpartition("/")[2]
    assert hashlib.sha256(saved.read_bytes()).hexdigest() == sha256
    page.go_back()
    page.get_by_role("link", name="Följ frågan över tid").click()
    expect(page.locator("figure.picture svg")).to_be_visible()
    expect(page.locator("table.history ins").first).to_be_visible()
    page.get_by_role("link", name="Spara som bevakning").click()
    name = f"ivo-{javascript}".lower()
    page.get_by_label("Namn på bevakningen").fill(name)
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    with page.expect_download() as picture:
        page.goto("/trace?q=IVO+beslut")
        page.get_by_role("link", name="SVG").click()
    assert "<svg" in Path(picture.value.path()).read_text("utf-8")


def files_of(folder: Path, date: str) -> list[Path]:
    """A report that is not in the corpus, and a file that cannot be read."""
    (folder / "ny rapport.html").write_text(
        NEW.format(date=date, text="Bryggan är öppen."), "utf-8"
    )
    (folder / "bruten.pdf").write_bytes(b"%PDF-1.7 broken")
    return [folder / "ny rapport.html", folder / "bruten.pdf"]


def test_an_upload_shows_how_far_it_has_come(
    visit: Visit, expect: Expect, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit("/archive")
    page.get_by_role("link", name="Ladda upp rapporter").click()
    held: list[Route] = []
    page.route("**/upload", lambda route: held.append(route))
    page.get_by_label("Filer").set_input_files(files_of(tmp_path, "2031-03-06"))
    button = page.get_by_role("button", name="Ladda upp")
    button.click()
    expect(page.get_by_role("progressbar", name="Skickar")).to_be_visible()
    expect(button).to_be_disabled()
    held.pop().abort()
    expect(page.get_by_text("Uppladdningen bröts")).to_be_visible()
    page.unroute("**/upload")
    with monkeypatch.context() as bounded:
        bounded.setattr(receiving, "MOST_FILES", 1)
        button.click()
        expect(page.locator("#problem")).to_contain_text("Fler än 1 filer")
    expect(page.locator("#content")).to_be_focused()
    page.get_by_label("Filer").set_input_files(files_of(tmp_path, "2031-03-06"))
    page.get_by_role("button", name="Ladda upp").click()
    latest = page.locator("#uploads > ul > li").first
    expect(latest).to_contain_text("klart", timeout=LONG)
    expect(latest).to_contain_text("1 ny rapport")
    expect(latest).to_contain_text("bruten.pdf")
    page.goto("/report/veckorapport-exempel/2031-03-06")
    expect(page.get_by_text("Bryggan är öppen.")).to_be_visible()


def test_an_upload_without_script(visit: Visit, expect: Expect, tmp_path: Path) -> None:
    page = visit("/upload", java_script_enabled=False)
    page.get_by_label("Filer").set_input_files(files_of(tmp_path, "2031-03-13"))
    page.get_by_role("button", name="Ladda upp").click()
    latest = page.locator("#uploads > ul > li").first
    expect(latest).to_contain_text("2 filer")
    while not (latest.text_content() or "").count("klart"):
        page.goto("/upload")
    expect(latest).to_contain_text("1 ny rapport")


def test_by_keyboard_alone(visit: Visit, expect: Expect) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("IVO")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=IVO")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator("a.open").first
    expect(first).to_be_focused()
    expect(first).to_have_css("outline-width", "3px")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/**")
    expect(page.locator(".item.focus")).to_have_count(1)
    page.go_back()
    page.locator("[data-keys]").focus()
    page.keyboard.press("Enter")  # off, for those who speak to their computer
    page.keyboard.press("j")
    expect(page.locator("[data-keys]")).to_be_focused()


@pytest.mark.parametrize("day", ["2025-11", "2025-11-10"])
def test_the_day_asked_for_is_asked_for_again(visit: Visit, expect: Expect, day: str) -> None:
    page = visit(f"/trace?q=avgift&at={day}")
    page.get_by_label("Följ i rapporterna").fill("kostnad")
    page.get_by_role("button", name="Följ").click()
    expect(page.locator("#found")).to_have_text(f"Så stod det den {day}")
    assert page.url.endswith(f"/trace?q=kostnad&at={day}")


def test_a_citation_is_copied(visit: Visit) -> None:
    page = visit(ITEM, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopiera hänvisningen").click()
    page.get_by_text("Hänvisningen är kopierad.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#citation").text_content()
    assert copied.endswith(f"({REPORT.removeprefix('/report/')}#1.2)")


@pytest.mark.parametrize("path", [*PAGES, *BROKEN])
@pytest.mark.parametrize("width", [360, 320])  # a phone; 1280 pixels at 400 %
def test_nothing_is_wider_than_a_phone(visit: Visit, path: str, width: int) -> None:
    page = visit(path, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_english_by_a_switch(visit: Visit, expect: Expect) -> None:
    page = visit("/search?q=IVO")
    page.get_by_role("link", name="In English").click()
    expect(page.get_by_role("heading", name="105 items in 58 reports")).to_be_visible()
    assert page.url.endswith("/search?q=IVO")
    page.get_by_role("link", name="Follow this over time").click()
    expect(page.locator("figure svg title").first).to_contain_text("over time")
    page.get_by_role("link", name="På svenska").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, *BROKEN])
def test_axe_finds_nothing(visit: Visit, path: str, scheme: str) -> None:
    page = visit(path, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=AXE)
    for opened in (False, True):
        if opened:
            for details in page.locator("details").all():
                details.evaluate("one => one.open = true")
        found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        told = [
            (one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]
        ]
        assert told == []
        assert found["passes"]


def lightness(colour: str) -> float:
    """The relative luminance of `rgb(…)` (WCAG 2.1)."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_examples_in_empty_fields_can_be_read(visit: Visit, scheme: str) -> None:
    page = visit("/search?q=IVO", color_scheme=scheme)  # axe does not look at them
    dark, light = sorted(
        lightness(colour)
        for colour in page.locator("input[name=from]").evaluate(
            "one => [getComputedStyle(one, '::placeholder').color,"
            " getComputedStyle(one).backgroundColor]"
        )
    )
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_print_leaves_what_belongs_to_the_file(visit: Visit) -> None:
    page = visit(f"{ITEM}?q=IVO")
    page.emulate_media(media="print")
    for hidden in (".top nav", ".outline", ".actions"):
        assert not page.locator(hidden).first.is_visible()
    for shown in ("h1", ".item.focus", ".paper img", "#citation"):
        assert page.locator(shown).first.is_visible()


def test_a_sheet_of_paper_is_narrow_and_white(visit: Visit) -> None:
    page = visit(ITEM, viewport={"width": 700, "height": 1000}, color_scheme="dark")
    page.emulate_media(media="print")
    for hidden in (".outline", ".steps"):
        assert not page.locator(hidden).first.is_visible(), hidden
    for changed in ("ins", "del"):
        colour = "one => getComputedStyle(one).color.match(/\\d+/g).map(Number)"
        assert max(page.locator(changed).first.evaluate(colour)) < 128, changed


def test_where_colours_are_forced_one_page_and_one_item_stand_out(visit: Visit) -> None:
    colour = "all => all.map(one => getComputedStyle(one).{side}Color)"
    for path, one, side in (
        ("/search?q=IVO", ".top nav a", "borderBottom"),
        (ITEM, ".item", "borderLeft"),
    ):
        page = visit(path, forced_colors="active")
        colours = page.locator(one).evaluate_all(colour.replace("{side}", side))
        assert sorted(colours.count(each) for each in set(colours)) == [1, len(colours) - 1], path
