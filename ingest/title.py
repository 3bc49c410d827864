"""A title without what changes from number to number, and the ASCII slug made of it.

`Lägesrapport vecka 42`, `Veckobrev nr 12 2025` and `Protokoll 2025-03-04` are numbers of the series
`Lägesrapport`, `Veckobrev` and `Protokoll`. What goes: dates and ranges in every form that
`dateforms.py` knows, weeks, months, years, the number of the issue, the hour. What stays: figures
that are part of a name (`Agenda 2030`, `Region 10`, `lag (2025:123)`). Spelling slips are the
archive's matter.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from ingest.dateforms import written_dates
from ingest.lookalikes import WEEKDAY

SLUG_LENGTH = 80
_DIGEST = 6

_ISSUE = re.compile(
    r"\b(?:nr|nummer|no|issue|utgåva|upplaga|edition|vecka|v|week|utskick)(?:\.\s?|\s|\b(?=\d))"
    r"#?\d{1,4}(?:\s?[-–/:]\s?\d{1,4})?\b"
    r"|#\s?\d{1,4}\b"
    r"|\b(?:kvartal|tertial|quarter|halvår|delår)\s\d\b|\b[QKT][1-4]\b"
    r"|§§?\s?\d{1,4}\s?[-–]\s?\d{1,4}"
    r"|\b[1-4]:a (?:kvartalet|tertialet)\b"
    r"|(?<!\()(?<!SFS )\b(?:19|20)\d\d\s?:\s?\d{1,3}\b"
    r"|(?<![\d/:])\b\d{1,3}\s?[/:]\s?(?:19|20)\d\d\b"
    r"|(?<!\d)\d{6}(?!\d)",
    re.IGNORECASE,
)
# A bare number behind the word for a paper: `Lägesrapport 14`, `Tertialrapport 1 för nämnden`.
# `Rapport 2 av vården` may be the second of two that go on side by side.
_COUNTED = re.compile(
    r"\b((?:tertial|kvartals|delårs|halvårs)rapport)\s\d\b"
    r"|\b(\w*(?:rapport|brev|blad|bulletin|protokoll|lägesbild|nytt|utskick|möte|sammanträde))"
    r"\s\d{1,3}(?=$|\s?[-–:,(|])",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"\b(?:(?:hösten?|våren?|sommar(?:en)?|vinter(?:n)?)|[hv]t)\s(?:19|20)\d\d\b(?![-–/:.]\d)"
    r"|\b(?:autumn|spring|summer|winter)\s(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w/:.-])(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})?(?![\w/:])")
_NAME_WITH_YEAR = re.compile(
    r"\b(?:agenda|vision|målbild|horisont|horizon|strategi|program|plan)\s$", re.IGNORECASE
)
_CLOCK = re.compile(
    r"\b(?:kl\.?|klockan)\s?\d{1,2}(?:[.:]\d\d)?(?:\s?[-–]\s?\d{1,2}(?:[.:]\d\d)?)?\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:\s++(?:den|från|för|per|av|av den|från den|i|till|under|om|the|of|for|from|on)"
    r"|\s*+[-–—,:;|/(\[.·•]++|\s++)++$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^[\s\-–—,:;|/)\].·•]+")
_ITS_WEEKDAY = re.compile(rf"\b{WEEKDAY}\s(?:den\s)?$", re.IGNORECASE)
_ITS_HOUR = re.compile(r"^,?\s\d{1,2}[.:]\d\d\b")
_EMPTIED = re.compile(
    r"\(\s*(?:(?:senast )?(?:uppdaterad|ändrad|publicerad|reviderad)|[,;–-])?\s*\)|\[\s*\]",
    re.IGNORECASE,
)


def series_title(title: str) -> str:
    """The title without date, week, month, year and number; itself where nothing would be left."""
    left = title = _SEASON.sub(" ", title)
    for written in reversed(written_dates(title)):
        name_with_year = written.first.unit == "year" and _NAME_WITH_YEAR.search(
            title[: written.start]
        )
        if not name_with_year:
            after = _ITS_HOUR.sub("", left[written.end :])
            left = f"{_ITS_WEEKDAY.sub('', left[: written.start])} {after}"
    left = _ISSUE.sub(" ", left)
    left = _YEAR.sub(
        lambda year: year[0] if _NAME_WITH_YEAR.search(left[: year.start()]) else " ", left
    )
    left = _COUNTED.sub(r"\1\2", re.sub(r"\s+", " ", left).strip())
    left = _CLOCK.sub(" ", left)
    left = _EMPTIED.sub(" ", re.sub(r"\s+", " ", left))
    left = re.sub(r"\s+([,:;.])", r"\1", re.sub(r"\s+", " ", left))
    left = re.sub(r"(?<=\s)[-–—|,](?:\s[-–—|,])+(?=\s)", "–", left)
    left = _LEADING.sub("", _DANGLING.sub("", left))
    if re.search(r"[^\W\d_]", left):
        return left
    words = re.sub(r"\W*\d[\W\d]*", " ", title).strip()  # `Vecka 42` is a series `Vecka`
    return words or title


def slug(text: str) -> str:
    """Lower-case ASCII words joined by `-`, at most `SLUG_LENGTH` characters, never empty.

    What is cut ends in a digest of the whole, and text without Latin letters or figures is only a
    digest: two titles that differ must not meet in one series.
    """
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = folded.encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    digest = hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:_DIGEST]
    if not words:
        return f"untitled-{digest}" if text.strip() else "untitled"
    if len(words) <= SLUG_LENGTH:
        return words
    kept = words[: SLUG_LENGTH - _DIGEST - 1]
    return f"{(kept.rpartition('-')[0] or kept).rstrip('-')}-{digest}"


_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l"})
