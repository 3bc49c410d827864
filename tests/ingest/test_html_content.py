"""Which part of a page is read: rules for what surrounds a text, and their limits."""

from __future__ import annotations

import html

import pytest

from ingest.errors import Damaged, Empty
from ingest.html import read_html
from ingest.html.read import read_markup

TEXT = "Region Exempel har beslutat om en ny process för journalsystemet och dess förvaltning."


def texts(markup: str) -> list[str]:
    return [block.text for block in read_html(markup.encode(), "sida.html").blocks]


LEFT_OUT = {
    "navigation by element": "<nav><ul><li>Bort</ul></nav>",
    "navigation by role": "<div role=navigation>Bort</div>",
    "a menu by class": '<ul class="main-menu"><li>Bort</ul>',
    "a menu by a camel-case id": '<div id="topNavBar">Bort</div>',
    "a cookie dialog": '<div class="cookie-consent" role=dialog><h1>Bort</h1></div>',
    "a cookie dialog by id": '<div id="CybotCookiebotDialog">Bort</div>',
    "breadcrumbs": '<p class="breadcrumb">Bort</p>',
    "an aside": "<aside><h3>Bort</h3></aside>",
    "a footer": "<footer>Bort</footer>",
    "a banner": "<div role=banner>Bort</div>",
    "a comment": "<!-- Bort -->",
    "running lines that LibreOffice saves": "<div title=header><p>Bort</p></div>",
    "the page's own contents": "<div><p>Innehåll</p><ul><li><a href=#a>Bort</a><li>"
    "<a href=#b>Bort mera</a></ul></div>",
    "the way back to the top": "<p><a href=#top>Bort</a></p>",
    "page tools": '<div class="page-tools"><a href=#>Bort</a></div>',
    "a button that opens nothing on the page": "<button aria-controls=m>Bort</button>",
    "a script": "<script>Bort</script><style>Bort</style><template>Bort</template>",
    "an attribute hidden": "<div hidden>Bort</div>",
    "a style hidden": '<p style="display : NONE">Bort</p><p style="visibility:hidden">Bort</p>',
    "hidden from screen readers": '<span aria-hidden="true">Bort</span>',
    "for screen readers only": '<span class="sr-only">Bort</span>',
    "hidden in Word": '<span style="mso-hide:all">Bort</span>',
    "a closed dialog": "<dialog>Bort</dialog>",
    "buttons and choices": "<button>Bort</button><select><option>Bort</select>"
    "<textarea>Bort</textarea>",
    "a form for opinions": "<form><p>Bort</p><input value=Bort></form>",
    "sharing": '<div class="share-buttons"><a href=/x>Bort</a></div>',
    "readers' comments": '<section class="comments"><p>Bort</p></section>',
    "the way out of a mailing list": "<p><a href=/u>Avregistrera dig</a></p>",
    "the way to a browser": "<div><a href=/v>Läs i webbläsaren</a></div>",
    "a letter's words for the list of letters": '<div class="preheader">Bort</div>',
    "a menu in one word": '<div id="mainmenu"><p>Bort</p></div>',
    "Word's table of contents": '<p class=MsoToc1><a href="#_Toc1">1 Bort</a></p>',
    "comments in the margin of Google Docs": '<p><a href="#cmnt_ref1">[a]</a>Bort</p>',
    "related news": '<div class="related-news"><ul><li>Bort</ul></div>',
}


@pytest.mark.parametrize("markup", LEFT_OUT.values(), ids=LEFT_OUT)
@pytest.mark.parametrize("page", ["<body>{}{}", "<body>{}<main>{}</main>", "<main>{1}{0}</main>"])
def test_left_out(page: str, markup: str) -> None:
    assert texts(page.format(markup, f"<p>{TEXT}</p>")) == [TEXT]


