"""The addresses of the site over the corpus: every page, and every answer that is data."""

from __future__ import annotations

REPORT = "/report/regional-lagesrapport-vardinformation/2025-06-19"
ITEM = f"{REPORT}/1.2"
PAGES = (
    "/",
    "/search?q=IVO",
    "/search?q=IVO&by=report",
    "/search?q=avgfit+xyzzyq",
    "/search?q=xyzzyq&from=2025",
    "/trace",
    "/trace?q=upphandlingsskadeavgift",
    "/trace?q=upphandlingsskadeavgift&at=2025-11-10",
    REPORT,
    f"{ITEM}?q=IVO",
    "/topics",
    "/news",
    "/news?q=IVO&from=2025-12",
    "/deadlines?q=IVO",
    "/names?q=upphandlingsskadeavgift",
    "/reports",
    "/gaps",
    "/archive",
    "/login",
    "/accounts",
    "/upload",
)
BROKEN = ("/search?q=(IVO", "/nowhere", f"{REPORT}/9.9")
DATA = (
    "/search.json?q=IVO",
    "/search.csv?q=IVO",
    "/trace.json?q=upphandlingsskadeavgift",
    "/trace.csv?q=upphandlingsskadeavgift",
    "/trace.svg?q=upphandlingsskadeavgift",
    "/trace.png?q=upphandlingsskadeavgift",
    f"{REPORT}.json",
    f"{ITEM}.json",
    "/topics.json",
    "/news.json?q=IVO",
    "/news.csv?q=IVO",
    "/news.atom?q=IVO",
    "/deadlines.json?q=IVO",
    "/deadlines.csv?q=IVO",
    "/deadlines.ics?q=IVO",
    "/names.json?q=IVO",
    "/names.csv?q=IVO",
    "/reports.json",
    "/reports.csv",
    "/gaps.json",
    "/archive.json",
    "/accounts.json",
    "/upload.json",
    "/openapi.json",
)
