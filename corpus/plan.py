"""Which report comes in which files.

A third of the reports exist as PDF and HTML, a third as PDF alone, a third as HTML alone. The
producers take turns, so that each meets early and late reports, both templates and both series.
Some files bear names without a date, as in life. Three reports exist as a scan, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle

from corpus.chronicle import Series
from corpus.expand import Report
from corpus.render import browser, flow, office, scan, typeset, web
from corpus.truth import Rendition

PDF, HTML, MHT = "application/pdf", "text/html", "multipart/related"


@dataclass(frozen=True, slots=True)
class Producer:
    """A way to make a file of a report."""

    name: str
    media_type: str
    make: Callable[[Report], bytes]
    keeps_links: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """One file to make."""

    report: Report
    rendition: Rendition
    make: Callable[[Report], bytes]


_PRODUCERS = (
    Producer("libreoffice-tagged", PDF, partial(office.libreoffice, tagged=True)),
    Producer("libreoffice-untagged", PDF, partial(office.libreoffice, tagged=False)),
    Producer("libreoffice-columns", PDF, partial(office.libreoffice, tagged=True, columns=True)),
    Producer("libreoffice-docx", PDF, office.libreoffice_docx, keeps_links=False),
    Producer("chromium-tagged", PDF, partial(browser.chromium, tagged=True)),
    Producer("chromium-untagged", PDF, partial(browser.chromium, tagged=False)),
    Producer("weasyprint-ua", PDF, partial(browser.weasyprint, tagged=True)),
    Producer("weasyprint-columns", PDF, partial(browser.weasyprint, columns=True)),
    Producer("reportlab", PDF, flow.reportlab),
    Producer("reportlab-columns", PDF, partial(flow.reportlab, columns=True)),
    Producer("typst", PDF, typeset.typst),
    Producer("typst-columns", PDF, partial(typeset.typst, columns=True)),
    Producer("intranet", HTML, web.intranet),
    Producer("cms", HTML, web.cms),
    Producer("word-filtered", HTML, partial(web.word, live=False)),
    Producer("word", HTML, partial(web.word, live=True)),
    Producer("saved", HTML, web.saved),
    Producer("saved-handmade", HTML, partial(web.saved, handmade=True)),
    Producer("saved-archive", MHT, web.archive),
)
_NAMED = {producer.name: producer for producer in _PRODUCERS}
_WEEKLY_PDF = (
    "libreoffice-tagged",
    "chromium-tagged",
    "reportlab",
    "weasyprint-ua",
    "libreoffice-docx",
    "typst",
    "libreoffice-untagged",
    "reportlab-columns",
    "chromium-untagged",
    "weasyprint-columns",
)
_WEEKLY_HTML = (
    "intranet",
    "word-filtered",
    "saved",
    "cms",
    "word",
    "intranet",
    "saved-handmade",
    "saved-archive",
)
_OTHER_PDF = ("typst-columns", "libreoffice-columns", "weasyprint-columns", "reportlab-columns")
_OTHER_HTML = ("cms", "saved", "word-filtered")

_SCANNED = (10, 33, 58)  # the places of the reports that exist as a scan, too
_ENDING = {PDF: "pdf", HTML: "html", MHT: "mht"}


def jobs(series: Series, reports: Sequence[Report], *, leading: bool) -> list[Job]:
    """The files of a series. `leading` is the series that has the scans."""
    pdf = cycle(_NAMED[name] for name in (_WEEKLY_PDF if leading else _OTHER_PDF))
    html = cycle(_NAMED[name] for name in (_WEEKLY_HTML if leading else _OTHER_HTML))
    planned: list[Job] = []
    corrected = {report.edition_of for report in reports}
    for place, report in enumerate(reports):
        stem = f"{series.id}/{_stem(report, place)}"
        if report.edition_of:
            producers = [next(pdf)]
        elif place % 3 == 0 or report.id in corrected:
            producers = [next(pdf), next(html)]
        else:
            producers = [next(pdf if place % 3 == 1 else html)]
        planned += (_job(report, stem, producer) for producer in producers)
        if leading and place in _SCANNED:
            planned.append(_scan(report, series.id, _SCANNED.index(place)))
    return planned


def _job(report: Report, stem: str, producer: Producer) -> Job:
    name = f"{stem}.{_ENDING[producer.media_type]}"
    links = producer.keeps_links
    rendition = Rendition(name, producer.name, producer.media_type, keeps_links=links)
    return Job(report, rendition, producer.make)


def _scan(report: Report, folder: str, place: int) -> Job:
    fax = place == 1

    def make(report: Report) -> bytes:
        return scan.scan(flow.reportlab(report), report, dpi=200 if fax else 150, fax=fax)

    name = f"{folder}/scan{place + 1:04d}.pdf"
    rendition = Rendition(name, "scan", PDF, readable=False, keeps_links=False)
    return Job(report, rendition, make)


def _stem(report: Report, place: int) -> str:
    """A file name as people give them; most with the date, in one way or another."""
    words = (word for word in report.series.split("-") if "rapport" in word)
    short = next(words, "rapport")
    if report.edition_of:
        return f"{report.date}-{short}-rattad"
    names = (
        f"{report.date}-{short}",
        f"{report.date}-{short}",
        f"{short}_{report.date:%Y%m%d}",
        f"{short}-nr-{place + 1}",
        f"{report.date}-{short}",
        f"{short} vecka {report.date.isocalendar().week} {report.date.year}",
        f"{report.date:%y%m%d} {short}",
    )
    return names[place % len(names)]
