"""The command line: reads arguments, asks one question, prints the answer. It decides nothing.

Answers go to standard output, everything else to standard error. Exit code 0: done or found; 1: asked
and nothing found, or only the nearest; 2: an error, one line that says what, where and what to do.
Errors are converted in `run`, and nowhere else.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from ingest.errors import QueryError, SparhundError, UsageError
from search import render, terminal

NOTHING_FOUND = 1
F = TypeVar("F", bound=Callable[..., Any])


class DateType(click.ParamType):
    """A day, a month or a year: `2025-10-23`, `2025-10`, `2025`."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from search.find import checked_date

        try:
            return checked_date(value)
        except UsageError as error:
            self.fail(error.message, param, ctx)


def shared(*options: Callable[[F], F]) -> Callable[[F], F]:
    """One decorator of several options, listed in the order in which help shows them."""

    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


archive_option = click.option(
    "--archive",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("archive"),
    envvar="SPARHUND_ARCHIVE",
    show_default=True,
    show_envvar=True,
    help="The archive folder.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="text for people, json or csv for programs.",
)
scope_options = shared(
    click.option("--from", "since", type=DateType(), help="Reports from this date on."),
    click.option("--to", "until", type=DateType(), help="Reports up to this date."),
    click.option("--series", multiple=True, help="Only this series (id or title); repeatable."),
)
question_options = shared(
    scope_options,
    click.option("--section", help="Only sections whose heading contains this."),
    click.option(
        "--ingest",
        "paths",
        multiple=True,
        type=click.Path(path_type=Path),
        help="Take in what is new in this file or folder first; repeatable.",
    ),
)


class Commands(click.Group):
    """Lists commands in the order in which a newcomer needs them, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="sparhund", message="%(prog)s %(version)s")
def cli() -> None:
    """Follow a topic through years of a public body's reports.

    A folder of past reports (PDF, HTML) goes into one archive; every item in it can be searched,
    cited and traced from report to report.
    """


def main() -> NoReturn:
    """The command `sparhund`."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; the exit code. Every error becomes one line here."""
    try:
        return cli.main(list(arguments), prog_name="sparhund", standalone_mode=False) or 0
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "sparhund"
        return _fail(f"{command}: {error.format_message()} ('{command} -h' shows the options)")
    except click.ClickException as error:
        return _fail(f"sparhund: {error.format_message()}")
    except QueryError as error:
        return _fail(f"sparhund: {error}\n{error.caret()}")
    except SparhundError as error:
        return _fail(f"sparhund: {error}")
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        return 130
    except sqlite3.OperationalError as error:
        return _fail(f"sparhund: the catalogue cannot be used: {error}. Is the disk full or read-only?")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"sparhund: {where}{error.strerror or error}")


def _fail(line: str) -> int:
    click.echo(terminal.printable(line), err=True)
    return 2
