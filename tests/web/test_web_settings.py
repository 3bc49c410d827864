"""On which addresses the archive may be served, and to whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.errors import UsageError
from search.web.settings import settle

HERE = Path("archive")
PROXY = {"proxy_header": "X-Remote-User", "proxy_address": "10.0.0.5"}


@pytest.mark.parametrize(
    ("address", "more", "why"),
    [
        ("0.0.0.0", {}, "every address, without accounts"),
        ("192.168.1.4", {}, "a local network is not this machine"),
        ("reports.example", {}, "a name may be anybody's"),
        ("::", {}, "every address of IPv6"),
        ("192.168.1.4", {"proxy_header": "X-Remote-User"}, "a header that anybody could send"),
        (
            "192.168.1.4",
            {"proxy_address": "10.0.0.5"},
            "a proxy that says nothing of who is asking",
        ),
        ("0.0.0.0", {"has_accounts": True}, "under which name? (DNS rebinding)"),
        ("127.0.0.1", {"proxy_address": "127.0.0.1"}, "whoever reaches the proxy"),
        ("127.0.0.1", {"allowed": ("reports.example",)}, "a name that others know it by"),
    ],
)
def test_what_is_refused(address: str, more: dict[str, Any], why: str) -> None:
    with pytest.raises(UsageError) as refused:
        settle(HERE, address, **{"has_accounts": False} | more)
    assert refused.value.advice, why


@pytest.mark.parametrize(
    ("address", "allowed", "more", "local", "hosts"),
    [
        ("127.0.0.1", (), {}, True, {"localhost", "127.0.0.1", "::1"}),
        ("::1", (), {}, True, {"localhost", "127.0.0.1", "::1"}),
        (
            "127.0.0.1",
            ("Lägen.Example",),
            {"has_accounts": True},
            False,
            {"localhost", "127.0.0.1", "::1", "lägen.example"},
        ),
        ("127.0.0.1", ("Localhost",), {}, True, {"localhost", "127.0.0.1", "::1"}),
        (
            "127.0.0.1",
            (),
            {"has_accounts": True, "proxy_address": "127.0.0.1"},
            False,
            {"localhost", "127.0.0.1", "::1"},
        ),
        ("192.168.1.4", (), {"has_accounts": True}, False, {"192.168.1.4"}),
        ("0.0.0.0", ("lagen.example",), {"has_accounts": True}, False, {"lagen.example"}),
        ("0.0.0.0", ("lagen.example",), PROXY, False, {"lagen.example"}),
    ],
)
def test_what_is_served(
    address: str, allowed: tuple[str, ...], more: dict[str, Any], local: bool, hosts: set[str]
) -> None:
    settings = settle(HERE, address, allowed, **{"has_accounts": False} | more)
    assert (settings.local, settings.hosts) == (local, hosts)
