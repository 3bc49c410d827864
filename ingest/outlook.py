"""Outlook's `.msg` to a message of the standard library.

The format is Microsoft's compound file (a small file system, read with olefile) in which every
property of a mail is a stream named by its number and type: `__substg1.0_0037001F` is the subject
in UTF-16 ([MS-OXMSG], [MS-OXPROPS]). Fixed-size properties, such as the day of sending, stand in
`__properties_version1.0`. Of this only what a reader of reports needs is read: subject, sender,
date, bodies (the HTML of many stands in their rich text only: `ingest.rtf`), attachments, mails
inside the mail.

olefile (BSD, no dependencies) is enough: python-oxmsg (MIT) builds on it but decodes HTML strictly
and leaves mails inside mails out; extract-msg is GPL and needs a dozen packages.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import olefile

from ingest.encoding import decode
from ingest.errors import Damaged
from ingest.prose import clean
from ingest.rtf import html_inside, unpacked

_SUBJECT, _BODY, _HTML, _SENDER, _ADDRESS = 0x0037, 0x1000, 0x1013, 0x0C1A, 0x5D01
_RTF = 0x1009
_SUBMITTED, _DELIVERED = 0x00390040, 0x0E060040  # tags: number and type (a time)
_FILE, _FILE_NAME, _SHORT_NAME, _MEDIA_TYPE = 0x3701, 0x3707, 0x3704, 0x370E
_CONTENT_ID = 0x3712
_CODE_PAGE = 0x3FDE0003
_TEXT, _BYTES_TEXT, _BINARY, _STORAGE = "001F", "001E", "0102", "000D"
_HEADER, _HEADER_INSIDE = 32, 24  # bytes before the fixed-size properties, at the root and inside
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_SWEDEN = ZoneInfo("Europe/Stockholm")  # the file has no zone; the machine's own would not repeat
_DEEPEST = 5  # mails in mails

# What olefile raises on files that are cut or whose tables lead nowhere.
_BROKEN = (OSError, ValueError, LookupError, TypeError, ArithmeticError, struct.error)

_Streams = Mapping[tuple[str, ...], bytes]


def outlook_message(data: bytes, name: str) -> EmailMessage:
    """The mail with its bodies and attachments. Raises Damaged."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {tuple(path): ole.openstream(path).read() for path in ole.listdir()}
        return _message(streams, (), 0)
    except _BROKEN as error:
        raise Damaged(
            f"the Outlook message is broken inside ({error})",
            where=name,
            advice="Save it again from Outlook, or as .eml",
        ) from error


def _message(streams: _Streams, at: tuple[str, ...], depth: int) -> EmailMessage:
    """The mail whose properties stand in the storage `at`."""
    fixed = _fixed(streams, at, _HEADER_INSIDE if at else _HEADER)
    charset = _charset(fixed.get(_CODE_PAGE, b""))
    message = EmailMessage()
    message["Subject"] = _text(streams, at, _SUBJECT, charset)
    sender, address = (_text(streams, at, each, charset) for each in (_SENDER, _ADDRESS))
    if sender or address:
        message["From"] = " ".join(filter(None, (sender, address)))
    if sent := _time(fixed.get(_SUBMITTED) or fixed.get(_DELIVERED)):
        message["Date"] = format_datetime(sent)
    message.set_content(_text(streams, at, _BODY, charset, lines=True))
    html = streams.get((*at, _stream(_HTML, _BINARY)))
    markup = decode(html, charset) if html else _text(streams, at, _HTML, charset, lines=True)
    markup = markup or _html_in_rtf(streams.get((*at, _stream(_RTF, _BINARY))))
    if markup.strip():
        message.add_alternative(markup, subtype="html")
    for storage in _attachments(streams, at):
        _attach(message, streams, storage, charset, depth)
    return message


def _html_in_rtf(packed: bytes | None) -> str:
    """The HTML that stands in the mail's rich text; "" where there is none, or it is broken."""
    try:
        return html_inside(unpacked(packed)) if packed else ""
    except ValueError:
        return ""


def _attach(
    message: EmailMessage, streams: _Streams, at: tuple[str, ...], charset: str, depth: int
) -> None:
    inside = (*at, _stream(_FILE, _STORAGE))
    if depth < _DEEPEST and any(path[: len(inside)] == inside for path in streams):
        message.add_attachment(_message(streams, inside, depth + 1))
        return
    content = streams.get((*at, _stream(_FILE, _BINARY)))
    if content is None:
        return
    name = _text(streams, at, _FILE_NAME, charset) or _text(streams, at, _SHORT_NAME, charset)
    kind, _, subkind = _text(streams, at, _MEDIA_TYPE, charset).partition("/")
    if not (kind.isalnum() and subkind) or kind in ("multipart", "message"):
        kind, subkind = "application", "octet-stream"
    content_id = _text(streams, at, _CONTENT_ID, charset)
    message.add_attachment(
        content,
        maintype=kind,
        subtype=subkind,
        filename=name or "attachment",
        cid=f"<{content_id}>" if content_id else None,
    )


def _attachments(streams: _Streams, at: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The storages of the mail's own attachments, in their order."""
    below = {path[: len(at) + 1] for path in streams if len(path) > len(at) + 1}
    return sorted(
        path for path in below if path[:-1] == at and path[-1].startswith("__attach_version1.0")
    )


def _fixed(streams: _Streams, at: tuple[str, ...], header: int) -> dict[int, bytes]:
    """The fixed-size properties: tag -> eight bytes."""
    table = streams.get((*at, "__properties_version1.0"), b"")[header:]
    entries = (table[start : start + 16] for start in range(0, len(table) - 15, 16))
    return {struct.unpack_from("<I", entry)[0]: entry[8:] for entry in entries}


def _text(
    streams: _Streams, at: tuple[str, ...], number: int, charset: str, *, lines: bool = False
) -> str:
    """A text property, on one line unless `lines`; "" if the mail has none."""
    wide = streams.get((*at, _stream(number, _TEXT)))
    if wide is not None:
        text = wide.decode("utf-16-le", errors="replace").replace("\x00", "")
    else:
        text = decode(streams.get((*at, _stream(number, _BYTES_TEXT)), b""), charset)
    return text if lines else clean(text)


def _stream(number: int, kind: str) -> str:
    return f"__substg1.0_{number:04X}{kind}"


def _charset(code_page: bytes) -> str:
    """Windows' number of an encoding as Python's name; `decode` ignores what it does not know."""
    if len(code_page) < 4:
        return ""
    return f"cp{struct.unpack_from('<I', code_page)[0]}"


def _time(value: bytes | None) -> datetime | None:
    """A FILETIME: hundreds of nanoseconds since 1601, UTC, as Swedish time."""
    if not value or len(value) < 8:
        return None
    (ticks,) = struct.unpack_from("<Q", value)
    try:
        return (_EPOCH + timedelta(microseconds=ticks // 10)).astimezone(_SWEDEN)
    except (OverflowError, ValueError):
        return None
