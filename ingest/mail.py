"""Mail to a Document: the body, as HTML where the mail has it; attachments are files of their own.

A body may be cut in parts: Apple Mail begins a new one below each file that stands in the text.
All parts are read, but of alternatives to each other only the HTML.

`.eml` is read by the standard library. Outlook's `.msg` is translated to the same kind of message
first (`ingest.outlook`), so that both come out alike. The subject, without `Sv:` and `VB:`, is the
title where the body has none; the day of sending counts as the day of publication. What an answer
only quotes is left out (`ingest.quoting`).
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from ingest.document import Document
from ingest.encoding import decode
from ingest.errors import Empty, Encrypted, ReadError
from ingest.html.read import read_markup
from ingest.outlook import outlook_message
from ingest.prose import clean, visible_characters
from ingest.quoting import own_words
from ingest.sniff import MAIL, OUTLOOK
from ingest.text import text_blocks

_REPLY = re.compile(r"(?:(?:re|sv|fw|fwd|vb|vs|aw|wg)\s*:\s*)+", re.IGNORECASE)
_PASSED_ON = re.compile(r"(?:fw|fwd|vb|wg)\s*:", re.IGNORECASE)
_ADDRESS = re.compile(r"<?https?://[^\s<>]+>?")
_QUOTE_ENDS = re.compile(r"^(>(?! ?\d)[^\r\n]*\r?\n)(?=[^>\r\n])", re.MULTILINE)
_SEALED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}


def read_mail(data: bytes, name: str) -> Document:
    """An `.eml` file's body. Raises Empty (no text in it) and Encrypted."""
    return _document(mail_message(data), MAIL, name)


def read_outlook(data: bytes, name: str) -> Document:
    """A `.msg` file's body. Raises Empty, Encrypted and Damaged."""
    return _document(outlook_message(data, name), OUTLOOK, name)


def mail_message(data: bytes) -> Message:
    """The bytes of an `.eml` file as a message. Raises nothing."""
    return email.message_from_bytes(data, policy=email.policy.default)


def attachments(message: Message) -> Iterator[tuple[str, bytes]]:
    """The files that the mail carries: name (may be empty) and bytes; mails in it as `.eml`.

    Pictures that the body shows are no files of their own.
    """
    for part, _ in _leaves(message):
        if part.get_content_maintype() == "image" and part["Content-ID"]:
            continue
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            if isinstance(inner, Message):
                yield f"{_header(inner, 'Subject') or 'mail'}.eml", _bytes_of(inner)
            continue
        content = part.get_payload(decode=True)
        name = part.get_filename("")
        if part.get_content_maintype() == "text" and not _is_attached(part):
            continue
        if isinstance(content, bytes) and (content or name):  # an empty file is named, too
            yield str(name), content


def _document(message: Message, media_type: str, name: str) -> Document:
    if message.get_content_type() in _SEALED:
        raise Encrypted(
            "the mail is encrypted", where=name, advice="Decrypt it and save it without encryption"
        )
    passed_on = _is_passed_on(_header(message, "Subject"))
    parts = list(_parts(message, media_type, name))
    if not parts:
        raise Empty(
            "the mail holds no text", where=name, advice="What is attached to it is read on its own"
        )
    if passed_on is False:  # what stands below a quote in another part is no quote
        parts = [own_words(part, passed_on=False) for part in parts]
    whole = replace(
        parts[0],
        blocks=tuple(block for part in parts for block in part.blocks),
        # The mail's own subject and date go before what its HTML says.
        metadata=(*_metadata(message), *parts[0].metadata),
        characters=sum(part.characters for part in parts),
        warnings=tuple(dict.fromkeys(warning for part in parts for warning in part.warnings)),
    )
    return own_words(whole, passed_on=True) if passed_on else whole


def _parts(message: Message, media_type: str, name: str) -> Iterator[Document]:
    """The parts of the body, each once: plain text only where no HTML says the same."""
    texts = [(part, choice) for part, choice in _leaves(message) if not _is_attached(part)]
    read: dict[int, Document] = {}
    failures: list[ReadError] = []
    said: set[str] = set()
    rich: set[int | None] = set()  # the alternatives of which the HTML was read
    for kind in ("text/html", "text/plain"):
        for part, choice in texts:
            if part.get_content_type() != kind or (kind == "text/plain" and choice in rich):
                continue
            document = _part(part, media_type, name, failures)
            if document is None:
                continue
            # HTML has its addresses behind its words.
            words = _ADDRESS.sub("", " ".join(each.text for each in document.blocks))
            letters = "".join(filter(str.isalnum, words))
            if letters not in said:
                read[id(part)] = document
            said.add(letters)
            if kind == "text/html" and choice is not None:
                rich.add(choice)
    if failures and not read:
        raise failures[0]
    unread = tuple(f"a part of the mail is not read: {error.message}" for error in failures)
    for part, _ in texts:
        if id(part) in read:
            document = read[id(part)]
            yield replace(document, warnings=(*document.warnings, *unread))


def _part(part: Message, media_type: str, name: str, failures: list[ReadError]) -> Document | None:
    """One part of the body; None if it says nothing, or cannot be read: that goes to `failures`."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return None
    try:
        text = decode(content, part.get_content_charset(""))
        return _body(text, part.get_content_type(), media_type, name)
    except Empty:
        return None
    except ReadError as error:
        failures.append(error)
        return None


def _body(text: str, content_type: str, media_type: str, name: str) -> Document:
    if content_type == "text/html" and text.strip():
        return read_markup(text, media_type, name)
    blocks = text_blocks(_QUOTE_ENDS.sub(r"\1\n", text))  # an answer is no part of its question
    if not blocks:
        raise Empty("the mail holds no text", where=name)
    return Document(blocks, media_type, characters=visible_characters(text))


def _leaves(message: Message) -> Iterator[tuple[Message, int | None]]:
    """The parts that hold content, and the number of the alternatives that they belong to.

    A mail inside the mail is one part, its parts are not.
    """
    open_: list[tuple[Message, int | None]] = [(message, None)]
    while open_:
        part, choice = open_.pop()
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            if part.get_content_subtype() == "alternative" and choice is None:
                choice = id(part)
            open_ += [(each, choice) for each in reversed(inner) if isinstance(each, Message)]
        else:
            yield part, choice


def _is_attached(part: Message) -> bool:
    return bool(part.get_filename("")) or part.get_content_disposition() == "attachment"


def _metadata(message: Message) -> Iterator[tuple[str, str]]:
    if subject := _REPLY.sub("", _header(message, "Subject"), count=1):
        yield "title", subject
    if sent := _sent(_header(message, "Date")):
        yield "published", sent.replace(tzinfo=None).isoformat(timespec="minutes")
    if sender := _header(message, "From"):
        yield "author", sender
    if language := _header(message, "Content-Language"):
        yield "lang", language


def _is_passed_on(subject: str) -> bool | None:
    """Whether the subject says that a mail is passed on; None where it is no answer, either."""
    return _PASSED_ON.match(subject) is not None if _REPLY.match(subject) else None


def _bytes_of(message: Message) -> bytes:
    """The mail as it would stand in a file; compat32 writes malformed headers as they came."""
    return message.as_bytes(policy=email.policy.compat32)


def _header(message: Message, name: str) -> str:
    """A header's text; the standard library's parsers raise on some malformed ones."""
    try:
        return clean(str(message[name] or ""))
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""


def _sent(date: str) -> datetime | None:
    try:
        return parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError):
        return None
