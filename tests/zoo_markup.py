"""Bad files that are no PDF: pages, mails, archives, Word documents, plain text.

Each maker gives bytes; `tests/zoo.py` says what must become of them.
"""

from __future__ import annotations

import io
import struct
import zipfile
from email.message import EmailMessage

import docx

WORDS = "Region Exempel har beslutat att granska journalmiljön under hösten."
MEBI = 1 << 20

# -- pages


def html(
    body: str, *, before: str = "<!DOCTYPE html>", head: str = "", encoding: str = "utf-8"
) -> bytes:
    markup = f"{before}<html><head>{head}</head><body><main>{body}<p>{WORDS}</main></body></html>"
    return markup.encode(encoding)


LAUGHS = '<?xml version="1.0"?>\n<!DOCTYPE html [<!ENTITY a0 "ha">\n' + "".join(
    f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">\n' for level in range(1, 12)
)
LAUGHS += "]>\n"
READS_FILES = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ENTITIES = "&#0;&#xD800;&#x110000;&#99999999999999999999;&nosuch;&lt;script&gt;&amp;amp;&#27;[31m"
BAD_LINKS = (
    "<a href='javascript:alert(1)'>ett</a> <a href='JaVa\tScRiPt:alert(1)'>två</a> "
    "<a href=' data:text/html,x'>tre</a> <a href='vbscript:x'>fyra</a>"
)

# -- mail


def nested_mail(depth: int) -> bytes:
    """A mail in a mail, and so on; only the innermost has a text of any length."""
    data = f"Subject: innerst\nFrom: a@region-exempel.example\n\n{WORDS}\n".encode()
    for _ in range(depth):
        head = b"Subject: vidare\nFrom: a@region-exempel.example\nMIME-Version: 1.0\n"
        data = head + b"Content-Type: message/rfc822\n\n" + data
    return data


def nested_parts(depth: int) -> bytes:
    """Multiparts in multiparts with a text at the bottom."""
    lines = ["Subject: rapport", "From: a@region-exempel.example", "MIME-Version: 1.0"]
    for level in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="g{level}"', "", f"--g{level}"]
    lines += ["Content-Type: text/plain; charset=utf-8", "", WORDS, ""]
    lines += [f"--g{level}--" for level in reversed(range(depth))]
    return "\n".join(lines).encode()


def mail_with(*files: tuple[str, bytes], body: str = WORDS) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@region-exempel.example", "Lägesrapport 2024-11-14"
    message["Date"] = "Thu, 14 Nov 2024 09:00:00 +0100"
    message.set_content(body)
    for name, content in files:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


def broken_mime() -> bytes:
    return (
        "Subject: =?utf-8?Q?l=C3=A4ge?= =?x-nosuch?B?!!!?=\nFrom: <<@@>>\nDate: 99 Foo\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="aldrig"; boundary="=?"\n\n'
        "ingress\n--aldrig\nContent-Type: text/html; charset=x-nosuch\n"
        f"Content-Transfer-Encoding: base64\n\n!!!!\n"
        f"--aldrig\nContent-Type: text/plain; charset\n\n{WORDS}\n"
    ).encode()


def sealed_mail() -> bytes:
    return (
        b"From: a@region-exempel.example\nSubject: x\nMIME-Version: 1.0\n"
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA\n"
    )


# -- archives


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def zip_bomb(size: int, name: str = "rapport.txt") -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        for _ in range(size // MEBI):
            member.write(b"\x00" * MEBI)
    return out.getvalue()


def nested_zip(depth: int) -> bytes:
    data = WORDS.encode()
    for level in range(depth):
        data = zipped((f"{level}.zip" if level else "rapport.txt", data))
    return data


def linked_zip() -> bytes:
    """A member that Unix would make a symbolic link to the accounts."""
    info = zipfile.ZipInfo("rapport.txt")
    info.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def sealed_zip() -> bytes:
    """An archive whose member is said to be encrypted, in both directories."""
    data = bytearray(zipped(("rapport.txt", WORDS.encode())))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    return bytes(data)


def lying_zip() -> bytes:
    """A directory that says ten bytes where a hundred megabytes come out."""
    data = bytearray(zip_bomb(100 * MEBI))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


CLIMBING = zipped(
    ("../../rapport.txt", WORDS.encode()),
    ("/etc/rapport.txt", WORDS.encode()),
    ("C:\\rapport.txt", WORDS.encode()),
    ("\x1b[31mr\u00f6d.txt", WORDS.encode()),
)
TWO_FORMS = zipped(("l\u00e4ge.txt", WORDS.encode()), ("la\u0308ge.txt", WORDS.upper().encode()))

# -- Word documents


def word(*paragraphs: str) -> bytes:
    made = docx.Document()
    for paragraph in paragraphs or (WORDS,):
        made.add_paragraph(paragraph)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(data: bytes, name: str, content: bytes | None, old: str = "") -> bytes:
    """A package in which one part is replaced (`old`: only that text in it), or gone."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            part = before.read(info)
            if info.filename == name:
                if content is None:
                    continue
                part = part.replace(old.encode(), content) if old else content
            after.writestr(info.filename, part)
    return out.getvalue()


BODY = "word/document.xml"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def body_of(xml: str, doctype: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{doctype}'
    root = f"<w:document {SPACE}><w:body>{xml}</w:body></w:document>"
    return changed(word(), BODY, (head + root).encode())


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_laughs() -> bytes:
    return body_of(
        paragraph("&a11;") + paragraph(WORDS),
        LAUGHS.split("\n", 1)[1].replace("html", "w:document"),
    )


def word_reads_files() -> bytes:
    doctype = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return body_of(paragraph(f"&x; {WORDS}"), doctype)


def word_bomb(size: int) -> bytes:
    """A package whose text unpacks to `size` bytes of spaces."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word())) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as after,
    ):
        for info in before.infolist():
            if info.filename != BODY:
                after.writestr(info.filename, before.read(info))
        with after.open(BODY, "w", force_zip64=True) as member:
            member.write(f"<w:document {SPACE}><w:body>".encode())
            for _ in range(size // MEBI):
                member.write(b" " * MEBI)
            member.write(f"{paragraph(WORDS)}</w:body></w:document>".encode())
    return out.getvalue()


def lying_word() -> bytes:
    """As the bomb, and the directory says that it is small."""
    data = bytearray(word_bomb(600 * MEBI))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1_000)
    return bytes(data)


def nested_tables(depth: int) -> bytes:
    opened = "<w:tbl><w:tr><w:tc>" * depth
    closed = "<w:p/></w:tc></w:tr></w:tbl>" * depth
    return body_of(opened + paragraph(WORDS) + closed)


def styles_in_a_ring() -> bytes:
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="R{at}"><w:name w:val="r{at}"/>'
        f'<w:basedOn w:val="R{(at + 1) % 3}"/></w:style>'
        for at in range(3)
    )
    data = changed(word(), "word/styles.xml", f"{ring}</w:styles>".encode(), "</w:styles>")
    styled = f'<w:p><w:pPr><w:pStyle w:val="R0"/></w:pPr><w:r><w:t>{WORDS}</w:t></w:r></w:p>'
    return changed(data, BODY, f"<w:body>{styled}".encode(), "<w:body>")


def absurd_symbols() -> bytes:
    signs = "".join(f'<w:r><w:sym w:char="{code}"/></w:r>' for code in ("D800", "FFFFF", "0", "1B"))
    return body_of(f"<w:p>{signs}<w:r><w:t>{WORDS}</w:t></w:r></w:p>")
