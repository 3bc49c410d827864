"""HTML as it is met in life: two intranet systems, Word, and pages saved from a browser."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from markupsafe import Markup

from corpus.expand import Report
from corpus.render.blocks import environment


def _spaced(text: str) -> Markup:
    """Sums with no-break spaces: `400&nbsp;000`."""
    return Markup(re.sub(r"(?<=\d) (?=\d{3}\b)", "&nbsp;", text))


_JINJA = environment(escape=True, spaced=_spaced)


def intranet(report: Report) -> bytes:
    """A page of the intranet, with menu, cookie dialog and footer around its article."""
    return _render("web-intranet.html.j2", report).encode()


def cms(report: Report) -> bytes:
    """A page of another intranet: no main element but roles, sub-lists beside their items."""
    return _render("web-cms.html.j2", report).encode()


def word(report: Report, *, live: bool) -> bytes:
    """What Word saves: filtered, or `live` with its own list levels; in windows-1252."""
    page = _render("web-word.html.j2", report, live=live).replace("[if¤!", "[if !")  # never wrapped
    return page.encode("cp1252", "xmlcharrefreplace")


def saved(report: Report, *, handmade: bool = False) -> bytes:
    """A page saved from the browser; `handmade` has bold lines for headings and typed bullets."""
    return _render("web-saved.html.j2", report, handmade=handmade).encode()


def archive(report: Report) -> bytes:
    """The saved page as a single MIME file (`.mht`)."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "<Saved by Blink>"
    mail["Subject"] = report.title
    mail["Date"] = datetime.fromisoformat(report.compiled_at)
    mail["MIME-Version"] = "1.0"
    mail.set_type("multipart/related")
    mail.set_boundary(f"----MultipartBoundary--{report.date.toordinal():032d}----")
    page = EmailMessage(policy=SMTP)
    page.set_content(saved(report).decode(), subtype="html", cte="quoted-printable")
    page["Content-Location"] = "https://insidan.region-exempel.example/sammanhang/rapporter"
    style = EmailMessage(policy=SMTP)
    style.set_content(".env-list { margin: 0 0 1em }\n", subtype="css", cte="quoted-printable")
    mail.attach(page)
    mail.attach(style)
    return mail.as_bytes()


def _render(template: str, report: Report, **options: bool) -> str:
    page: str = _JINJA.get_template(template).render(report=report, **options)
    return page
