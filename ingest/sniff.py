"""What a file is, by its bytes: names lie (a page saved as .doc, a PDF without ending).

Formats with a signature are told by it. HTML and mail are told by how their text starts; PDF also
when junk precedes it (mail gateways and web servers leave headers there; the PDF specification
allows 1,024 bytes). What is left is plain text, which has no signature: only there the name has a
say, and only to rule out (`style.css` beside a saved page is text, but no report).
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from ingest.encoding import decode, looks_binary
from ingest.errors import Damaged, Empty, Encrypted, Unsupported

PDF = "application/pdf"
HTML = "text/html"
MHT = "multipart/related"
MAIL = "message/rfc822"
MBOX = "application/mbox"
OUTLOOK = "application/vnd.ms-outlook"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
TEXT = "text/plain"

_HEAD = 65_536
_JUNK_BEFORE_PDF = 1_024
_PDF = re.compile(rb"%PDF-\d\.\d")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("__properties_version1.0", ""),
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "an old Word document (.doc)"),
    ("Workbook", "an old Excel workbook (.xls)"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)"),
)
_ZIP_MEMBERS = (
    ("xl/", "an Excel workbook (.xlsx)"),
    ("ppt/", "a PowerPoint presentation (.pptx)"),
    ("visio/", "a Visio drawing (.vsdx)"),
    ("META-INF/MANIFEST.MF", "a Java archive (.jar)"),
    ("Index/Document.iwa", "an Apple iWork document"),
)
_OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "an OpenDocument text (.odt)",
    "application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet (.ods)",
    "application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation (.odp)",
    "application/epub+zip": "an e-book (.epub)",
}
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"BM", "a BMP image"),
    (b"{\\rtf", "a rich text document (.rtf)"),
    (b"%!PS", "a PostScript file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
)
_READABLE = (
    "Spårhund reads PDF, HTML, MHT, DOCX, EML, MSG, TXT and ZIP: convert it, or leave it out"
)

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!\[if[^>]*>\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta|main|article|section|div|p|h[1-6]|ul|ol|table"
    r"|center|font|span|b|strong|a|script|style|link)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_INSIDE = re.compile(r"<(?:!doctype\s+html|html|body)\b[^<]*>", re.IGNORECASE)
_XML_START = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
_SVG = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*|<!DOCTYPE[^>]*>\s*)*+<svg\b", re.DOTALL
)
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)")
_MAIL_HEADERS = {
    *("from", "to", "cc", "subject", "date", "received", "message-id", "return-path", "sender"),
    *("mime-version", "content-type", "delivered-to", "reply-to", "snapshot-content-location"),
}
_POSTMARK = re.compile(
    rb"(?m)^From \S{1,200}[^\r\n]{0,100}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) +[A-Z][a-z]{2} +\d{1,2}"
    rb" +\d\d:\d\d[^\r\n]{0,100}\r?\n(?=[A-Za-z][A-Za-z0-9-]{0,100}:)"
)
_SENT = {"to", "cc", "bcc", "received", "message-id", "delivered-to", "return-path"}
_NOT_PROSE = {
    **dict.fromkeys((".css", ".less", ".scss"), "a style sheet"),
    **dict.fromkeys((".js", ".mjs", ".ts", ".py", ".sh", ".bat", ".ps1", ".c", ".h"), "a program"),
    **dict.fromkeys((".json", ".jsonl", ".toml", ".yaml", ".yml", ".ini", ".cfg"), "a data file"),
    **dict.fromkeys((".csv", ".tsv", ".sql", ".ics", ".vcf", ".xsd", ".dtd"), "a data file"),
    **dict.fromkeys((".log", ".lock", ".map", ".url", ".sha256", ".md5", ".rdf"), "a data file"),
}


def sniff(data: bytes, name: str) -> str:
    """The media type that reads `data`: one of the constants above.

    Raises Empty (no bytes), Encrypted (an Office file with a password), Damaged (no known format
    and no text) and Unsupported (a known format that Spårhund does not read; the message names it).
    """
    if not data:
        raise Empty("the file is empty", where=name, advice="Fetch it again")
    if _PDF.match(data):
        return PDF
    if data.startswith(b"PK"):
        return _zip(data, name)
    if data.startswith(_OLE):
        return _ole(data, name)
    if looks_like := _signature(data):
        raise _unsupported(looks_like, name)
    return _textual(data, name)


def _zip(data: bytes, name: str) -> str:
    """A ZIP is told by its members; one without a directory (truncated) by its local headers."""
    mimetype = ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", errors="replace").strip()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError):
        names = re.findall(r"[\w.\[\]-]+/[\w.-]+", data[:_HEAD].decode("latin-1"))
    if "word/document.xml" in names:
        return DOCX
    if mimetype in _OPEN_DOCUMENT:
        raise _unsupported(_OPEN_DOCUMENT[mimetype], name)
    for prefix, looks_like in _ZIP_MEMBERS:
        if any(member.startswith(prefix) for member in names):
            raise _unsupported(looks_like, name)
    if any(member.startswith("word/") for member in names):
        return DOCX
    return ZIP


def _ole(data: bytes, name: str) -> str:
    """The old Office container is told by the names of its streams, kept in UTF-16."""
    for stream, looks_like in _OLE_STREAMS:
        if stream.encode("utf-16-le") not in data:
            continue
        if not looks_like:
            return OUTLOOK
        if looks_like == "encrypted":
            raise Encrypted(
                "the Office document needs a password",
                where=name,
                advice="Save it without password and take it in again",
            )
        raise _unsupported(looks_like, name)
    raise _unsupported("an old Office file", name)


def _signature(data: bytes) -> str:
    for signature, looks_like in _SIGNATURES:
        if data.startswith(signature) and (len(signature) > 2 or b"\x00" in data[:64]):
            return looks_like
    if data[4:8] == b"ftyp":
        return "a HEIC image" if data[8:11] in (b"hei", b"mif", b"avi") else "a film"
    if data.startswith(b"RIFF"):
        return "a WebP image" if data[8:12] == b"WEBP" else "a sound recording or film"
    if data[257:262] == b"ustar":
        return "a tar archive"
    return ""


def _textual(data: bytes, name: str) -> str:
    head = decode(data[:_HEAD])
    if _SVG.match(head):
        raise _unsupported("an SVG image", name)
    if _HTML_START.match(head):
        return HTML
    if _PDF.search(data[:_JUNK_BEFORE_PDF]):
        return PDF
    if looks_binary(head):
        raise Damaged(
            "not a format that Spårhund knows, and no text",
            where=name,
            advice="Fetch it again, or leave it out",
        )
    if media_type := MBOX if len(postmarks(data)) > 1 else _message(head):
        return media_type
    if _HTML_INSIDE.search(head):
        return HTML
    if _XML_START.match(head):
        raise _unsupported("an XML file", name)
    if re.match(r'\s*(?:\{\s*["}]|\[\s*[\[{"])', head):
        raise _unsupported("a JSON file", name)
    if looks_like := _NOT_PROSE.get(PurePosixPath(name).suffix.lower()):
        raise _unsupported(looks_like, name)
    return TEXT


def postmarks(data: bytes) -> list[tuple[int, int]]:
    """Start and end of the lines `From a@b.example Mon Jan  6 09:00:00 2025` in a mailbox."""
    if not data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"From "):
        return []
    return [found.span() for found in _POSTMARK.finditer(data)]


def _message(head: str) -> str:
    """Mail and web archives both start with header lines; a page that was saved was never sent."""
    headers: dict[str, str] = {}
    last = ""
    for line in head.lstrip("\r\n").splitlines():
        if not line.strip():
            break
        if line[0] in " \t":
            headers[last] = headers.get(last, "") + line
        elif found := _HEADER_LINE.match(line):
            last = found[1].lower()
            headers.setdefault(last, found[2])
        elif not (line.startswith("From ") and not headers):  # an mbox's first line
            return ""
    known = headers.keys() & _MAIL_HEADERS
    if len(known) < 2 or not headers.keys() & {"from", "mime-version", "received", "content-type"}:
        return ""
    saved = "snapshot-content-location" in headers or "<saved by" in headers.get("from", "").lower()
    related = "multipart/related" in headers.get("content-type", "").lower()
    # Confluence exports with a Message-ID and a subject, but nobody sends it.
    sent = "from" in headers and headers.keys() & _SENT
    return MHT if saved or (related and not sent) else MAIL


def _unsupported(looks_like: str, name: str) -> Unsupported:
    return Unsupported(f"this is {looks_like}", where=name, advice=_READABLE)
