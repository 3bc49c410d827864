"""Passwords, the cookie of who is logged in, and what slows down guessing.

passwords   argon2id with the library's parameters, after RFC 9106. An unknown name costs as
            much time as a wrong password.
cookie      `NAME.TIME.SIGNATURE` by itsdangerous, signed with the account's own `stamp`: so
            there is no secret of the server to keep, and a new password, another role or the end
            of the account end its sessions at once. Starlette's SessionMiddleware has one
            secret for all and decides when it starts whether cookies are `Secure`.
feed's key  `NAME.SIGNATURE`, signed with the same stamp: it opens one feed, which readers of
            feeds fetch without logging in, and ends with the account's sessions. A password in
            their settings would open everything, and cost a hash for each fetch.
throttle    by name and by address: five tries are free, then each waits twice as long as the
            one before, up to a quarter of an hour. It lives in memory; a restart forgets it.
"""

from __future__ import annotations

import base64
import binascii
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from itsdangerous import BadSignature, Signer, TimestampSigner

from index.accounts import Account
from ingest.errors import UsageError

COOKIE = "sparhund_session"
HOURS = 10  # a session lasts a working day
SHORTEST = 12  # characters of a password

_HASHER = PasswordHasher()
_AT_ONCE = threading.BoundedSemaphore(2)  # a hash takes 64 MB
_NOBODY = _HASHER.hash("nobody's password")


def hashed(password: str) -> str:
    """The hash to keep of a password. Raises UsageError for one that is too short."""
    if len(password) < SHORTEST:
        raise UsageError(f"a password has at least {SHORTEST} characters")
    return _HASHER.hash(password)


def is_right(account: Account | None, password: str) -> bool:
    """Whether the password is the account's; False, in the same time, where there is no account."""
    with _AT_ONCE:
        try:
            _HASHER.verify(account.password if account else _NOBODY, password)
        except (Argon2Error, InvalidHashError):
            return False
    return account is not None


def issued(account: Account) -> str:
    """The cookie of a session that begins now."""
    return TimestampSigner(account.stamp, salt="session").sign(_coded(account.name)).decode()


def holder(cookie: str, accounts: Mapping[str, Account]) -> Account | None:
    """Whose session it is; None for one that is over, or that nobody issued."""
    account = _named(cookie, accounts)
    if account is None:
        return None
    try:
        TimestampSigner(account.stamp, salt="session").unsign(cookie, max_age=HOURS * 3600)
    except BadSignature:
        return None
    return account


def feed_key(account: Account, feed: str) -> str:
    """The key that opens a feed, named by what it asks, to whoever has its address."""
    name = _coded(account.name)
    return f"{name}.{_signer(account).get_signature(name + feed).decode()}"


def feed_holder(key: str, feed: str, accounts: Mapping[str, Account]) -> Account | None:
    """Whose key to this feed it is; None for another feed's, or one that nobody made."""
    account = _named(key, accounts)
    name, _, signature = key.partition(".")
    if account is None or not _signer(account).verify_signature(name + feed, signature):
        return None
    return account


def _signer(account: Account) -> Signer:
    return Signer(account.stamp, salt="feed")


def _coded(name: str) -> str:
    return base64.urlsafe_b64encode(name.encode()).decode()


def _named(signed: str, accounts: Mapping[str, Account]) -> Account | None:
    """The account that a cookie or key says it is of; whether that is true its signature says."""
    try:
        return accounts.get(base64.urlsafe_b64decode(signed.partition(".")[0].encode()).decode())
    except (binascii.Error, UnicodeError):
        return None


@dataclass(slots=True)
class _Tries:
    failed: int
    until: float


class Throttle:
    """How long a name or an address must wait before it may try again."""

    FREE = 5
    LONGEST = 900.0
    KEPT = 10_000

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: dict[str, _Tries] = {}
        self._lock = threading.RLock()

    def tried(self, *keys: str) -> float:
        """Seconds that must pass first; 0 for a try that is free, and counts until it `passed`.

        It counts before the password is looked at: of many at once no more are free than in turn.
        """
        with self._lock:
            wait = self.wait(*keys)
            if not wait:
                self.failed(*keys)
            return wait

    def wait(self, *keys: str) -> float:
        """Seconds that must pass first; 0 when a try is free."""
        with self._lock:
            now = self._clock()
            waits = (self._tries[key].until - now for key in keys if key in self._tries)
            return max((0.0, *waits))

    def failed(self, *keys: str) -> None:
        """Count a try that failed."""
        with self._lock:
            now = self._clock()
            if len(self._tries) > self.KEPT:
                self._tries = {key: one for key, one in self._tries.items() if one.until > now}
            for key in keys:
                tries = self._tries.setdefault(key, _Tries(0, now))
                tries.failed += 1
                if tries.failed >= self.FREE:
                    tries.until = now + min(2.0 ** (tries.failed - self.FREE), self.LONGEST)

    def passed(self, *keys: str) -> None:
        """Forget the tries of those who got in."""
        with self._lock:
            for key in keys:
                self._tries.pop(key, None)
