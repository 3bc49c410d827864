"""What a mail's sender wrote: its blocks without the mails quoted below and without the signature.

Every program marks up what it quotes in its own way, but all of them put words above it: a line
such as `Den 8 sep. 2025 skrev …:`, a rule `-----Ursprungligt meddelande-----`, or the old mail's
`Från: … Skickat: …`. The first of these ends what the sender wrote; so do lines that begin with `>`
where nothing but such lines follows, since answers may stand between them. Where the subject says
that the mail is passed on (or says nothing, and the sender's words are next to nothing), what is
quoted is what the mail is for: then only the words above it are left out, and its day of sending is
the report's.

A signature begins at the line `-- ` or at a closing formula, if little and no list follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from ingest.document import Block, Document
from ingest.prose import visible_characters

_QUOTED = re.compile(r">(?!\s?\d)")  # `> 80 % av platserna` is a sentence
_FROM = re.compile(r"(?:\*?(?:från|from)\s?:)", re.IGNORECASE)
_SENT = re.compile(r"\b(?:skickat|sent|datum|date)\s?:\*?\s*(.{6,40})", re.IGNORECASE)
_HEADERS = re.compile(
    r"\*?(?:från|from|skickat|sent|datum|date|till|to|kopia|cc|ämne|subject|svar till|reply-to)"
    r"\s?:",
    re.IGNORECASE,
)
_MOST_HEADERS = 8
_RULE = re.compile(
    r"[-_\s]*(?:ursprungligt meddelande|vidarebefordrat (?:meddelande|brev)|original message"
    r"|forwarded message|vidarebefordrat mejl)[-_\s]*(?=från:|from:|$)"
    r"|(?:begin forwarded message|vidarebefordrat brev)\s?:$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:den|on)?\b.{6,160}\b(?:skrev|wrote)\b(?:(?![.!?]\s).){0,160}:", re.IGNORECASE
)
_HOUR_OR_ADDRESS = re.compile(r"\d[:.]\d\d\b|@")  # a sentence says when somebody wrote without
_CLOSING = re.compile(
    r"(?:(?:med )?(?:vänlig|bästa|varm)(?:a|t)? ?hälsning(?:ar)?|hälsningar|mvh|skickat från"
    r"|hämta outlook|(?:best|kind|warm)(?:est)? regards|regards|yours sincerely|sent from"
    r"|get outlook)\b(?! (?:till|to)\b).{0,200}",
    re.IGNORECASE,
)
_DEEPEST = 10  # mails passed on in mails passed on
_SIGNATURE_BLOCKS, _SIGNATURE_CHARACTERS = 12, 600
_NEXT_TO_NOTHING = 100  # characters: `Hej, här kommer veckans rapport.`
LEFT_OUT = "the mails quoted below this one were left out"


def own_words(document: Document, *, passed_on: bool | None) -> Document:
    """The mail without what it quotes, or without the words above that; without signature.

    `passed_on`: the subject says that it is (`VB:`) or is not (`Sv:`); None: it says neither.
    `characters` counts what is left in.
    """
    rest: Sequence[Block] = document.blocks
    kept: list[Block] = []
    dated: tuple[tuple[str, str], ...] = ()
    for _ in range(_DEEPEST):
        quote = _first_quote(rest)
        own, quoted = _unsigned(_unruled(rest[:quote])), rest[quote:]
        kept += own
        written, below = _characters(own), _below_headers(quoted)
        deeper = passed_on or (passed_on is None and written < _NEXT_TO_NOTHING)
        if not deeper or _characters(below) <= written:
            break
        dated = _sent_when(quoted[: len(quoted) - len(below)]) or dated
        rest, passed_on = below, None
    if not kept:
        return document
    left = _with(document, kept)
    warnings = (*left.warnings, LEFT_OUT) if quoted else left.warnings
    return replace(left, metadata=dated + left.metadata, warnings=warnings)


def _characters(blocks: Sequence[Block]) -> int:
    return sum(visible_characters(block.text) for block in blocks)


def _first_quote(blocks: Sequence[Block]) -> int:
    """The place where the quoted part begins; the end where nothing is quoted."""
    written = (at for at in range(len(blocks), 0, -1) if not _QUOTED.match(blocks[at - 1].text))
    end = next(written, 0)
    return next((at for at in range(end) if _opens_quote(blocks, at)), end)


def _with(document: Document, blocks: Sequence[Block]) -> Document:
    kept = {id(block) for block in blocks}
    lost = sum(
        visible_characters(block.label + block.text)
        for block in document.blocks
        if id(block) not in kept
    )
    return replace(document, blocks=tuple(blocks), characters=max(document.characters - lost, 0))


def _opens_quote(blocks: Sequence[Block], at: int) -> bool:
    text = blocks[at].text
    if _RULE.match(text):
        return True
    if _FROM.match(text):
        near = (block.text for block in blocks[at : at + 3])
        return any(_SENT.search(each) for each in near)
    wrote = _WROTE.fullmatch(text)
    return wrote is not None and _HOUR_OR_ADDRESS.search(text) is not None


def _below_headers(quoted: Sequence[Block]) -> Sequence[Block]:
    """The passed-on mail itself, below the words about it."""
    heads = list(
        takewhile(
            lambda at: _opens_quote(quoted, at) or _HEADERS.match(quoted[at].text),
            range(min(len(quoted), _MOST_HEADERS)),
        )
    )
    return quoted[len(heads) :]


def _sent_when(heads: Sequence[Block]) -> tuple[tuple[str, str], ...]:
    for block in heads:
        if found := _SENT.search(block.text):
            return (("published", found[1]),)
    return ()


def _unruled(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without the line of signs that parts them from what is quoted below."""
    ruled = bool(blocks) and not any(map(str.isalnum, blocks[-1].text))
    return blocks[:-1] if ruled else blocks


def _unsigned(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks above the signature: all of them where there is none."""
    for at, block in enumerate(blocks):
        below = blocks[at + 1 :]
        closes = _CLOSING.fullmatch(block.text) is not None
        brief = len(below) <= _SIGNATURE_BLOCKS and (
            sum(len(each.text) for each in below) <= _SIGNATURE_CHARACTERS
        )
        listed = any(each.kind in ("bullet", "row") for each in below)
        if at and (block.text == "--" or closes) and brief and not listed:
            return blocks[:at]
    return blocks
