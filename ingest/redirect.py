"""Where a link leads that goes through somebody's counter or virus scanner.

Google Docs and Outlook rewrite every address in what they save or send. The same text from another
producer has the address itself: that one is kept, so that renditions agree and links stay readable
when the service is gone.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

_CARRIERS = {
    # the end of the host's name, the path, and the parameter that holds the address
    (".safelinks.protection.outlook.com", "/"): "url",
    ("www.google.com", "/url"): "q",
}


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
