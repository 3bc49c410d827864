"""What a mail's sender wrote, told from what the mail quotes and from the signature."""

from __future__ import annotations

import pytest

from ingest.document import Block, Document
from ingest.mail import read_mail
from ingest.quoting import LEFT_OUT, own_words

OWN = (
    "Avdelning fyra flyttar den sjätte oktober. Transporten går tidigt och tar ungefär tre timmar."
)
OLD = "När flyttar avdelning fyra?"


def document(*texts: str) -> Document:
    blocks = tuple(
        Block(text.removeprefix("• "), "bullet" if text.startswith("• ") else "paragraph")
        for text in texts
    )
    return Document(blocks, "message/rfc822", characters=len("".join(texts).replace(" ", "")))


def own(*texts: str, passed_on: bool | None = None) -> list[str]:
    return [block.text for block in own_words(document(*texts), passed_on=passed_on).blocks]


QUOTES = {
    "a rule of Outlook": ("-----Ursprungligt meddelande-----", "Från: Bo", OLD),
    "headers in one paragraph": ("Från: Bo Skickat: den 8 sep 2025 10:14 Till: Ali Ämne: X", OLD),
    "headers line by line": ("From: Bo", "Sent: 8 September 2025", "To: Ali", OLD),
    "headers in bold from Mac": ("*Från:* Bo", "*Datum:* 8 sep 2025", OLD),
    "a rule of lines": ("________________________________", "Från: Bo", "Skickat: 8 sep 2025", OLD),
    "an attribution": ("Den mån 8 sep. 2025 kl 10:14 skrev Bo <bo@x.example>:", OLD),
    "an English attribution": ("On Mon, Sep 8, 2025 at 10:14 AM Bo <bo@x.example> wrote:", OLD),
    "signs before lines": ("> Hej,", f"> {OLD}"),
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES)
def test_what_is_quoted_goes_and_that_is_said(quote: tuple[str, ...]) -> None:
    found = own_words(document(OWN, *quote), passed_on=False)
    assert [block.text for block in found.blocks] == [OWN]
    assert found.warnings == (LEFT_OUT,)
    assert found.characters == len(OWN.replace(" ", ""))


NO_QUOTES = {
    "a sentence that says who wrote before a list": "Den 8 september 2025 skrev nämnden till IVO:",
    "a line between parts of a letter": "________________________________",
    "a sentence that says who wrote": "Den 8 september 2025 skrev nämnden till IVO. Svaret kom.",
    "a period": "Från: 1 oktober, till: 3 november",
    "more than a share": "> 80 % av platserna är belagda",
}


@pytest.mark.parametrize("text", NO_QUOTES.values(), ids=NO_QUOTES)
def test_what_only_looks_quoted_stays(text: str) -> None:
    assert own(OWN, text, OWN) == [OWN, text, OWN]


HEADERS = ("Från: Skolan", "Skickat: den 12 september 2025 14:02", "Till: Alla", "Ämne: Veckobrev")


@pytest.mark.parametrize("passed_on", [True, None])
def test_a_mail_that_is_passed_on_is_read_without_the_words_above_it(
    passed_on: bool | None,
) -> None:
    above = OWN if passed_on else "Till kännedom."
    found = own_words(document(above, *HEADERS, OWN * 2), passed_on=passed_on)
    assert [block.text for block in found.blocks] == [above, OWN * 2]
    assert found.meta("published").startswith("den 12 september 2025")


def test_a_short_answer_above_a_shorter_question_is_the_mail() -> None:
    assert own("Den sjätte oktober flyttar de.", "Från: Bo Skickat: 8 sep 2025", "När?") == [
        "Den sjätte oktober flyttar de."
    ]


def test_mails_quoted_by_a_mail_that_is_passed_on_go() -> None:
    older = ("Från: Ali", "Skickat: den 10 september 2025", OLD)
    assert own("Till kännedom.", *HEADERS, OWN * 2, *older, passed_on=True) == [
        "Till kännedom.",
        OWN * 2,
    ]
    found = own_words(document("FYI", *HEADERS, "Se nedan", *older[:2], OWN * 2), passed_on=True)
    assert [block.text for block in found.blocks] == ["FYI", "Se nedan", OWN * 2]
    assert found.meta("published") == "den 10 september 2025"


def test_answers_between_quoted_lines_are_the_mail() -> None:
    texts = ["> Hur många?", "Tolv.", "> När?", "Den sjätte.", "> Hej då"]
    assert own(*texts) == texts[:-1]


def test_a_mail_that_only_quotes_is_read_whole() -> None:
    assert own("> Ett", "> Två") == ["> Ett", "> Två"]


SIGNATURES = {
    "the sign for it": ("--", "Ali Exempel", "Region Exempel"),
    "a greeting": ("Med vänlig hälsning", "Ali Exempel", "Samordnare", "0000-00 00 00"),
    "a greeting and the name": ("Vänliga hälsningar, Ali Exempel",),
    "short": ("Mvh", "Ali"),
    "of a telephone": ("Skickat från min iPhone",),
    "of a program": ("Hämta Outlook för iOS",),
    "English": ("Best regards,", "Ali"),
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES)
def test_the_signature_goes(signature: tuple[str, ...]) -> None:
    assert own(OWN, *signature) == [OWN]


def test_a_greeting_above_the_report_is_none() -> None:
    assert own("Här är läget.", "Hälsningar", "• Ett", "• Två") == [
        *("Här är läget.", "Hälsningar", "Ett", "Två")
    ]
    assert own(OWN, "Hälsningar", OWN * 9) == [OWN, "Hälsningar", OWN * 9]


def test_the_subject_says_that_it_is_passed_on() -> None:
    text = f"{OWN}\n\nFrån: Skolan\nSkickat: 12 september 2025\n\n{OLD} {OLD} {OLD} {OLD}"
    mail = f"From: a@x.example\nSubject: {{}}Veckobrev\nContent-Type: text/plain\n\n{text}"
    answered, passed = (
        read_mail(mail.format(sign).encode(), "x.eml").blocks for sign in ("Sv: ", "VB: ")
    )
    assert [block.text for block in answered] == [OWN]
    assert [block.text for block in passed] == [OWN, " ".join([OLD] * 4)]
