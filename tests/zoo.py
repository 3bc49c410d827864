"""The zoo: files that broken programs make or that somebody made on purpose.

Each says what must become of it: the kinds of error of which the ledger must give one, and why that
is the truth about the file; or, where reading is right (a viewer shows it too), words that an item
must hold. Nothing is stored: `zoo_pdf` and `zoo_markup` make the bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import zoo_markup as z
import zoo_pdf as p

from ingest.errors import (
    Damaged,
    Empty,
    Encrypted,
    NoText,
    ReadError,
    TooLarge,
    Unsupported,
    WorkerFailed,
)

WORDS = "Region Exempel har beslutat"
GIBI = 1 << 30


@dataclass(frozen=True, slots=True)
class Beast:
    """A bad file. `kinds`: what the ledger may say, `says`: words of its reason; none: it is read,
    and `holds` stands in an item. `slow`: it costs seconds, or a gigabyte."""

    name: str
    why: str
    make: Callable[[], bytes]
    kinds: tuple[type[ReadError], ...] = ()
    says: str = ""
    holds: str = WORDS
    slow: bool = False


def _cut(share: int) -> Beast:
    """Cut at `share` percent, its catalogue gone or not: never taken for the whole."""
    why = "the end with the table of contents is missing"
    return Beast(f"cut at {share}.pdf", why, partial(_first, share), (Damaged,), "broken")


def _first(share: int) -> bytes:
    data = p.many_pages(12)
    return data[: len(data) * share // 100]


_STOPPED = (WorkerFailed, TooLarge)

PDFS = (
    Beast("user password.pdf", "cannot be opened", partial(p.encrypted, "a"), (Encrypted,), "password"),
    Beast("owner password.pdf", "opens without one: only editing is sealed", partial(p.encrypted, "", "b")),
    *map(_cut, (1, 10, 30, 50, 70, 90, 97)),
    Beast("no end mark.pdf", "all but the last line is there", lambda: p.page()[:-20]),
    Beast("own predecessor.pdf", "the table points to itself", p.own_xref, (Damaged,), "circle"),
    Beast("table beyond.pdf", "objects are found without it", partial(p.moved_xref, "99999999")),
    Beast("table nowhere.pdf", "objects are found without it", partial(p.moved_xref, "nowhere")),
    Beast("pages in a circle.pdf", "its page is a page", p.cyclic_pages),
    Beast("only a circle.pdf", "the page is found beside the tree", p.only_a_cycle),
    Beast("deep pages.pdf", "no viewer goes 5,000 levels deep", partial(p.deep_pages, 5_000), (Damaged,), "deep"),
    Beast("structure in a circle.pdf", "the page is sound", p.cyclic_structure),
    Beast("deep structure.pdf", "the page is sound", partial(p.deep_structure, 5_000)),
    Beast("lists in lists.pdf", "deep, and all there", partial(p.nested_lists, 200), holds="Punkt 199 i Region Exempel"),
    Beast("packed thrice.pdf", "a gigabyte of spaces in 3 KB", partial(p.nested_flate, 3, GIBI), (TooLarge,), "memory", slow=True),
    Beast("packed 100 times.pdf", "only spaces inside", partial(p.nested_flate, 100, 1 << 20), (NoText,), "no text"),
    Beast("spaces.pdf", "a gigabyte of spaces in 1 MB", partial(p.spaces, GIBI), (TooLarge,), "memory", slow=True),
    Beast("run lengths.pdf", "packed twice", p.run_length_bomb, (TooLarge, NoText), slow=True),
    Beast("wide rows.pdf", "unpacking asks for 8 GB", p.huge_predictor, (TooLarge,), "memory"),
    Beast("doubling forms.pdf", "2^40 forms", partial(p.exponential_forms, 40), (TooLarge,), "forms"),
    Beast("form in itself.pdf", "its text stands beside the form", p.form_in_itself),
    Beast("24 million in one.pdf", "one string", partial(p.one_huge_string, 24_000_000), _STOPPED, slow=True),
    Beast("24 million.pdf", "many strings", partial(p.many_strings, 24_000_000), _STOPPED, slow=True),
    Beast("same content.pdf", "10 GB of operators", partial(p.same_content, 10_000), _STOPPED, slow=True),
    Beast("drawing.pdf", "20,000 lines are no table", partial(p.drawings, 10_000), slow=True),
    Beast("huge widths.pdf", "2 billion widths in 30 bytes", p.huge_widths, _STOPPED, slow=True),
    Beast("huge bfrange.pdf", "4 billion characters in 60 bytes", p.huge_bfrange, _STOPPED, slow=True),
    Beast("climbing cmap.pdf", "a name that climbs to a pickle is no encoding", p.climbing_cmap, (NoText, Damaged)),
    Beast("own reference.pdf", "a reference to itself never ends", p.loop_of_references, _STOPPED, slow=True),
    Beast("own length.pdf", "its length is the stream itself", p.own_length, (Damaged,), "circle"),
    Beast("deep array.pdf", "100,000 brackets, and none matters", partial(p.deep_array, 100_000)),
    Beast("own annotations.pdf", "links are lost, the text is not", p.own_annotations),
    Beast("columns.pdf", "500 columns of one word", partial(p.columns, 500), holds="ord499", slow=True),
    Beast("outside.pdf", "text beyond the paper is text", p.outside),
    Beast("absurd numbers.pdf", "what stands nowhere is left out", p.absurd_numbers),
    Beast("no size.pdf", "every viewer takes it for a Letter", partial(p.page, extra="")),
    Beast("no numbers.pdf", "a size of words", partial(p.absurd_box, "[/a (b) 1 2]"), (Damaged,), "broken"),
    Beast("infinite.pdf", "text has its place without a paper", partial(p.absurd_box, f"[0 0 {'9' * 400}.0 5]")),
    Beast("no area.pdf", "text has its place without a paper", partial(p.absurd_box, "[0 0 0 0]")),
    Beast("10,000 pages.pdf", "more than any report", partial(p.many_pages, 10_000), (TooLarge,), "10000 pages", slow=True),
    Beast("one word.pdf", "a word of 400,000 letters", partial(p.one_word, 400_000), holds="aaaaaaaaaa", slow=True),
    Beast("junk before.pdf", "web servers leave headers there", lambda: b"HTTP/1.1 200 OK\r\n\r\n" + p.page()),
    Beast("only magic.pdf", "nothing follows", lambda: b"%PDF-1.7", (Damaged,), "broken"),
)  # fmt: skip

OTHERS = (
    Beast("empty.pdf", "no bytes", bytes, (Empty,), "empty"),
    Beast("picture.pdf", "a picture by its bytes", lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 99, (Unsupported,), "PNG"),
    Beast("program.pdf", "a program by its bytes", lambda: b"MZ\0\0" + b"0" * 99, (Unsupported,), "program"),
    Beast("noise.pdf", "nothing known", lambda: bytes(range(256)) * 50, (Damaged,), "no text"),
    Beast("not plain.txt", "a PDF by its bytes", p.page),
    Beast("white.txt", "only spaces", lambda: b" \n" * 99, (Empty,), "no text"),
    Beast("digits.txt", "numbers of 5,000 digits are no dates", lambda: f"{z.WORDS}\n\n{'1' * 5000}/10 den {'9' * 5000}. maj\n\n{'2' * 6000}. hej".encode()),
    Beast("dots.txt", "a word of 2 MB", lambda: (z.WORDS + " " + "1." * z.MEBI).encode()),
    Beast("dates.txt", "300,000 dates", lambda: (z.WORDS + " den 12 maj 12/10-2024-10-12" * 50_000).encode(), slow=True),
    Beast("addresses.txt", "signs of addresses and nothing else", lambda: (z.WORDS + " " + "a@" * z.MEBI).encode()),
    Beast("12 million.txt", "more characters than allowed", lambda: (z.WORDS + " ord" * 4 * z.MEBI).encode(), (TooLarge,), "characters", slow=True),
    Beast("bullets.txt", "200,000 bullets", lambda: (z.WORDS + "\n\n" + "- a\n" * 200_000).encode(), _STOPPED, slow=True),
    # Pages
    Beast("deep.html", "5,000 elements deep", lambda: z.html("<div>" * 5_000)),
    Beast("deep lists.html", "200 lists deep", lambda: z.html("<ul><li>x" * 200)),
    Beast("attribute.html", "one attribute of 20 MB", lambda: z.html(f"<p title='{'x' * 20 * z.MEBI}'>"), slow=True),
    Beast("attributes.html", "200,000 attributes", lambda: z.html(f"<p {' '.join(f'a{at}=b' for at in range(200_000))}>"), slow=True),
    Beast("tags.html", "a million tags", lambda: z.html("<b>" * 1_000_000), (TooLarge,), "tags"),
    Beast("entities.html", "no character, or half of one", lambda: z.html(z.ENTITIES)),
    Beast("laughs.xhtml", "HTML knows no entities of its own", lambda: z.html("&a11;", before=z.LAUGHS)),
    Beast("laughs.xml", "XML is no report", lambda: (z.LAUGHS.replace("html", "x") + "<x>&a11;</x>").encode(), (Unsupported,), "XML"),
    Beast("utf-16.html", "no mark, and a wrong declaration", lambda: z.html("", head="<meta charset=utf-8>", encoding="utf-16-le")),
    Beast("utf-32.html", "with a mark", lambda: z.html("", encoding="utf-32")),
    Beast("lies.html", "UTF-8 that says UTF-16", lambda: z.html("", head="<meta charset=utf-16>")),
    Beast("ebcdic.html", "not text as anybody sends it", lambda: z.html("", encoding="cp500"), (Damaged,), "no text"),
    Beast("zeros.html", "zero bytes before and inside", lambda: b"\0" * 100 + z.html("a\0b")),
    Beast("script.html", "a script would fill it", lambda: b"<html><script>document.write(1)</script>", (Empty,), "no text"),
    Beast("comment.html", "a comment that never ends", lambda: b"<html><!-- " + z.WORDS.encode(), (Empty,), "no text"),
    Beast("escapes.html", "escapes are no text", lambda: z.html("\x1b]0;titel\x07\x1b[2J\x9b31m")),
    Beast("title.html", "a title of 3 MB", lambda: z.html(f"<h1>{'titel ' * 500_000}</h1>"), slow=True),
    # Mail
    Beast("mail in mail.eml", "100 mails deep", partial(z.nested_mail, 100), (TooLarge, Empty, Damaged)),
    Beast("mail in deep mail.eml", "5,000 mails deep", partial(z.nested_mail, 5_000), (TooLarge, Damaged)),
    Beast("parts.eml", "100 parts deep", partial(z.nested_parts, 100)),
    Beast("deep parts.eml", "5,000 parts deep", partial(z.nested_parts, 5_000), (Damaged,), "deep", slow=True),
    Beast("bomb attached.eml", "300 MB attached in 300 KB", lambda: z.mail_with(("b.zip", z.zip_bomb(300 * z.MEBI))), (TooLarge,), slow=True),
    Beast("broken parts.eml", "one part can be read", z.broken_mime),
    Beast("sealed.eml", "encrypted", z.sealed_mail, (Encrypted,), "encrypted"),
    Beast("long header.eml", "5 MB of subject", lambda: b"Subject: " + b"x" * 5 * z.MEBI + b"\nFrom: a@b.example\nTo: b\n\n" + z.WORDS.encode()),
    Beast("headers.eml", "half a million headers", lambda: b"From: a@b.example\n" + b"X-A: b\n" * 500_000 + b"\n" + z.WORDS.encode(), (*_STOPPED, Damaged), slow=True),
    # Archives
    Beast("bomb.zip", "300 MB in one", partial(z.zip_bomb, 300 * z.MEBI), (TooLarge,), slow=True),
    Beast("eight zips deep.zip", "nobody packs so", partial(z.nested_zip, 8), (TooLarge,), "deep"),
    Beast("sealed.zip", "needs a password", z.sealed_zip, (Encrypted,), "password"),
    Beast("lying.zip", "100 MB where it says ten bytes", z.lying_zip, (Damaged, TooLarge)),
    Beast("cut.zip", "its directory is missing", lambda: z.nested_zip(1)[:60], (Damaged,), "cut short"),
    # Word documents
    Beast("laughs.docx", "Word never declares entities", z.word_laughs, (Damaged,)),
    Beast("reads files.docx", "Word never declares entities", z.word_reads_files, (Damaged,), "document type"),
    Beast("bomb.docx", "400 MB in one", partial(z.word_bomb, 400 * z.MEBI), (TooLarge,), " MB", slow=True),
    Beast("lying.docx", "600 MB where it says 1 KB", z.lying_word, (TooLarge, Damaged), slow=True),
    Beast("tables in tables.docx", "60 deep", partial(z.nested_tables, 60)),
    Beast("deep tables.docx", "2,000 deep", partial(z.nested_tables, 2_000), (Damaged,), "broken"),
    Beast("styles in a ring.docx", "a style that descends from itself", z.styles_in_a_ring),
    Beast("halves.docx", "halves of characters are none", z.absurd_symbols),
    Beast("no relations.docx", "what the main part is stands nowhere", lambda: z.changed(z.word(), "_rels/.rels", None), (Damaged,)),
    Beast("broken relations.docx", "no XML", lambda: z.changed(z.word(), "word/_rels/document.xml.rels", b"<<<"), (Damaged,)),
    Beast("climbing relations.docx", "a part outside of the package", lambda: z.changed(z.word(), "_rels/.rels", b"../../../etc/passwd", "word/document.xml"), (Damaged,)),
    Beast("no body.docx", "the main part is missing", lambda: z.changed(z.word(), z.BODY, None), (Damaged, Unsupported)),
    Beast("cut.docx", "its directory is missing", lambda: z.word()[:5_000], (Damaged,), "cut short"),
    Beast("noise.msg", "nothing behind the first bytes", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__properties_version1.0".encode("utf-16-le") + b"\xff" * 2_000, (Damaged,), "broken"),
)  # fmt: skip

BEASTS = PDFS + OTHERS

# What archives hold: each name is what must stand in the ledger, with its words in an item.
ARCHIVES = {
    "climbing.zip": (
        z.CLIMBING,
        ("rapport.txt", "rapport (2).txt", "etc/rapport.txt", "[31mröd.txt"),
    ),
    "two forms.zip": (z.TWO_FORMS, ("l\u00e4ge.txt", "la\u0308ge.txt")),
}

# Names that a disk allows and people should not give. Their content is sound.
NAMES = (
    b"radbrytning\ni namnet.txt",
    b"\x1b[31mr\xc3\xb6d\x1b]0;titel\x07.txt",
    b"\xe2\x80\xaetxt.fdp.txt",  # turns the reading direction
    b"\xff\xfe latin\xe5.txt",  # no UTF-8
    "l\u00e4ge.txt".encode(),
    "la\u0308ge.txt".encode(),  # the same in another Unicode form
    b"-rf.txt",
    b"=HYPERLINK(1).txt",
    b"n" * 251 + b".txt",
    b"; drop table ledger; --.txt",
)


def plant(folder: Path) -> Iterator[bytes]:
    """Put the oddly named files into a folder; gives their names."""
    for number, name in enumerate(NAMES):
        text = f"{WORDS} om ärende {number} i den ordning som namnen står."
        (folder / os.fsdecode(name)).write_text(text)
        yield name


def plant_no_files(folder: Path) -> None:
    """What stands in folders and is no file of theirs: none may be read, or waited for.

    The last four are links, which the ledger names.
    """
    os.mkfifo(folder / "pipe.pdf")
    (folder / "folder.pdf").mkdir()
    (folder / "out.pdf").symlink_to("/etc/passwd")
    (folder / "nowhere.pdf").symlink_to(folder / "gone.pdf")
    (folder / "itself.pdf").symlink_to(folder / "itself.pdf")
    (folder / "above").symlink_to(folder.parent)
