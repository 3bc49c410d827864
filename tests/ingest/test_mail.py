"""Mail to a Document: which part is the body, what the headers say, what is attached."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from ingest.document import Document
from ingest.errors import Empty, Encrypted, TooLarge
from ingest.mail import attachments, mail_message, read_mail

HEADERS = "From: Enheten <enheten@region-exempel.example>\nTo: alla@region-exempel.example\n"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def mail(text: str = "", html: str = "", subject: str = "Lägesrapport vecka 42") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Enheten <enheten@region-exempel.example>"
    message["Subject"] = subject
    message["Date"] = "Thu, 23 Oct 2025 08:30:00 +0200"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_html_goes_before_text_and_headers_are_metadata() -> None:
    document = read_mail(mail("Text", "<h2>Läget</h2><ul><li>Ett</ul>").as_bytes(), "x.eml")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Läget"),
        ("bullet", "Ett"),
    ]
    assert document.media_type == "message/rfc822"
    assert document.meta("title") == "Lägesrapport vecka 42"
    assert document.meta("published") == "2025-10-23T08:30"
    assert document.meta("author") == "Enheten <enheten@region-exempel.example>"


def test_the_subject_goes_before_the_title_of_its_html() -> None:
    message = mail("", "<title>Utskick 7</title><p>Text</p>")
    assert read_mail(message.as_bytes(), "x.eml").meta("title") == "Lägesrapport vecka 42"


def test_html_without_text_gives_way_to_text() -> None:
    assert texts(read_mail(mail("Texten", "<img src=x>").as_bytes(), "x.eml")) == ["Texten"]


@pytest.mark.parametrize(
    "subject", ["Sv: Rapport", "VB: SV: Rapport", "Re: fw : Rapport", "Rapport"]
)
def test_replies_and_forwards_keep_the_title(subject: str) -> None:
    assert read_mail(mail("x", subject=subject).as_bytes(), "x.eml").meta("title") == "Rapport"


def leaf(kind: str, text: str, disposition: str = "") -> str:
    head = f"Content-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    return f"{head}{disposition and f'Content-Disposition: {disposition}'}\n\n{text}\n"


def multipart(kind: str, *parts: str) -> str:
    edge = f"edge{len(''.join(parts))}"
    body = "".join(f"--{edge}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{edge}"\n\n{body}--{edge}--\n'


PICTURE = leaf("application/pdf", "%PDF-1.4", 'inline; filename="x.pdf"')
PARTS = {
    "Apple Mail, plain": (
        multipart("mixed", leaf("text/plain", "Ett"), PICTURE, leaf("text/plain", "Två")),
        ["Ett", "Två"],
    ),
    "Apple Mail, HTML": (
        multipart(
            "alternative",
            leaf("text/plain", "Ett Två"),
            multipart("mixed", leaf("text/html", "<p>Ett"), PICTURE, leaf("text/html", "<p>Två")),
        ),
        ["Ett", "Två"],
    ),
    "a note before the alternatives": (
        multipart(
            "mixed",
            leaf("text/plain", "Externt mejl"),
            multipart("alternative", leaf("text/plain", "Ett"), leaf("text/html", "<p>Ett, två")),
        ),
        ["Externt mejl", "Ett, två"],
    ),
    "alternatives that nobody calls so": (
        multipart("mixed", leaf("text/plain", "Ett, två"), leaf("text/html", "<p>Ett,<br>två")),
        ["Ett, två"],
    ),
    "alternatives that nobody calls so, with an address": (
        multipart(
            "mixed",
            leaf("text/plain", "Ett, två <https://region-exempel.example/a>"),
            leaf("text/html", "<p>Ett, <a href='https://region-exempel.example/a'>två</a>"),
        ),
        ["Ett, två"],
    ),
    "alternatives within alternatives": (
        multipart(
            "alternative",
            leaf("text/plain", "Ett [a.pdf]"),
            multipart(
                "mixed",
                multipart("alternative", leaf("text/plain", "Ett"), leaf("text/html", "<p>Ett")),
                PICTURE,
            ),
        ),
        ["Ett"],
    ),
    "HTML without text among alternatives": (
        multipart("alternative", leaf("text/plain", "Ett"), leaf("text/html", "<img src=x>")),
        ["Ett"],
    ),
}


@pytest.mark.parametrize(("body", "expected"), PARTS.values(), ids=PARTS)
def test_every_part_of_the_body_is_read_once(body: str, expected: list[str]) -> None:
    data = f"{HEADERS}Subject: Lägesrapport\nMIME-Version: 1.0\n{body}".encode()
    document = read_mail(data, "x.eml")
    assert [" ".join(text.split()) for text in texts(document)] == expected
    assert document.characters == sum(len("".join(text.split())) for text in expected)


def test_a_part_that_cannot_be_read_costs_the_others_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ingest.html.read._MOST_TAGS", 5)
    small, large = leaf("text/html", "<p>Ett"), leaf("text/html", "<p>Två" * 9)
    for parts, expected in (((small, PICTURE, large), ["Ett"]), ((large, PICTURE, small), ["Ett"])):
        body = multipart("mixed", *parts)
        document = read_mail(f"{HEADERS}MIME-Version: 1.0\n{body}".encode(), "x.eml")
        assert texts(document) == expected
        assert document.warnings == ("a part of the mail is not read: 9 tags, and 5 are the limit",)
    with pytest.raises(TooLarge):
        read_mail(f"{HEADERS}MIME-Version: 1.0\n{large}".encode(), "x.eml")


def test_what_stands_below_a_quote_in_a_part_of_its_own_is_kept() -> None:
    quote = "Svaret\n\n-----Ursprungligt meddelande-----\nFrån: Bo <b@x.example>\n\nGammalt"
    body = multipart("mixed", leaf("text/plain", quote), PICTURE, leaf("text/plain", "Nytt"))
    data = f"{HEADERS}Subject: Sv: Rapport\nMIME-Version: 1.0\n{body}".encode()
    assert texts(read_mail(data, "x.eml")) == ["Svaret", "Nytt"]


def test_attached_text_without_a_name_and_empty_files_are_attachments() -> None:
    body = multipart(
        "mixed",
        leaf("text/plain", "Ett"),
        leaf("text/plain", "Två", "attachment"),
        'Content-Type: application/pdf\nContent-Disposition: attachment; filename="x.pdf"\n\n',
    )
    found = list(attachments(mail_message(f"{HEADERS}MIME-Version: 1.0\n{body}".encode())))
    assert [(name, content.strip()) for name, content in found] == [
        ("", "Två".encode()),
        ("x.pdf", b""),
    ]


RAW = {
    "a wrong charset": ("Content-Type: text/plain; charset=utf-8\n\n", "Vård".encode("cp1252")),
    "an unknown charset": ("Content-Type: text/plain; charset=x-y\n\n", "Vård".encode()),
    "no MIME at all": ("\n", "Vård".encode()),
    "base64": ("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n", b"VsOlcmQ="),
    "broken base64": (
        "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n",
        b"VsOlcmQ",
    ),
    "quoted-printable": (
        "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n",
        b"V=C3=\n=A5rd",
    ),
    "a multipart without parts": ("Content-Type: multipart/mixed; boundary=b\n\n", None),
    "a broken date": ("Date: den 99 oktober\n\n", "Vård".encode()),
    "a broken content type": ('Content-Type: text/plain; charset="\n\n', "Vård".encode()),
    "a broken address": ("Reply-To: <<>>,,@;\nCc: \n\n", "Vård".encode()),
}


@pytest.mark.parametrize(("headers", "content"), RAW.values(), ids=RAW)
def test_raw(headers: str, content: bytes | None) -> None:
    data = (HEADERS + headers).encode() + (content or b"")
    if content is None:
        with pytest.raises(Empty):
            read_mail(data, "x.eml")
    else:
        assert texts(read_mail(data, "x.eml")) == ["Vård"]


def test_attachments_are_files_of_their_own() -> None:
    message = mail("Se bilagan", "<p>Se <b>bilagan</b></p>")
    message.add_attachment(
        b"%PDF-1.4", maintype="application", subtype="pdf", filename="Bilaga å.pdf"
    )
    message.add_attachment("Egen text", filename="egen.txt")
    message.add_attachment(b"x", maintype="image", subtype="png", cid="<logo>")
    inner = mail("Den äldre texten", subject="Förra rapporten")
    message.add_attachment(inner)
    data = message.as_bytes()
    found = dict(attachments(mail_message(data)))
    assert found.keys() == {"Bilaga å.pdf", "egen.txt", "Förra rapporten.eml"}
    assert found["Bilaga å.pdf"] == b"%PDF-1.4"
    assert texts(read_mail(found["Förra rapporten.eml"], "x")) == ["Den äldre texten"]
    assert texts(read_mail(data, "x.eml")) == ["Se bilagan"]


def test_an_attached_mail_with_raw_bytes_in_its_headers() -> None:
    inner = "Subject: Vård\n\nText".encode()
    data = b"Subject: y\nFrom: a@x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    data += b"Content-Type: message/rfc822\n\n" + inner + b"\n--b--\n"
    ((name, content),) = attachments(mail_message(data))
    assert name.endswith(".eml")
    assert b"Text" in content


def test_only_attachments() -> None:
    message = mail("")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="x.pdf")
    with pytest.raises(Empty, match="attached"):
        read_mail(message.as_bytes(), "x.eml")


@pytest.mark.parametrize("kind", ["multipart/encrypted; boundary=b", "application/pkcs7-mime"])
def test_encrypted(kind: str) -> None:
    with pytest.raises(Encrypted):
        read_mail(f"{HEADERS}Content-Type: {kind}\n\nx".encode(), "x.eml")
