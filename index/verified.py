"""What `verify` said last, for those who cannot ask it: a file beside the catalogue.

    verified.json   {"at", "findings": [{"where", "what", "mend"}]}

It is no part of the catalogue: a check changes nothing that is checked, and a copy of the archive
has not been checked by having been made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

from index.checks import Finding

_FILE = "verified.json"


@dataclass(frozen=True, slots=True)
class Verified:
    """When an archive was verified last (local time), and what was wrong."""

    at: str
    findings: tuple[Finding, ...]


def keep_verified(archive: Path, findings: Sequence[Finding], at: str) -> None:
    """Keep what `verify` found; an archive that can only be read keeps nothing."""
    said = json.dumps(asdict(Verified(at, tuple(findings))), ensure_ascii=False, indent=1)
    new = archive / f"{_FILE}.{os.getpid()}"
    with suppress(OSError):
        try:
            new.write_text(f"{said}\n", "utf-8")
            new.replace(archive / _FILE)
        finally:
            new.unlink(missing_ok=True)


def last_verified(archive: Path) -> Verified | None:
    """What `verify` said last; None where it was never asked, or what was kept cannot be read."""
    try:
        told = json.loads((archive / _FILE).read_text("utf-8"))
        findings = tuple(Finding(**one) for one in told["findings"])
        said = [told["at"], *(text for one in findings for text in astuple(one))]
        is_text = all(isinstance(text, str) for text in said)
        return Verified(told["at"], findings) if is_text else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
