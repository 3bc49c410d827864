"""Who may read an archive over the network, and what they may do there. No rebuild touches these.

A password is kept as its argon2 hash, made where it is typed: nothing here sees it. `stamp` is a
secret drawn anew whenever password or role change: sessions are signed with it, so that such a
change, or removing the account, ends them all.

All functions take the catalogue's connection; those that write are called within `Archive.amend()`.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass, field
from typing import Literal, get_args

from ingest.errors import NotFound

Role = Literal["reader", "handler", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


@dataclass(frozen=True, slots=True)
class Account:
    """A person's name and role. `password` (a hash) and `stamp` are kept out of every print."""

    name: str
    role: Role
    password: str = field(repr=False)
    stamp: str = field(repr=False)
    added_at: str


def accounts(db: sqlite3.Connection) -> list[Account]:
    """All accounts, by name."""
    return [Account(*row) for row in db.execute("SELECT * FROM accounts ORDER BY name")]


def keep_account(
    db: sqlite3.Connection, name: str, role: Role, password: str, added_at: str
) -> None:
    """Add an account, or give the one of that name another role and password."""
    db.execute(
        "INSERT INTO accounts VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE"
        " SET role = ?2, password = ?3, stamp = ?4",
        [name, role, password, secrets.token_hex(32), added_at],
    )


def drop_account(db: sqlite3.Connection, name: str) -> None:
    """Remove an account. Raises NotFound."""
    if not db.execute("DELETE FROM accounts WHERE name = ?", [name]).rowcount:
        raise NotFound(f"no account '{name}'", near=tuple(one.name for one in accounts(db)))