KEPT = {
    "names on the body": f'<body class="cookie-consent menu-open has-sidebar"><p>{TEXT}',
    "a form around the page": f"<form id=aspnetForm><h1>Rubrik</h1><p>{TEXT}</form>",
    "a name that says what is missing": f'<div class="no-sidebar without-menu"><p>{TEXT}</div>',
    "a section named by its heading": f"<main><p>{TEXT}</p><p>{TEXT}</p>"
    f'<section id="kommentarer"><h2>Kommentarer</h2><p>{TEXT}</section></main>',
    "a page behind an open dialog": f"<div aria-hidden=true><main><p>{TEXT}</main></div>"
    "<div role=dialog>Nej</div>",
    "a closed panel with its button": "<h2><button aria-controls=p1>Rubrik</button></h2>"
    f"<div id=p1 hidden><p>{TEXT}</div><p>Annat",
    "a button above its panel, outside headings": f"<p>Annat</p><button aria-controls=p>{TEXT}"
    f"</button><div id=p hidden><p>Chefen svarar.</p></div>",
    "food and notes": f'<p>Annat</p><p>Annat</p><div class="lunchmeny foot-note"><p>{TEXT}</div>'
    f"<p>{TEXT[::-1]}</p>",
    "a heading that links elsewhere": f'<h2><a href="/rapport">{TEXT}</a></h2><p>{TEXT}',
    "a list of links into the page with what they open": "<div><a href=#a>Vad gäller?</a>"
    f"<div id=a>{TEXT}</div><a href=#b>Vem svarar?</a><div id=b>Chefen.</div></div>",
    "a header in the article": f"<article><header><h1>Rubrik</h1><p>{TEXT}</header>"
    f"<p>{TEXT}</article>",
    "HTML that leaves out its body": f"<!DOCTYPE html><title>T</title><main><p>{TEXT}</main>",
    "a fold that opens by searching": f"<p>Ett</p><div hidden=until-found>{TEXT}</div>",
    # A script or another sheet may show what one style puts out of sight.
    "far off the screen": f'<p>Ett</p><div style="position:absolute;left:-9999px">{TEXT}</div>',
    "words that fade in": f'<p>Ett</p><p style="opacity:0;max-height:0">{TEXT}</p>',
    "no size of its own": f'<p>Ett</p><p style="font-size:0">{TEXT}</p>',
    # Headings link to the authority that they are about, and a title to the reports' own site.
    "a heading that links to a first page": f'<p>Ett</p><h2><a href="https://x.example/">{TEXT}'
    "</a></h2><p>Två",
    "a title that links to a first page": f"<h1><a href=/>{TEXT}</a></h1><p>Ett",
    # Names that say what a section is about as often as what it is for.
    "social care": f'<p>Ett</p><div class="social"><h2>Social omsorg</h2><p>{TEXT}</div>',
    "tags": f'<p>Ett</p><div class="tags"><p>{TEXT}</div>',
    "what is written below one's name": f'<p>Ett</p><div id="Signature"><p>Ali<p>{TEXT}</div>',
}


@pytest.mark.parametrize("markup", KEPT.values(), ids=KEPT)
def test_kept(markup: str) -> None:
    assert TEXT in texts(markup)


SMALL_PRINT = (
    '<div class="x"><p>Öppettider måndag till fredag. Växel 000-000. Karta finns.</p></div>'
)
ROOTS = {
    "a page of frames": f"<frameset><frame src=x><noframes><body><p>{TEXT}</noframes></frameset>",
    "main": f"{SMALL_PRINT}<main><p>{TEXT}</main>",
    "role main": f"{SMALL_PRINT}<div role=main><p>{TEXT}</div>",
    "the larger of two mains": f"<main><p>Kort</main><main><p>{TEXT}</main>",
    "article": f"{SMALL_PRINT}<article><p>{TEXT}</article>",
    "a name": f'{SMALL_PRINT}<div id="content"><p>{TEXT}</div>',
    "SharePoint": f'{SMALL_PRINT}<div class="ms-rtestate-field"><p>{TEXT}</div>',
    "an article beside teasers": f"<main><article><h1>R</h1><p>{TEXT}</article>"
    "<div><a href=/1>Ny chef</a><a href=/2>Ny it</a></div></main>",
}


@pytest.mark.parametrize("markup", ROOTS.values(), ids=ROOTS)
def test_root(markup: str) -> None:
    assert [text for text in texts(markup) if text != "R"] == [TEXT]


NEVER_EMPTY = {
    "an empty main": f"<main></main><div><p>{TEXT}</div>",
    "all in a menu": f"<nav><p>{TEXT}</nav>",
    "all in a hidden element": f"<div style='display:none'><p>{TEXT}</div>",
    "all in noscript": f"<noscript><p>{TEXT}</noscript>",
    "a main that only says it is loading": f"<main>Läser in</main><div><p>{TEXT * 9}</div>",
}


@pytest.mark.parametrize("markup", NEVER_EMPTY.values(), ids=NEVER_EMPTY)
def test_never_silently_empty(markup: str) -> None:
    assert TEXT in " ".join(texts(markup))


