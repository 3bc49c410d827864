"""What `sparhund serve` was told, and on which addresses it may listen.

An archive holds what a public body has not yet decided to hand out. So without log-in it is served
to this machine alone; and never under a name that nobody allowed, or any page on the internet could
read it through the visitor's own browser (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UsageError

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERY_ADDRESS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - names what is told apart


@dataclass(frozen=True, slots=True)
class Settings:
    """`hosts` are the names that a Host header may bear.

    `local`: only this machine can reach it; while there are no accounts, no log-in is needed. A
    proxy, or a name that others use, says that more do, even where the address is this machine's.
    `proxy_header` bears the name of who is asking; it, and what a proxy says of TLS and of where a
    request came from, are believed from `proxy_address` alone.
    """

    archive: Path
    hosts: frozenset[str] = LOCAL_NAMES
    local: bool = True
    proxy_header: str = ""
    proxy_address: str = ""


def settle(
    archive: Path,
    address: str,
    allowed: tuple[str, ...] = (),
    *,
    proxy_header: str = "",
    proxy_address: str = "",
    has_accounts: bool,
) -> Settings:
    """The settings for an address to listen on. Raises UsageError where that is open to all."""
    names = {name.lower() for name in allowed}
    here = is_local(address)
    local = here and not proxy_address and not names - LOCAL_NAMES
    if proxy_header and not proxy_address:
        raise UsageError(
            "a proxy's header is believed only from a known address",
            advice="Give --proxy-address with --auth-proxy-header",
        )
    through = " through a proxy" if here else ""
    if not local and not has_accounts and not proxy_header:
        raise UsageError(
            f"{address} can be reached from other machines{through}, and there are no accounts",
            advice="Add one (sparhund user add NAME --role reader), or name a trusted proxy "
            "(--auth-proxy-header)",
        )
    hosts = names | (
        LOCAL_NAMES if here else set() if address in _EVERY_ADDRESS else {address.lower()}
    )
    if not hosts:
        raise UsageError(
            f"{address} stands for every address of this machine",
            advice="Say under which name people reach it (--allow-host NAME)",
        )
    return Settings(archive, frozenset(hosts), local, proxy_header, proxy_address)


def is_local(address: str) -> bool:
    """Whether an address to listen on is this machine's own."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
