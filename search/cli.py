"""The command line: reads arguments, asks one question, prints the answer. It decides nothing.

Answers go to standard output, everything else to standard error. Exit code 0: done or found; 1:
asked and nothing found, or only the nearest; 2: an error, one line that says what, where and what
to do.
Errors are converted in `run`, and nowhere else.
"""

from __future__ import annotations

import gc
import io
import os
import sqlite3
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from ingest.errors import QueryError, SparhundError
from search import terminal

# In the order in which a newcomer needs them. The function bears the command's name.
MODULES = {
    "ingest": "archive",
    "search": "questions",
    "trace": "questions",
    "names": "names",
    "news": "questions",
    "deadlines": "questions",
    "show": "questions",
    "reports": "questions",
    "serve": "web",
    "user": "web",
    "topic": "choices",
    "alias": "choices",
    "verify": "archive",
    "rebuild": "archive",
    "backup": "archive",
    "remove": "archive",
    "parse": "archive",
}


class Commands(click.Group):
    """Imports a command's module when the command is asked for: a tenth of a cold search."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in MODULES:
            return None
        command: click.Command = getattr(import_module(f"search.commands.{MODULES[name]}"), name)
        return command


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
    """The command `sparhund`.

    Cycles are rare here. Looking for them while modules are imported, and once more among all
    objects when the process ends, takes an eighth of a cold search.
    """
    gc.set_threshold(100_000)
    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; the exit code. Every error becomes one line here."""
    _settle_streams()
    try:
        code = cli.main(list(arguments), prog_name="sparhund", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        return _fail(_misused(error))
    except QueryError as error:
        return _fail(f"sparhund: {error}", *(error.caret().splitlines() if error.query else ()))
    except SparhundError as error:
        return _fail(f"sparhund: {error}")
    except (BrokenPipeError, SystemExit):
        # The reader (head, less) has seen enough; where click sees it, that becomes SystemExit.
        # Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        return 130
    except sqlite3.DatabaseError as error:
        return _fail(f"sparhund: the catalogue: {error}. {_advice(error)}")
    except UnicodeEncodeError as error:  # bytes on the command line that Python could not decode
        return _fail(f"sparhund: '{error.object}' is not UTF-8. Write it in a UTF-8 terminal")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"sparhund: {where}{error.strerror or error}")
    return code or 0


def _misused(error: click.ClickException) -> str:
    if not isinstance(error, click.UsageError):
        return f"sparhund: {error.format_message()}"
    command = error.ctx.command_path if error.ctx else "sparhund"
    if isinstance(error, click.NoSuchOption):
        advice = f"'{command} -h' shows the options; a query that begins with - goes after --"
    else:
        advice = f"'{command} -h' shows the options"
    return f"{command}: {error.format_message()} ({advice})"


def _advice(error: sqlite3.DatabaseError) -> str:
    from index.schema import is_refusal

    if is_refusal(error):
        return "Is the disk full, or the folder read-only?"
    return (
        "'sparhund verify' says what is damaged; if it cannot be opened, put back a copy"
        " that 'sparhund backup' made"
    )


def _settle_streams() -> None:
    """Output is UTF-8 wherever it goes (a pipe on Windows is not by itself), or goes nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _fail(*lines: str) -> int:
    for line in lines:
        click.echo(terminal.printable(line), err=True)
    return 2
