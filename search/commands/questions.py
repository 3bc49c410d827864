"""Commands that ask: search, trace, show, reports. They never write, but for `--ingest`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import click

from ingest.errors import UsageError
from search import render, terminal
from search.commands.options import (
    NOTHING_FOUND,
    archive_option,
    checked,
    emit,
    format_option,
    question_options,
    scope_of,
    scope_options,
    shared,
    take_in,
)


@click.command()
@click.argument("query", required=False)
@question_options
@archive_option
@format_option
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date", "report"]),
    default="relevance",
    show_default=True,
    help="Best first, newest first, or report by report.",
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to pass over.")
@click.option("--all", "everything", is_flag=True, help="All of them, however many.")
@click.option(
    "--in",
    "inside",
    type=click.Choice(["item", "section", "report"]),
    default="item",
    show_default=True,
    help="Where all words must meet; in a report or section its title or heading counts, too.",
)
@click.option("--by", type=click.Choice(["item", "report"]), default="item", help="What to list.")
@click.option("--strict", is_flag=True, help="Add nothing: no spelling, abbreviations, aliases.")
@click.option(
    "--queries",
    type=click.File("rb"),
    help="A file with one query a line: one table of how much each finds.",
)
def search(
    query: str | None,
    since: str | None,
    until: str | None,
    series: tuple[str, ...],
    section: str | None,
    paths: tuple[Path, ...],
    folder: Path,
    form: str,
    sort: Any,
    limit: int,
    offset: int,
    everything: bool,
    inside: Any,
    by: str,
    strict: bool,
    queries: BinaryIO | None,
) -> int:
    """Find the items that match QUERY.

    All words must match, in any inflection. AND OR NOT (OCH ELLER INTE), -word, parentheses,
    "a phrase", "two words"~5 (near), tillsyn* (pattern), avgift~1 (fuzzy), =Ordet (this very word),
    section: series: report: date:2025-01..2025-06.

    \b
    sparhund search 'IVO beslut' --from 2025-01 --sort date
    """
    from index.archive import open_archive
    from search import text_hits
    from search.find import Found, FoundHit, FoundReport, Tallied, find, find_reports, tally

    if (query is None) == (queries is None):
        raise UsageError("a search needs either a QUERY or --queries FILE")
    scope = scope_of(since, until, series, section)
    take_in(folder, paths)
    screen = terminal.screen()
    with open_archive(folder) as archive:
        if queries is not None:
            from ingest.encoding import decode

            text_of_file = decode(queries.read())
            lines = [line.strip() for line in text_of_file.splitlines() if line.strip()]
            if not lines:
                raise UsageError(f"no query in '{queries.name}'", advice="Write one a line")
            counted = [tally(archive, line, scope, inside=inside, strict=strict) for line in lines]
            if form == "text":
                text_hits.show_tallies(screen, counted, archive.catalogue.totals(scope))
            else:
                emit(counted, form, counted, render.header(Tallied))
            return 0 if any(one.items for one in counted) else NOTHING_FOUND
        ask: Callable[..., Found[Any]] = find if by == "item" else find_reports
        found = ask(
            archive,
            str(query),
            scope,
            sort=sort,
            limit=None if everything else limit,
            offset=offset,
            inside=inside,
            strict=strict,
        )
        if form != "text":
            kind = FoundHit if by == "item" else FoundReport
            emit(found, form, found.hits, render.header(kind))
        elif by == "item":
            text_hits.show_found(screen, found)
        else:
            text_hits.show_found_reports(screen, found)
    return 0 if found.total and found.matched == "all" else NOTHING_FOUND


query_or_topic = shared(
    click.argument("query", required=False),
    click.option("--topic", help="A saved query (sparhund topic) in place of QUERY."),
)


@click.command()
@query_or_topic
@question_options
@archive_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "svg", "png"]),
    default="text",
    show_default=True,
    help="svg draws it, png too where the extra is installed.",
)
@click.option("--at", metavar="DATE", callback=checked, help="Only the wordings on this day.")
def trace(
    query: str | None,
    topic: str | None,
    since: str | None,
    until: str | None,
    series: tuple[str, ...],
    section: str | None,
    paths: tuple[Path, ...],
    folder: Path,
    form: str,
    at: str | None,
) -> int:
    """Follow a topic over time.

    The items that match QUERY, each followed from report to report: when it was first said, how the
    wording changed, when it was dropped. A count by month stands above.

    \b
    sparhund trace 'IVO beslut' --ingest corpus/reports
    """
    from index.archive import open_archive
    from index.days import last_day
    from search import text_time
    from search.ask import traced
    from search.chart import chart
    from search.trace import TraceRow, rows, standing

    if (query is None) == (topic is None):
        raise UsageError("a trace needs either a QUERY or --topic NAME")
    scope = scope_of(since, until, series, section)
    take_in(folder, paths)
    with open_archive(folder) as archive:
        answer = traced(archive, query, topic, scope)
    if at is not None:
        answer = standing(answer, last_day(at))
    if form == "text" and at is not None:
        text_time.show_standing(terminal.screen(), answer, last_day(at))
    elif form == "text":
        text_time.show_trace(terminal.screen(), answer)
    elif form == "svg":
        click.echo(chart(answer))
    elif form == "png":
        from search.chart_png import png

        sys.stdout.buffer.write(png(chart(answer)))
    else:
        emit(answer, form, rows(answer), render.header(TraceRow))
    return 0 if answer.threads else NOTHING_FOUND


@click.command()
@query_or_topic
@question_options
@archive_option
@format_option
def news(
    query: str | None,
    topic: str | None,
    since: str | None,
    until: str | None,
    series: tuple[str, ...],
    section: str | None,
    paths: tuple[Path, ...],
    folder: Path,
    form: str,
) -> int:
    """What is new, reworded or dropped in the latest report, or since a date (--from).

    Of everything, of what matches QUERY, or of a topic. Exit code 1 when there is nothing new, so
    that a scheduled run can stay silent.

    \b
    sparhund news --from 2025-12 'IVO'
    """
    from index.archive import open_archive
    from search import text_time
    from search.ask import fresh
    from search.news import Novelty

    if query is not None and topic is not None:
        raise UsageError("news are of a QUERY or of a --topic, never both")
    scope = scope_of(None, until, series, section)
    take_in(folder, paths)
    with open_archive(folder) as archive:
        found = fresh(archive, query, topic, scope, since)
    if form == "text":
        text_time.show_news(terminal.screen(), found)
    else:
        emit(found, form, found, render.header(Novelty))
    return 0 if found else NOTHING_FOUND


@click.command()
@click.argument("query", required=False)
@question_options
@archive_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "ics"]),
    default="text",
    show_default=True,
    help="ics is for a calendar.",
)
def deadlines(
    query: str | None,
    since: str | None,
    until: str | None,
    series: tuple[str, ...],
    section: str | None,
    paths: tuple[Path, ...],
    folder: Path,
    form: str,
) -> int:
    """What was promised for when, and the last word on it: done, moved, open or overdue.

    \b
    sparhund deadlines IVO
    """
    from index.archive import open_archive
    from search import text_time
    from search.ask import dated, due
    from search.deadlines import Deadline

    scope = scope_of(since, until, series, section)
    take_in(folder, paths)
    with open_archive(folder) as archive:
        found = due(archive, query, scope)
        searched = dated(archive, scope)
    if form == "text":
        text_time.show_deadlines(terminal.screen(), found, searched)
    elif form == "ics":
        from search.calendar import calendar

        sys.stdout.write(calendar(found))
    else:
        emit(found, form, found, render.header(Deadline))
    return 0 if found else NOTHING_FOUND


@click.command()
@click.argument("target", metavar="REPORT|ANCHOR")
@archive_option
@format_option
def show(target: str, folder: Path, form: str) -> int:
    """Read a report, or one item with its thread.

    REPORT is SERIES/DATE, or a date that one report has. ANCHOR is SERIES/DATE#2.5.1.

    \b
    sparhund show 2025-10-23
    """
    from index.archive import open_archive
    from index.rows import ItemRow
    from search import text, text_time
    from search.read import read_item, read_report

    screen = terminal.screen()
    with open_archive(folder) as archive:
        if "#" in target:
            item = read_item(archive.catalogue, target)
            if form == "text":
                text_time.show_item_view(screen, item)
            else:
                emit(item, form, [item.item], render.header(type(item.item)))
        else:
            report = read_report(archive.catalogue, target)
            if form == "text":
                text.show_report(screen, report.report, report.sections)
            else:
                rows = [item for section in report.sections for item in section.items]
                emit(report, form, rows, render.header(ItemRow))
    return 0


@click.command()
@scope_options
@archive_option
@format_option
@click.option("--gaps", is_flag=True, help="Which numbers of a series seem to be missing.")
@click.option("--failed", is_flag=True, help="Which files could not be read, and why.")
@click.option("--removed", is_flag=True, help="Which reports were taken out, when and why.")
def reports(
    since: str | None,
    until: str | None,
    series: tuple[str, ...],
    folder: Path,
    form: str,
    gaps: bool,
    failed: bool,
    removed: bool,
) -> int:
    """List the reports that are there, what is missing, was removed or could not be read."""
    from index import choices, ledger
    from index.archive import open_archive
    from index.rows import ReportRow
    from search import text
    from search.find import resolved
    from search.gaps import Gap, missing

    scope = scope_of(since, until, series)
    screen = terminal.screen()
    with open_archive(folder) as archive:
        catalogue = archive.catalogue
        if failed:
            entries = ledger.entries(catalogue.db, "failed", "unsupported")
            if form == "text":
                text.show_ledger(screen, entries)
            else:
                emit(entries, form, entries, render.header(ledger.Entry))
            return 0 if entries else NOTHING_FOUND
        if removed:
            removals = choices.removals(catalogue.db)
            if form == "text":
                text.show_removals(screen, removals)
            else:
                emit(removals, form, removals, render.header(choices.Removal))
            return 0 if removals else NOTHING_FOUND
        if gaps:
            found = missing(catalogue, scope)
            if form == "text":
                text.show_gaps(screen, found)
            else:
                emit(found, form, found, render.header(Gap))
            return 0 if found else NOTHING_FOUND
        listed = catalogue.reports(resolved(catalogue, scope))
        if form == "text":
            count = text.show_reports(screen, listed)
        else:
            rows = list(listed)
            count = len(rows)
            emit(rows, form, rows, render.header(ReportRow))
    return 0 if count else NOTHING_FOUND
