"""Commands for what people make in an archive: topics and aliases."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import click

from ingest.errors import UsageError
from search import render, terminal
from search.commands.options import (
    NOTHING_FOUND,
    archive_option,
    emit,
    format_option,
    named,
)


@click.group()
def topic() -> None:
    """Saved queries: what is followed again and again."""


@topic.command("add")
@click.argument("name")
@click.argument("query")
@archive_option
def add_topic(name: str, query: str, folder: Path) -> int:
    """Save QUERY under NAME; a topic of that name is changed.

    \b
    sparhund topic add ivo-beslut 'IVO beslut'
    """
    from index.archive import open_archive
    from index.choices import Topic, keep_topic
    from index.ledger import now
    from index.query import parse as parsed

    parsed(query)  # a broken query is refused now, not when it is asked
    named(name)
    with open_archive(folder) as archive, archive.amend() as db:
        keep_topic(db, Topic(name, query, "", now()))
    return 0


@topic.command("list")
@archive_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "toml"]),
    default="text",
    show_default=True,
    help="toml can be edited and loaded.",
)
def list_topics(folder: Path, form: str) -> int:
    """List the saved queries."""
    from index.archive import open_archive
    from index.choices import Topic, topics

    with open_archive(folder) as archive:
        found = topics(archive.catalogue.db)
    screen = terminal.screen()
    if form == "text":
        for one in found:
            screen.line(f"{screen.style(one.name, 'bold')}  {screen.style(one.query)}")
    elif form == "toml":
        for one in found:
            said = {"query": one.query} | ({"note": one.note} if one.note else {})
            click.echo(f"[{_quoted(one.name)}]")
            for key, text in said.items():
                click.echo(f"{key} = {_quoted(text)}")
    else:
        emit(found, form, found, render.header(Topic))
    return 0 if found else NOTHING_FOUND


def _quoted(text: str) -> str:
    """A string for TOML: as JSON writes it, but for the one control character that JSON lets be."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@topic.command("load")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@archive_option
def load_topics(file: Path, folder: Path) -> int:
    """Save the topics of a TOML FILE, as `topic list --format toml` writes them.

    Topics that are not in it stay as they are.
    """
    from index.archive import open_archive
    from index.choices import Topic, keep_topic
    from index.ledger import now

    topics = [Topic(*one, now()) for one in _topics_in(file)]
    with open_archive(folder) as archive, archive.amend() as db:
        for one in topics:
            keep_topic(db, one)
    return 0


def _topics_in(file: Path) -> list[tuple[str, str, str]]:
    """Name, query and note of each. Raises UsageError, and QueryError for a broken query."""
    from index.query import parse as parsed

    try:
        said = tomllib.loads(file.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"'{file}' is no TOML: {error}") from error
    found = []
    for name, topic in said.items():
        match topic:
            case {"query": str(query), **more} if set(more) <= {"note"}:
                parsed(query)
                named(name)
                found.append((name, query, str(more.get("note", ""))))
            case _:
                raise UsageError(
                    f"'{file}': the topic '{name}' is not as it should be",
                    advice='Write [name], and below it query = "…"',
                )
    return found


@topic.command("remove")
@click.argument("name")
@archive_option
def remove_topic(name: str, folder: Path) -> int:
    """Remove the saved query NAME."""
    from index.archive import open_archive
    from index.choices import drop_topic

    with open_archive(folder) as archive, archive.amend() as db:
        drop_topic(db, name)
    return 0


@click.group()
def alias() -> None:
    """Words that stand for each other: a query for one finds the other."""


@alias.command("add")
@click.argument("term")
@click.argument("meaning")
@archive_option
def add_alias(term: str, meaning: str, folder: Path) -> int:
    """Let TERM and MEANING stand for each other.

    \b
    sparhund alias add SAMU 'Samhällets utveckling'
    """
    from index.archive import open_archive
    from index.choices import Alias, keep_alias
    from index.ledger import now

    if named(term) == named(meaning):
        raise UsageError("both sides of the alias are the same")
    with open_archive(folder) as archive, archive.amend() as db:
        keep_alias(db, Alias(term, meaning, now()))
    return 0


@alias.command("list")
@archive_option
@format_option
def list_aliases(folder: Path, form: str) -> int:
    """List what stands for what: aliases, and abbreviations learned from the reports."""
    from index.archive import open_archive
    from index.terms import Synonym

    with open_archive(folder) as archive:
        found = archive.vocabulary.synonyms()
    if form == "text":
        screen = terminal.screen()
        for one in found:
            screen.wrap(f"{one.one} = {one.other} ({one.how})")
    else:
        rows = [one._asdict() for one in found]
        emit(rows, form, rows, Synonym._fields)
    return 0 if found else NOTHING_FOUND


@alias.command("remove")
@click.argument("term")
@archive_option
def remove_alias(term: str, folder: Path) -> int:
    """Remove all aliases of TERM."""
    from index.archive import open_archive
    from index.choices import drop_alias

    with open_archive(folder) as archive, archive.amend() as db:
        drop_alias(db, term)
    return 0
