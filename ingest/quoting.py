"""What the sender of an answer wrote: its blocks without the mails quoted below.

Nothing but the subject tells a quoted report from one that was sent: only where it says that the
mail is an answer (`Sv:`) is anything left out, and a warning says so. Where it says that the mail
is passed on (`VB:`), all but the rule between the two is kept, and the day on which the old mail
was sent is the report's.

Programs put words above what they quote: a rule `-----Ursprungligt meddelande-----`, the old
mail's headers, `Den 8 sep. 2025 skrev Bo <bo@x.example>:`. A report may hold such lines, too
(`Från: Region Syd`, `Datum: …`), so headers count on end and with an address or in full, `skrev`
with an address, and neither as a bullet or row. Of lines that begin with `>` only those at the end
go: answers stand between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Block, Document
from ingest.prose import visible_characters

_QUOTED = re.compile(r">(?!\s?\d)")  # `> 80 % av platserna` is a sentence
_HEADER = re.compile(
    r"(?<!\w)\*?(?:(?P<sender>från|from)|(?P<sent>skickat|sent|datum|date)|(?P<to>till|to)"
    r"|(?P<copy>kopia|cc)|(?P<subject>ämne|subject)|(?P<answer>svar till|reply-to))\s?:",
    re.IGNORECASE,
)
_SENT = re.compile(r"\b(?:skickat|sent|datum|date)\s?:\*?\s*(.{6,40})", re.IGNORECASE)
_MOST_HEADERS = 8
_RULE = re.compile(
    r"[-_]{2}[-_\s]*(?:ursprungligt meddelande|vidarebefordrat (?:meddelande|brev)|original message"
    r"|forwarded message|vidarebefordrat mejl)[-_\s]*(?=från:|from:|$)"
    r"|(?:begin forwarded message|vidarebefordrat brev)\s?:$",
    re.IGNORECASE,
)
_WROTE = re.compile(r"(?=\D{0,40}\d).{6,160}\b(?:skrev|wrote)\b.{0,160}:", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w")
_ENDS_IN_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,64}\w[\s>\])]{0,4}(?:(?:skrev|wrote)\s?)?:$")
LEFT_OUT = "the mails quoted below this one were left out"


def own_words(document: Document, *, passed_on: bool | None) -> Document:
    """The mail, if an answer, without what it quotes; if passed on, with the old mail's day.

    `passed_on`: the subject says that it is (`VB:`) or is not (`Sv:`); None: it says neither, and
    the mail is left as it is. `characters` counts what is left in.
    """
    blocks = document.blocks
    if passed_on:
        heads = next(filter(None, (_headers(blocks, at) for at in range(len(blocks)))), ())
        sent = [("published", found[1]) for head in heads if (found := _SENT.search(head.text))]
        kept = _with(document, [block for block in blocks if not _RULE.fullmatch(block.text)])
        return replace(kept, metadata=(*sent[:1], *document.metadata))
    quote = len(blocks) if passed_on is None else _first_quote(blocks)
    own = _unruled(blocks[:quote])
    if quote == len(blocks) or not own:
        return document
    left = _with(document, own)
    return replace(left, warnings=(*document.warnings, LEFT_OUT))


def _with(document: Document, blocks: Sequence[Block]) -> Document:
    kept = {id(block) for block in blocks}
    lost = sum(
        visible_characters(block.label + block.text)
        for block in document.blocks
        if id(block) not in kept
    )
    return replace(document, blocks=tuple(blocks), characters=max(document.characters - lost, 0))


def _first_quote(blocks: Sequence[Block]) -> int:
    """The place where what is quoted to the end begins; the end where nothing is."""
    quoted = [_QUOTED.match(block.text) is not None for block in blocks]
    if not any(quoted):
        return next((at for at in range(len(blocks)) if _opens_quote(blocks, at)), len(blocks))
    end = len(blocks)
    while end and quoted[end - 1]:
        end -= 1
    said = 0 < end < len(blocks) and _WROTE.fullmatch(blocks[end - 1].text)
    return end - 1 if said else end


def _opens_quote(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    if block.kind in ("bullet", "row"):
        return False
    wrote = _WROTE.fullmatch(block.text) and _ENDS_IN_ADDRESS.search(block.text)
    return bool(wrote or _RULE.match(block.text) or _headers(blocks, at))


def _headers(blocks: Sequence[Block], at: int) -> Sequence[Block]:
    """The headers of a mail that begin here, as lines or in one paragraph; () if it is none."""
    names: list[str] = []
    end = at
    for block in blocks[at : at + _MOST_HEADERS]:
        found = [each.lastgroup or "" for each in _HEADER.finditer(block.text)]
        if block.kind in ("bullet", "row") or not _HEADER.match(block.text) or found[0] in names:
            break
        names += found
        end += 1
    if names[:1] != ["sender"] or "sent" not in names:
        return ()
    full = {"to", "subject"}.issubset(names)
    return blocks[at:end] if full or _ADDRESS.search(blocks[at].text) else ()


def _unruled(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without the line of signs that parts them from what is quoted below."""
    ruled = bool(blocks) and not any(map(str.isalnum, blocks[-1].text))
    return blocks[:-1] if ruled else blocks
