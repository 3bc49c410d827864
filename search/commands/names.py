"""The command that lists names over time."""

from __future__ import annotations

from pathlib import Path

import click

from search import render, terminal
from search.commands.options import (
    NOTHING_FOUND,
    archive_option,
    emit,
    format_option,
    question_options,
    scope_of,
    take_in,
)


@click.command()
@click.argument("query", required=False)
@question_options
@archive_option
@format_option
def names(
    query: str | None,
    since: str | None,
    until: str | None,
    series: tuple[str, ...],
    section: str | None,
    paths: tuple[Path, ...],
    folder: Path,
    form: str,
) -> int:
    """List authorities, companies, laws and systems, with first and last mention.

    In all items, or in those that match QUERY. Found by rules and by the abbreviations that the
    reports explain. Persons are not listed.

    \b
    sparhund names upphandling --from 2025
    """
    from index.archive import open_archive
    from search import names as question
    from search.text_names import show_names

    scope = scope_of(since, until, series, section)
    take_in(folder, paths)
    with open_archive(folder) as archive:
        answer = question.names(archive, query, scope)
        if form == "text":
            show_names(terminal.screen(), answer)
        else:
            emit(answer, form, answer.names, render.header(question.NameRow))
    return 0 if answer.names else NOTHING_FOUND