def test_a_page_header_is_left_out_but_one_inside_main_is_content() -> None:
    assert texts(f"<header>Bort</header><div><p>{TEXT}</div>") == [TEXT]
    assert texts(f"<header>Bort</header><main><header>Kvar</header><p>{TEXT}") == ["Kvar", TEXT]


STAYS = {
    "a list of attachments looks like a menu": (
        "<h2>Bilagor</h2><div><a href=/1>Bilaga 1: Vårdplatser</a> | <a href=/2>Bilaga 2</a></div>",
        ["Bilagor", "Bilaga 1: Vårdplatser | Bilaga 2"],
    ),
    "a link says more than the way out of a mailing list": (
        "<div><p>Nu kan alla <a href=/x>avregistrera sig från väntelistan</a>, från 1 maj.</div>",
        ["Nu kan alla avregistrera sig från väntelistan, från 1 maj."],
    ),
    "a report's words beside the way to a browser": (
        "<p>Nio platser stängs. <a href=/x>Läs i webbläsaren</a></p>",
        ["Nio platser stängs. Läs i webbläsaren"],
    ),
    "a part of a link's words are no way out": (
        "<p><a href=/x>Ny rutin: <b>avregistrera dig</b></a></p>",
        ["Ny rutin: avregistrera dig"],
    ),
    "cells of a table of data, named for their look": (
        "<table><tr><td class=print>Lund</td><td class=nav>9 platser</td></tr>"
        "<tr><td class=foot>Summa</td><td id=footer>9</td></tr></table>",
        ["Lund | 9 platser", "Summa | 9"],
    ),
}


@pytest.mark.parametrize(("markup", "expected"), STAYS.values(), ids=STAYS)
def test_what_looks_like_surroundings_and_stays(markup: str, expected: list[str]) -> None:
    assert texts(f"{markup}<p>{TEXT}") == [*expected, TEXT]


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Sidor - Läget</title><div><h1>Läget</h1></div>", ["Läget"]),
        ("<title>Läget | Insidan</title><div><h1>Läget</h1></div>", ["Läget"]),
        # The name of the site stands in its header.
        ("<title>Läget | Insidan</title><header><h1>Insidan</h1></header>", []),
    ],
)
def test_a_title_outside_the_content(page: str, title: list[str]) -> None:
    assert texts(f"{page}<main><p>{TEXT}</main>") == [*title, TEXT]


def test_a_menu_or_cookie_dialog_may_be_longer_than_the_report() -> None:
    menu = "<ul class=menu>" + "<li><a href=/x>En lång rad i menyn</a>" * 99 + "</ul>"
    dialog = f"<div class=cookie-dialog><p>{'Vi använder kakor. ' * 20}</div>"
    assert texts(f"{menu}{dialog}<p>{TEXT}") == [TEXT]


def test_widening_is_said() -> None:
    assert read_html(f"<div hidden><p>{TEXT}</div>".encode(), "x").warnings
    assert not read_html(f"<p>{TEXT}".encode(), "x").warnings


def test_title_outside_the_main_content() -> None:
    head = "<title>Lägesrapport - Insidan</title>"
    outside = f"<header><h1>Lägesrapport</h1></header><main><p>{TEXT}</main>"
    assert texts(head + outside) == ["Lägesrapport", TEXT]
    logo = f"<header><h1>Insidan</h1></header><main><p>{TEXT}</main>"
    assert texts(head + logo) == [TEXT]


