"""Bytes to text: every way in which pages and text files lie about their encoding."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encoding import decode, looks_binary

TEXT = "Åtgärder för IVO – “beslut” om 5 €"
META = '<meta charset="{}">'

CASES = {
    "UTF-8": (TEXT.encode(), TEXT),
    "UTF-8 with mark": (codecs.BOM_UTF8 + TEXT.encode(), TEXT),
    "UTF-16 with mark": (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), TEXT),
    "UTF-16 big-endian with mark": (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT),
    "UTF-16 without mark": (TEXT.encode("utf-16-le"), TEXT),
    "UTF-16 big-endian without mark": (TEXT.encode("utf-16-be"), TEXT),
    "UTF-32": (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), TEXT),
    "cp1252, nothing declared": (TEXT.encode("cp1252"), TEXT),
    "declared latin-1 is cp1252": (
        (META.format("iso-8859-1") + TEXT).encode("cp1252"),
        META.format("iso-8859-1") + TEXT,
    ),
    "declared latin-1, is UTF-8": (
        (META.format("iso-8859-1") + TEXT).encode(),
        META.format("iso-8859-1") + TEXT,
    ),
    "declared UTF-8, is cp1252": (
        (META.format("utf-8") + TEXT).encode("cp1252"),
        META.format("utf-8") + TEXT,
    ),
    "declared and meant": (
        (META.format("macintosh") + "å").encode("mac-roman"),
        META.format("macintosh") + "å",
    ),
    "declared UTF-16, is bytes": (
        (META.format("utf-16") + TEXT).encode("cp1252"),
        META.format("utf-16") + TEXT,
    ),
    "declared nonsense": ((META.format("hex") + "å").encode("cp1252"), META.format("hex") + "å"),
    "UTF-8 cut in a character": ("åäö åäö".encode()[:-1], "åäö åäÃ"),
    "UTF-8 with a stray byte": ("åäö".encode() + b"\x96" + "åäö".encode(), "åäö–åäö"),
    "an unassigned byte of cp1252": (b"a\x81b\xe5", "a\x81bå"),
    "encoded twice": ("Åtgärder för".encode().decode("cp1252").encode(), "Åtgärder för"),
    "a genuine Ã beside Swedish": ("São PÃ¥ulo å Ã¥".encode(), "São PÃ¥ulo å Ã¥"),
    "encoded twice by way of latin-1": ("Åtgärd å".encode().decode("latin-1").encode(), "Åtgärd å"),
    "encoded twice, pasted into Swedish": (
        (
            "Åtgärder för båtar på sjön – är på väg. ".encode().decode("latin-1") + "Så är det."
        ).encode(),
        "Åtgärder för båtar på sjön – är på väg. Så är det.",
    ),
    "genuine letters before signs, beside text encoded twice": (
        ("på sjön – å".encode().decode("cp1252") * 9 + "”SJÖ” LÅ–LÖ” Ö… CAFÉ” nå”– ö").encode(),
        "på sjön – å" * 9 + "”SJÖ” LÅ–LÖ” Ö… CAFÉ” nå”– ö",
    ),
    "NUL between": (b"a\x00b", "ab"),
}


@pytest.mark.parametrize(("data", "text"), CASES.values(), ids=CASES)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_declared_by_the_envelope() -> None:
    assert decode("å".encode("mac-roman"), "macintosh") == "å"
    assert decode("å".encode(), "macintosh") == "å"


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "latin-1", "zip", "\x00", "idna"]))
def test_never_raises(data: bytes, declared: str) -> None:
    assert "\x00" not in decode(data, declared)


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=1))
def test_utf8_survives(text: str) -> None:
    if "Ã" not in text:
        assert decode(text.encode()).removeprefix("\ufeff") == text.removeprefix("\ufeff")


@given(st.text(alphabet="åäöÅÄÖéÉèÈàÀüÜ€‚„…‹‘’“”•–—›\u00a0§°±²³´µ·»«½", max_size=30))
def test_no_swedish_letter_and_sign_is_rewritten(genuine: str) -> None:
    assert decode(("Ã¥ " * 40 + genuine).encode()) == "å " * 40 + genuine


def test_binary() -> None:
    assert looks_binary("\x01\x02abc" * 5)
    assert not looks_binary("Text\r\n\tmed\x0csidbrytning" * 5)
