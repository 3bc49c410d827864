"""Where a link leads that goes through somebody's counter or virus scanner.

Google Docs and Outlook rewrite every address in what they save or send. The same text from another
producer has the address itself: that one is kept, so that renditions agree and links stay readable
when the service is gone.

What would run when it is clicked (`javascript:`, `data:`) or reach into the reader's own machine
(`file:`) is no link, whatever a file says: only schemes that lead to an address are kept. Browsers
ignore tabs and line ends in a scheme, so they are ignored here.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

_CARRIERS = {
    # the end of the host's name, the path, and the parameter that holds the address
    (".safelinks.protection.outlook.com", "/"): "url",
    ("www.google.com", "/url"): "q",
}


_SCHEME = re.compile(r"([a-z][a-z0-9+-]*):", re.IGNORECASE)  # a dot: `www.ivo.example:8080`
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0]")
_ADDRESSES = {"http", "https", "mailto", "tel", "ftp"}


def is_address(url: str) -> bool:
    """Whether a link leads to an address, absolute or relative to its page, and runs nothing."""
    scheme = _SCHEME.match(_IGNORED.sub("", url))
    return scheme is None or scheme[1].lower() in _ADDRESSES


def destination(url: str) -> str:
    """The address that a redirecting `url` carries; any other `url` as it is."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return url
    for (domain, path), name in _CARRIERS.items():
        if host.endswith(domain) and parts.path == path:
            carried = parse_qs(parts.query).get(name, [""])[0]
            return carried if carried.startswith(("http://", "https://", "mailto:")) else url
    return url
