"""A generated chronicle as files: for each report a PDF and a page, by what producers are at hand.

The corpus has every producer; here a few will do, so that a run takes a minute and needs no office
suite or browser. The producers take turns, as in `corpus/plan.py`; one whose library or font is not
there is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from typing import cast

from corpus import expand, threads, truth
from corpus.chronicle import Chronicle
from corpus.expand import Report
from tests.bench import known

_PDF, _HTML, _MHT = "application/pdf", "text/html", "multipart/related"
_ENDING = {_PDF: "pdf", _HTML: "html", _MHT: "mht"}


@dataclass(frozen=True, slots=True)
class Producer:
    """A renderer: the function in `corpus.render`, its options, and the library that it needs."""

    name: str
    media_type: str
    function: str
    library: str
    options: tuple[tuple[str, bool], ...] = ()

    @property
    def at_hand(self) -> bool:
        """Whether its library, and for reportlab the fonts that it embeds, are installed."""
        from corpus.render.blocks import FONTS

        fonts = self.library != "reportlab" or (FONTS / "crosextra").exists()
        return fonts and find_spec(self.library) is not None

    def make(self, report: Report) -> bytes:
        """The file's bytes."""
        module, _, name = self.function.partition(".")
        render = getattr(import_module(f"corpus.render.{module}"), name)
        return cast("Callable[..., bytes]", render)(report, **dict(self.options))


_COLUMNS = (("columns", True),)
PRODUCERS = (
    Producer("reportlab", _PDF, "flow.reportlab", "reportlab"),
    Producer("weasyprint-ua", _PDF, "browser.weasyprint", "weasyprint", (("tagged", True),)),
    Producer("typst", _PDF, "typeset.typst", "typst"),
    Producer("reportlab-columns", _PDF, "flow.reportlab", "reportlab", _COLUMNS),
    Producer("weasyprint-columns", _PDF, "browser.weasyprint", "weasyprint", _COLUMNS),
    Producer("typst-columns", _PDF, "typeset.typst", "typst", _COLUMNS),
    Producer("intranet", _HTML, "web.intranet", "jinja2"),
    Producer("word-filtered", _HTML, "web.word", "jinja2", (("live", False),)),
    Producer("saved", _HTML, "web.saved", "jinja2"),
    Producer("cms", _HTML, "web.cms", "jinja2"),
    Producer("word", _HTML, "web.word", "jinja2", (("live", True),)),
    Producer("saved-handmade", _HTML, "web.saved", "jinja2", (("handmade", True),)),
    Producer("saved-archive", _MHT, "web.archive", "jinja2"),
)


def render(chronicle: Chronicle, folder: Path) -> known.Truth:
    """Write the files below the folder; the truth of it all, as `corpus/truth.json` has it."""
    reports: list[Report] = []
    followed: list[threads.Thread] = []
    renditions: dict[str, list[truth.Rendition]] = {}
    for series in chronicle.series:
        expanded = expand.reports(series)
        reports += expanded
        followed += threads.threads(series, expanded)
        for report, producers in zip(expanded, _turns(expanded), strict=True):
            for producer in producers:
                name = f"{series.id}/{_name(report)}.{_ENDING[producer.media_type]}"
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(producer.make(report))
                renditions.setdefault(report.id, []).append(
                    truth.Rendition(name, producer.name, producer.media_type)
                )
    return cast("known.Truth", truth.truth(chronicle, reports, followed, renditions))


def _turns(reports: Sequence[Report]) -> list[list[Producer]]:
    """The producers of each report: every third in PDF and HTML, the others in one of them."""
    pdf = cycle(p for p in PRODUCERS if p.media_type == _PDF and p.at_hand)
    html = cycle(p for p in PRODUCERS if p.media_type != _PDF and p.at_hand)
    turns = []
    for place, report in enumerate(reports):
        if report.edition_of or place % 3 == 1:
            turns.append([next(pdf)])
        else:
            turns.append([next(html)] if place % 3 else [next(pdf), next(html)])
    return turns


def _name(report: Report) -> str:
    return f"{report.id.rpartition('/')[2]} rapport"