METADATA = {
    "title of the page": ("<title> Lägesrapport\n 12 </title>", "title", "Lägesrapport 12"),
    "title without the site": (
        "<title>Rapport - Insidan</title><meta property=og:title content=Rapport>",
        "title",
        "Rapport",
    ),
    "published": (
        '<meta property="article:published_time" content="2026-01-02">',
        "published",
        "2026-01-02",
    ),
    "Dublin Core": ('<meta name="DC.date" content="2026-01-02">', "published", "2026-01-02"),
    "modified": ('<meta name="dcterms.modified" content="2026-01-03">', "modified", "2026-01-03"),
    "JSON-LD": (
        '<script type="application/ld+json">[1, {"datePublished": "2026-01-04"}]</script>',
        "published",
        "2026-01-04",
    ),
    "broken JSON-LD": ('<script type="application/ld+json">{"a"</script>', "published", ""),
    "time": ("<time datetime='2026-01-05T08:30'>igår</time>", "time", "2026-01-05T08:30"),
    "JSON-LD as WordPress writes it": (
        '<script type="application/ld+json">{"@graph": [{}, {"datePublished": "2026-01-04"}]}'
        "</script>",
        "published",
        "2026-01-04",
    ),
    "JSON-LD: the article's date, not its image's nor the page's": (
        '<script type="application/ld+json">{"@graph": [{"@type": "ImageObject", "datePublished":'
        '"2019-01-02"}, {"@type": ["WebPage"], "datePublished": "2020-01-02"},'
        '{"@type": "NewsArticle", "datePublished": "2026-01-04"}]}</script>',
        "published",
        "2026-01-04",
    ),
    "JSON-LD about other things alone": (
        '<script type="application/ld+json">{"@type": "Event", "datePublished": "2019-01-02"}'
        "</script>",
        "published",
        "",
    ),
    "time below the title": (
        "<article><h1>Lägesrapport om vården i regionen</h1>"
        "<time datetime='2026-01-05'>5/1</time></article>",
        "time",
        "2026-01-05",
    ),
    "time after a paragraph, outside sentences": (
        "<div><p>Så har läget ändrats</p>Av Ali i Lund, den <time datetime='2026-01-05'>5/1</time>"
        "</div>",
        "time",
        "2026-01-05",
    ),
    "time on a line of its own": (
        "<p>Sam tar fram planen<br><time datetime='2026-01-05'>5/1</time></p>",
        "time",
        "2026-01-05",
    ),
    "time behind its label": (
        "<p>Publicerad av Kommunikation den <time datetime='2026-01-05'>5/1</time></p>",
        "time",
        "2026-01-05",
    ),
    "when it was last touched": (
        "<p>Uppdaterad: <time datetime='2026-01-05'>5/1</time></p>",
        "time",
        "",
    ),
    "a time that a sentence names": (
        "<p>Sam tar fram <b>planen</b> <time datetime='2026-01-05'>5/1</time></p>",
        "time",
        "",
    ),
    "a time that a sentence names, for want of others": (
        "<p>Sam tar fram <b>planen</b> <time datetime='2026-01-05'>5/1</time></p>",
        "modified",
        "2026-01-05",
    ),
    "language": ("<html lang=sv-SE>", "lang", "sv-SE"),
    "author": ("<meta name=author content='Enheten'>", "author", "Enheten"),
}


@pytest.mark.parametrize(("markup", "name", "value"), METADATA.values(), ids=METADATA)
def test_metadata(markup: str, name: str, value: str) -> None:
    assert read_html(f"{markup}<p>{TEXT}".encode(), "x").meta(name) == value


def test_producer() -> None:
    page = f"<meta name=Generator content='Microsoft Word 15 (filtered)'><p>{TEXT}"
    assert read_html(page.encode(), "x").producer == "Microsoft Word 15 (filtered)"


def test_characters_are_those_of_the_main_content() -> None:
    document = read_html("<nav>meny</nav><main><p>å\u00ad b\u200b  c</p></main>".encode(), "x")
    assert document.characters == 3


LINKS = {
    "as written": ('<a href="/a b?x=1&amp;y=2#z">L</a>', "/ab?x=1&y=2#z"),
    "with a base": (
        '<base href="https://x.example/r/"><a href="1.pdf">L</a>',
        "https://x.example/r/1.pdf",
    ),
    "a broken base": ('<base href="http://[x"><a href="1.pdf">L</a>', "1.pdf"),
    "mail": ('<a href="mailto:a@x.example">L</a>', "mailto:a@x.example"),
    "over lines": ('<a href="https://x.example/\n  a">L</a>', "https://x.example/a"),
}


@pytest.mark.parametrize(("markup", "url"), LINKS.values(), ids=LINKS)
def test_links(markup: str, url: str) -> None:
    (block,) = read_html(f"<p>{markup}".encode(), "x").blocks
    assert [(link.text, link.url) for link in block.links] == [("L", url)]


@pytest.mark.parametrize("href", ["", "#", "javascript:void(0)", " JavaScript:x", "about:blank"])
def test_links_to_nowhere_are_text(href: str) -> None:
    (block,) = read_html(f"<p><a href='{href}'>Text</a>".encode(), "x").blocks
    assert (block.text, block.links) == ("Text", ())


def test_a_card_link_is_a_link_in_each_of_its_blocks() -> None:
    page = "<a href=/x><h3>Rubrik</h3><p>Text</p></a><p><a href=/y><img src=z></a>Bild</p>"
    found = [(block.text, block.links) for block in read_html(page.encode(), "x").blocks]
    assert [(text, [link.url for link in links]) for text, links in found] == [
        ("Rubrik", ["/x"]),
        ("Text", ["/x"]),
        ("Bild", []),
    ]


