"""Commands that write to the archive or look after it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ingest.errors import NoText, UsageError
from ingest.limits import Limits, for_ocr
from ingest.report import Item
from search import render, terminal
from search.commands.options import (
    archive_option,
    emit,
    format_option,
    limit_options,
    named,
)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@archive_option
@format_option
@click.option("--as-series", help="The series (id or title) of these files, whatever their title.")
@click.option("--retry-failed", is_flag=True, help="Try again what could not be read before.")
@click.option("--no-ocr", is_flag=True, help="Leave scans for a later ingest.")
@limit_options
def ingest(
    paths: tuple[Path, ...],
    folder: Path,
    form: str,
    as_series: str | None,
    retry_failed: bool,
    no_ocr: bool,
    **limits: Any,
) -> int:
    """Take files and folders of reports into the archive.

    What is there already is known by its content and left alone. Files that cannot be read are
    named with the reason, and stay in the ledger (sparhund reports --failed). Scans are read by OCR
    when all else is done, if tesseract is installed with its data for Swedish.

    \b
    sparhund ingest reports/
    """
    from index.intake import intake
    from search import text

    if as_series is not None:
        named(as_series)
    with terminal.progress() as progress:
        done = intake(
            folder,
            paths,
            series=as_series,
            retry=retry_failed,
            ocr=not no_ocr,
            limits=Limits(**limits),
            progress=progress,
        )
    if form == "text":
        text.tell_intake(terminal.screen(), done)
    else:
        emit(done, form, done.failed, ["name", "reason", "advice"])
    if done.failed or done.unsupported:
        text.tell_failures(terminal.screen(sys.stderr), done)
    read = done.added + done.renditions + done.editions + done.unchanged
    return 0 if read else 2


@click.command()
@archive_option
@format_option
def verify(folder: Path, form: str) -> int:
    """Check originals, catalogue and index against each other.

    Exit code 0: sound. 2: something is wrong; each finding says how to mend it.
    """
    from index.checks import Finding
    from index.checks import verify as check
    from index.ledger import now
    from index.verified import keep_verified

    with terminal.progress() as progress:
        findings = check(folder, progress)
    keep_verified(folder, findings, now())
    screen = terminal.screen()
    if form != "text":
        emit(findings, form, findings, render.header(Finding))
    elif not findings:
        screen.line("Sound: originals, catalogue and index agree.")
    else:
        for finding in findings:
            screen.wrap(f"{finding.where}: {finding.what}. {finding.mend}.")
    return 2 if findings else 0


@click.command()
@archive_option
@click.option("--from-originals", is_flag=True, help="Read every original again first.")
@limit_options
def rebuild(folder: Path, from_originals: bool, **limits: Any) -> int:
    """Make the index anew from the catalogue; answers go on from the old one meanwhile.

    The limits are those of reading, and mean something with --from-originals only.
    """
    from index.checks import rebuild as make_anew

    with terminal.progress() as progress:
        reread = make_anew(
            folder, from_originals=from_originals, limits=Limits(**limits), progress=progress
        )
    screen = terminal.screen()
    if reread is None:
        screen.line("The index was made anew from the catalogue.")
        return 0
    screen.line(f"{reread.read} originals were read again, and the index made anew.")
    for name, error in reread.failed:
        screen.wrap(f"{name}: {error.message}; what was read before is kept.", indent=2)
    return 0


@click.command()
@click.argument("to", metavar="FOLDER", type=click.Path(path_type=Path))
@archive_option
def backup(to: Path, folder: Path) -> int:
    """Copy the whole archive to a new FOLDER, while it is in use.

    To restore, copy FOLDER back. On the same disk originals are linked and take no room.

    \b
    sparhund backup copies/2025-10-23
    """
    from index.backup import backup as copy

    with terminal.progress() as progress:
        done = copy(folder, to, progress)
    terminal.screen().wrap(f"{done.reports} reports ({done.originals} originals) copied to {to}.")
    for original in done.missing:
        terminal.screen(sys.stderr).wrap(f"sparhund: {original} is missing in the archive")
    return 2 if done.missing else 0


@click.command()
@click.argument("report")
@archive_option
@click.option("--reason", help="Why; it stands in the log.")
@click.option("--restore", is_flag=True, help="Put a removed report back.")
def remove(report: str, folder: Path, reason: str | None, restore: bool) -> int:
    """Take REPORT out of every answer: logged, and undone by --restore. Its originals stay.

    \b
    sparhund remove SERIES/2025-10-23 --reason 'wrong attachment'
    """
    from index.ledger import now
    from index.writer import open_to_write

    if bool(reason) == restore:
        raise UsageError("removing needs --reason TEXT, putting back --restore, never both")
    with open_to_write(folder) as writer:
        if restore:
            done = f"{writer.restore(report, now())} is back in every answer."
        else:
            done = f"{writer.remove(report, str(reason), now())} is in no answer any more."
    terminal.screen().wrap(done)
    return 0


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="json",
    show_default=True,
    help="json shows everything.",
)
@limit_options
def parse(file: Path, form: str, **limits: Any) -> int:
    """Show how one FILE is understood; touches no archive. A scan is read by OCR.

    \b
    sparhund parse report.pdf
    """
    from ingest.ocr import tesseract
    from ingest.parse import report_json
    from ingest.worker import ocr_file, read_one
    from search import text

    if not file.is_file():
        raise UsageError(f"there is no file '{file}'")
    try:
        report = read_one(file, Limits(**limits))
    except NoText:
        if tesseract.missing():
            raise
        report = read_one(file, for_ocr(Limits(**limits)), reader=ocr_file)
    screen = terminal.screen()
    if form == "json":
        emit(report_json(report), form, (), ())
    elif form == "csv":
        emit(report, form, [item for _, item in report.items()], render.header(Item))
    else:
        text.show_parsed(screen, report)
    for warning in report.warnings:
        terminal.screen(sys.stderr).wrap(f"sparhund: {file}: {warning}")
    return 0
