"""Every error that Spårhund raises on purpose.

    SparhundError                 message, where, advice: one line for a person
    ├── ReadError                 one file gives no report; goes to the ledger, neighbours go on
    │   ├── Unsupported           a format that Spårhund does not read
    │   ├── Empty                 no bytes, or no page
    │   ├── Damaged               not what its first bytes say, truncated, broken inside
    │   ├── Encrypted             needs a password
    │   ├── NoText                pages without a text layer (a scan), or without Unicode
    │   ├── TooLarge              more pages, characters or memory than the limits allow
    │   └── WorkerFailed          the reading process hung or died
    ├── ArchiveError              the archive as a whole cannot be used
    │   ├── NoArchive             there is none at that place
    │   ├── LaterVersion          written by a later Spårhund
    │   └── Locked                another process writes to it
    ├── QueryError                a query that does not parse; knows the place
    ├── NotFound                  no such report, anchor, series or topic; knows near ones
    └── UsageError                options that contradict each other or mean nothing

The command line and the web convert these once, at their outermost edge. Anything else that
reaches that edge is a bug.
"""

from __future__ import annotations


class SparhundError(Exception):
    """Base of all: what is wrong, where, and what to do about it."""

    def __init__(self, message: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(message, where, advice)
        self.message = message
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        line = f"{self.where}: {self.message}" if self.where else self.message
        return f"{line}. {self.advice}" if self.advice else line

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from worker to parent: keyword-only arguments need help to be pickled.
        return (_revive, (type(self), self.__dict__))


def _revive(kind: type[SparhundError], state: dict[str, object]) -> SparhundError:
    error = kind.__new__(kind)
    error.__dict__.update(state)
    error.args = (error.message, error.where, error.advice)
    return error


class ReadError(SparhundError):
    """One file gives no report. Raised by `ingest`, kept in the ledger by `index.intake`."""


class Unsupported(ReadError):
    """A format that Spårhund does not read; listed apart from what could not be read."""


class Empty(ReadError):
    """No bytes, or no page, or no item at all."""


class Damaged(ReadError):
    """Not what its first bytes say, truncated, or broken inside."""


class Encrypted(ReadError):
    """Needs a password to be read."""


class NoText(ReadError):
    """Pages without a text layer, or whose characters have no Unicode: OCR could read them."""


class TooLarge(ReadError):
    """More pages, characters or memory than the limits allow."""


class WorkerFailed(ReadError):
    """The process that read the file hung or died."""


class ArchiveError(SparhundError):
    """The archive as a whole cannot be used."""


class NoArchive(ArchiveError):
    """There is no archive at that place."""


class LaterVersion(ArchiveError):
    """The archive was written by a later version of Spårhund."""


class Locked(ArchiveError):
    """Another process writes to the archive."""


class QueryError(SparhundError):
    """A query that does not parse. `position` is a code point in `query`."""

    def __init__(self, message: str, *, query: str, position: int, advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.query = query
        self.position = position

    def caret(self) -> str:
        """The query and, on the line below, a caret under the place."""
        return f"{self.query}\n{' ' * self.position}^"


class NotFound(SparhundError):
    """No such report, anchor, series or topic. `near` holds what may have been meant."""

    def __init__(self, message: str, *, near: tuple[str, ...] = (), advice: str = "") -> None:
        super().__init__(message, advice=advice or (f"Near: {', '.join(near)}" if near else ""))
        self.near = near


class UsageError(SparhundError):
    """Options that contradict each other or mean nothing."""