@pytest.mark.parametrize("data", [b"", b"  \n", b"<html><body></body></html>", b"<p>\xc2\xad</p>"])
def test_no_text(data: bytes) -> None:
    with pytest.raises(Empty):
        read_html(data, "tom.html")


def test_no_html() -> None:
    with pytest.raises(Damaged):
        read_html(bytes(range(32)) * 40, "bild.html")


def archive(*parts: str, head: str = 'type="text/html"; ') -> bytes:
    body = "\r\n".join(f"--gräns\r\n{part}" for part in parts).replace("gräns", "b1")
    return (
        "From: <Saved by Blink>\r\nSubject: Rapport\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; {head}boundary="b1"\r\n\r\n{body}\r\n--b1--\r\n'
    ).encode()


PAGE = (
    "Content-Type: text/html{}\r\nContent-ID: <frame-1@x>\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n<main><p>V=E5rd f=F6r alla</main>\r\n"
)
STYLES = "Content-Type: text/css\r\n\r\np {}\r\n"


@pytest.mark.parametrize("charset", ["", "; charset=iso-8859-1", "; charset=utf-8"])
def test_web_archive(charset: str) -> None:
    document = read_html(archive(STYLES, PAGE.format(charset)), "sida.mht")
    assert [block.text for block in document.blocks] == ["Vård för alla"]
    assert document.media_type == "multipart/related"


def test_web_archive_names_its_page() -> None:
    frame = "Content-Type: text/html\r\nContent-ID: <frame-2@x>\r\n\r\n<p>Annons</p>\r\n"
    data = archive(frame, PAGE.format(""), head='start="<frame-1@x>"; ')
    assert [block.text for block in read_html(data, "sida.mht").blocks] == ["Vård för alla"]


def test_web_archive_without_page() -> None:
    with pytest.raises(Damaged):
        read_html(archive(STYLES), "sida.mht")


def part(text: str, *heads: str) -> str:
    head = "\r\n".join(("Content-Type: text/html; charset=utf-8", *heads))
    return f"{head}\r\n\r\n<body>{text}</body>"


@pytest.mark.parametrize(
    ("src", "head"),
    [
        ("cid:f1@x.example", "Content-ID: <f1@x.example>"),
        ("https://x.example/ruta", "Content-Location: https://x.example/ruta"),
    ],
    ids=["as Chromium writes it", "by address"],
)
def test_pages_in_the_frames_of_a_web_archive_are_read_in_their_places(src: str, head: str) -> None:
    page = part(f'<p>Före rutan</p><iframe src="{src}"></iframe><p>Efter rutan</p>')
    data = archive(page, part(f'<p>I rutan</p><iframe src="{src}">', head))
    document = read_html(data, "sida.mht")
    assert [block.text for block in document.blocks] == ["Före rutan", "I rutan", "Efter rutan"]
    assert document.warnings == ()


def test_what_no_frame_shows_is_told() -> None:
    data = archive(part("<p>Sidan</p>"), part("<p>Ingenstans</p>", "Content-ID: <f2@x.example>"))
    assert read_html(data, "sida.mht").warnings == ("pages within the page that are not read: 1",)


def test_the_main_part_of_a_frame_is_not_the_page_s() -> None:
    items = "".join(f"<li>Punkt {word} om läget</li>" for word in ("ett", "två", "tre"))
    inner = (
        "<main id='content' role='main'><p>Alla system fungerar, säger driften i dag.</p></main>"
    )
    page = f'<h1>Lägesrapport</h1><ul>{items}</ul><iframe srcdoc="{inner}"></iframe>'
    texts = [block.text for block in read_html(page.encode(), "x.html").blocks]
    assert texts[:4] == ["Lägesrapport", *(f"Punkt {w} om läget" for w in ("ett", "två", "tre"))]
    assert "Alla system fungerar, säger driften i dag." in texts


def test_frames_that_are_too_deep_cost_the_page_nothing() -> None:
    deep = "djup"
    for _ in range(5):
        deep = f'<iframe srcdoc="{html.escape(deep)}"></iframe>'
    page = "<h1>Rapport</h1><p>Sidans egen text.</p><iframe src='cid:1@x'></iframe>"
    found = read_markup(page, "multipart/related", "x.mht", {"cid:1@x": deep})
    assert [block.text for block in found.blocks] == ["Rapport", "Sidans egen text."]
    assert found.warnings[0] == "pages within the page that are not read: 1"
