"""What the commands share: their options, and the two ways out for an answer that is data."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from ingest.errors import UsageError
from ingest.limits import DEFAULT_LIMITS
from search import render, terminal

NOTHING_FOUND = 1  # exit code: asked and nothing found, or only the nearest
MEGA = 1_000_000
F = TypeVar("F", bound=Callable[..., Any])


def checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A day, a month or a year: `2025-10-23`, `2025-10`, `2025`."""
    from index.days import first_day

    try:
        if value:
            first_day(value)
    except ValueError:
        raise click.BadParameter(
            f"'{value}' is no date: write 2025-10-23, 2025-10 or 2025", ctx, param
        ) from None
    return value


def named(text: str) -> str:
    """A name that someone gives, folded. Raises UsageError for one without letter or digit."""
    if not any(sign.isalnum() for sign in text):
        raise UsageError(f"'{text}' is no name: it holds no letter or digit")
    return text.strip().casefold()


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
    click.option(
        "--from",
        "--since",
        "since",
        metavar="DATE",
        callback=checked,
        help="Reports from this day, month or year on.",
    ),
    click.option("--to", "until", metavar="DATE", callback=checked, help="Reports up to its end."),
    click.option("--series", multiple=True, help="Only this series (id or title); repeatable."),
)
ingest_option = click.option(
    "--ingest",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Take in what is new in this file or folder first; repeatable.",
)
question_options = shared(
    scope_options,
    click.option("--section", help="Only sections called so, or with these words."),
    ingest_option,
)


def _limit(name: str, kind: click.ParamType[Any], what: str, unit: int = 1) -> Callable[[F], F]:
    """An option for one of the `Limits`; `unit` is how many of the limit's own it counts in."""
    default = getattr(DEFAULT_LIMITS, name)

    def in_own_units(_ctx: click.Context, _param: click.Parameter, value: float) -> float:
        return value * unit

    return click.option(
        f"--max-{name}",
        name,
        type=kind,
        default=default // unit if unit > 1 else default,
        show_default=True,
        callback=in_own_units,
        help=what,
    )


limit_options = shared(
    _limit("seconds", click.FloatRange(min=0), "Time to read one file; 0 = any."),
    _limit("stall", click.FloatRange(min=0), "Seconds without a page done; 0 = any."),
    _limit("memory", click.IntRange(min=500), "MB that a reading process may take.", MEGA),
    _limit("bytes", click.IntRange(min=1), "MB of one file.", MEGA),
    _limit("pages", click.IntRange(min=1), "Pages of one file."),
    _limit("characters", click.IntRange(min=1), "Characters of one file."),
    click.option(
        "--workers",
        type=click.IntRange(min=0),
        default=0,
        help="Files read at once; 0 = a core each.",
    ),
)


def emit(answer: Any, form: str, rows: Iterable[Any], header: Sequence[str]) -> None:
    """An answer as JSON (whole) or CSV (its rows)."""
    if form == "json":
        sys.stdout.writelines(render.to_json(answer))
        sys.stdout.write("\n")
    else:
        for line in render.to_csv(rows, header):
            sys.stdout.write(line)


def take_in(folder: Path, paths: Sequence[Path]) -> None:
    """What `--ingest` does: take in what is new, say on stderr what came and what failed."""
    if paths:
        from index.intake import intake
        from search import text

        with terminal.progress() as progress:
            done = intake(folder, paths, progress=progress)
        screen = terminal.screen(sys.stderr)
        text.tell_intake(screen, done)
        text.tell_failures(screen, done)


def scope_of(
    since: str | None, until: str | None, series: tuple[str, ...], section: str | None = None
) -> Any:
    """The scope that the options name. Raises UsageError where it is empty by itself."""
    from index.days import first_day, last_day
    from index.rows import Scope

    if since and until and first_day(since) > last_day(until):
        raise UsageError(f"--from {since} is after --to {until}")
    return Scope(series=series, since=since, until=until, section=section)
