"""Commands of the web interface: `serve`, and `user` for who gets in. Both need the extra `web`."""

from __future__ import annotations

import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from ingest.errors import UsageError
from search import terminal
from search.commands.options import (
    NOTHING_FOUND,
    archive_option,
    emit,
    format_option,
    ingest_option,
    named,
    take_in,
)

NEEDED = ("fastapi", "uvicorn", "jinja2", "argon2", "itsdangerous", "python_multipart")


@click.command()
@archive_option
@ingest_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 = any free."
)
@click.option(
    "--allow-host", "allowed", multiple=True, help="A name people reach it by; repeatable."
)
@click.option("--auth-proxy-header", "header", default="", help="A header with who is logged in.")
@click.option(
    "--proxy-address",
    "proxy",
    default="",
    help="The proxy's address: the only one it is believed from.",
)
def serve(
    folder: Path,
    paths: tuple[Path, ...],
    host: str,
    port: int,
    allowed: tuple[str, ...],
    header: str,
    proxy: str,
) -> int:
    """Serve the web interface: search, read and trace in a browser.

    Without more, only this machine can reach it, and no log-in is needed. Any other address needs
    accounts (sparhund user add) or a proxy that says who is logged in. Search terms are not logged.

    \b
    sparhund serve --ingest corpus/reports
    """
    _check_extra()
    import uvicorn

    from index.accounts import accounts
    from index.archive import open_archive
    from search.web.app import create_app
    from search.web.settings import settle

    take_in(folder, paths)
    with open_archive(folder) as archive:
        has_accounts = bool(accounts(archive.catalogue.db))
    settings = settle(
        folder, host, allowed, proxy_header=header, proxy_address=proxy, has_accounts=has_accounts
    )
    app = create_app(settings)
    with _listening(host, port) as door:
        address = f"[{host}]" if ":" in host else host
        terminal.screen(sys.stderr).line(
            f"Spårhund is on http://{address}:{door.getsockname()[1]} (Ctrl-C stops it)"
        )
        config = uvicorn.Config(
            app, access_log=False, log_level="warning", proxy_headers=False, server_header=False
        )
        uvicorn.Server(config).run(sockets=[door])
    return 0


@click.group()
def user() -> None:
    """Who gets into the web interface, and what they may do."""


@user.command("add")
@click.argument("name")
@archive_option
@click.option(
    "--role",
    type=click.Choice(["reader", "handler", "admin"]),
    default="reader",
    show_default=True,
    help="reader reads, handler also saves topics, admin also uploads reports and sees accounts.",
)
def add_user(name: str, folder: Path, role: Any) -> int:
    """Give NAME an account; one of that name gets a new password and role.

    The password is asked for twice, or is the first line of standard input.

    \b
    sparhund user add anna --role handler
    """
    _check_extra()
    from index.accounts import keep_account
    from index.archive import open_archive
    from index.ledger import now
    from search.web.sessions import hashed

    name = named(name)
    if sys.stdin.isatty():
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    kept = hashed(password)
    with open_archive(folder) as archive, archive.amend() as db:
        keep_account(db, name, role, kept, now())
    return 0


@user.command("list")
@archive_option
@format_option
def list_users(folder: Path, form: str) -> int:
    """List the accounts."""
    from index.accounts import accounts
    from index.archive import open_archive

    with open_archive(folder) as archive:
        found = accounts(archive.catalogue.db)
    rows = [{"name": one.name, "role": one.role, "added_at": one.added_at} for one in found]
    if form == "text":
        screen = terminal.screen()
        for one in found:
            screen.line(f"{screen.style(one.name, 'bold')}  {one.role}")
    else:
        emit(rows, form, rows, ["name", "role", "added_at"])
    return 0 if found else NOTHING_FOUND


@user.command("remove")
@click.argument("name")
@archive_option
def remove_user(name: str, folder: Path) -> int:
    """Take away NAME's account; its sessions end at once."""
    from index.accounts import drop_account
    from index.archive import open_archive

    with open_archive(folder) as archive, archive.amend() as db:
        drop_account(db, named(name))
    return 0


def _check_extra() -> None:
    """Raises UsageError where what the web interface is made of is not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the web interface is not installed ({', '.join(missing)} missing)",
            advice="Install it with: uv tool install '.[web]', or pip install '.[web]'",
        )


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises UsageError where the port is taken, or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=100)
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host}, port {port} ({error.strerror or error})",
            advice="Another program may have it: choose another --port (0 takes any free one)",
        ) from error
