"""What a mail's sender wrote, told from what the mail quotes."""

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
        if "|" not in text
        else Block(text, "row")
        for text in texts
    )
    return Document(blocks, "message/rfc822", characters=len("".join(texts).replace(" ", "")))


def own(*texts: str, passed_on: bool | None = False) -> list[str]:
    return [block.text for block in own_words(document(*texts), passed_on=passed_on).blocks]


QUOTES = {
    "a rule of Outlook": ("-----Ursprungligt meddelande-----", "Från: Bo", OLD),
    "all headers, in one paragraph": (
        "Från: Bo Skickat: den 8 sep 2025 10:14 Till: Ali Ämne: X",
        OLD,
    ),
    "all headers, line by line": (
        *("From: Bo", "Sent: 8 September 2025", "To: Ali", "Cc: Eva", "Subject: X"),
        OLD,
    ),
    "headers in bold, with an address": ("*Från:* Bo <bo@x.example>", "*Datum:* 8 sep 2025", OLD),
    "a rule of lines": (
        "________________________________",
        *("Från: bo@x.example", "Skickat: 8 sep 2025", OLD),
    ),
    "an attribution": ("Den mån 8 sep. 2025 kl 10:14 skrev Bo <bo@x.example>:", OLD),
    "an English attribution": ("On Mon, Sep 8, 2025 at 10:14 AM Bo <bo@x.example> wrote:", OLD),
    "signs before lines": ("> Hej,", f"> {OLD}"),
    "an attribution without address above signs": (
        "Den 2025-09-08 kl. 10:14 skrev Bo Ek:",
        f"> {OLD}",
    ),
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES)
def test_what_an_answer_quotes_goes_and_that_is_said(quote: tuple[str, ...]) -> None:
    found = own_words(document(OWN, *quote), passed_on=False)
    assert [block.text for block in found.blocks] == [OWN]
    assert found.warnings == (LEFT_OUT,)
    assert found.characters == len(OWN.replace(" ", ""))


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES)
@pytest.mark.parametrize("above", [OWN, "Till kännedom."])
def test_a_mail_that_is_no_answer_is_left_as_it_is(above: str, quote: tuple[str, ...]) -> None:
    whole = document(above, *quote)
    assert own_words(whole, passed_on=None) == whole


NO_QUOTES = {
    "a sentence that says who wrote before a list": (
        "Den 8 september 2025 skrev nämnden till IVO:",
    ),
    "the same with an hour": ("Den 8 september kl. 10:30 skrev nämnden i sitt yttrande till IVO:",),
    "the same with an address that ends nothing": (
        "Den 8 september skrev nämnden (namnd@x.example) i sitt yttrande till IVO:",
    ),
    "a line between parts of a letter": ("________________________________",),
    "a sentence that says who wrote": ("Den 8 september 2025 skrev nämnden till IVO. Svaret kom.",),
    "a heading that names a mail": ("Ursprungligt meddelande",),
    "a period": ("Från: 1 oktober, till: 3 november",),
    "more than a share": ("> 80 % av platserna är belagda",),
    "who reports, and a date below": ("Från: Region Öst", "Datum: 4 maj 2025 infördes ny rutin."),
    "a planned stop": ("Från: mån 5 maj 08.00", "Till: tis 6 maj 12.00", "Datum: 5-6 maj 2025"),
    "headers that are a row": ("Från: a@x.example | Datum: 5 maj 2025 | Till: B | Ämne: C",),
    "headers that are bullets": ("• Från: a@x.example", "• Datum: 5 maj 2025"),
    "headers that are not on end": ("Från: a@x.example", "Provet togs.", "Datum: 5 maj 2025"),
    "a greeting that is a sentence": ("Hälsningar från Väst: sal 3 öppnar igen.",),
    "a greeting and what is added to it": ("Mvh", "Ali", "PS. Sju salar stängs den 1 maj."),
}


@pytest.mark.parametrize("texts", NO_QUOTES.values(), ids=NO_QUOTES)
@pytest.mark.parametrize("passed_on", [True, False, None])
def test_what_only_looks_quoted_stays(passed_on: bool | None, texts: tuple[str, ...]) -> None:
    whole = document(OWN, *texts, OWN)
    assert own_words(whole, passed_on=passed_on) == whole


HEADERS = ("Från: Skolan", "Skickat: den 12 september 2025 14:02", "Till: Alla", "Ämne: Veckobrev")


@pytest.mark.parametrize("above", [OWN, "Till kännedom."])
def test_a_mail_that_is_passed_on_keeps_all_and_has_the_old_one_s_day(above: str) -> None:
    older = ("Från: Ali <ali@x.example>", "Skickat: den 10 september 2025", OLD)
    whole = document(above, *HEADERS, OWN * 2, *older)
    rule = document(above, "-----Ursprungligt meddelande-----", *HEADERS, OWN * 2, *older)
    found = own_words(whole, passed_on=True)
    assert (found.blocks, found.warnings) == (whole.blocks, ())
    assert own_words(rule, passed_on=True) == found
    assert found.meta("published").startswith("den 12 september 2025")


INTERLEAVED = {
    "questions first": (["> Hur många?", "Tolv.", "> När?", "Den sjätte."], ["> Hej då"]),
    "who asked above them": (
        ["Svar nedan.", "Den 8 sep. skrev Bo <bo@x.example>:", "> Hur många?", "Tolv."],
        ["> När?"],
    ),
    "the first answer right below who asked": (
        [
            "Den 8 sep. 2025 kl. 10:00 skrev Bo <bo@x.example>:",
            "Se nedan.",
            "> Hur många?",
            "Tolv.",
        ],
        [],
    ),
}


@pytest.mark.parametrize(("kept", "gone"), INTERLEAVED.values(), ids=INTERLEAVED)
def test_answers_between_and_below_quoted_lines_are_the_mail(
    kept: list[str], gone: list[str]
) -> None:
    assert own(*kept, *gone) == kept


def test_a_mail_that_only_quotes_is_read_whole() -> None:
    assert own("> Ett", "> Två") == ["> Ett", "> Två"]


MAIL = "From: a@x.example\nSubject: {}Veckobrev\nContent-Type: text/plain\n\n{}"


def test_the_subject_says_that_it_is_passed_on() -> None:
    text = f"{OWN}\n\n" + "\n".join(HEADERS) + f"\n\n{OLD}"
    answered, passed, neither = (
        read_mail(MAIL.format(sign, text).encode(), "x.eml") for sign in ("Sv: ", "VB: ", "")
    )
    assert [block.text for block in answered.blocks] == [OWN]
    assert [block.text for block in passed.blocks] == [OWN, *HEADERS, OLD]
    assert passed.meta("published").startswith("den 12 september 2025")
    assert neither.blocks == passed.blocks
    assert neither.meta("published") == ""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_answer_is_no_part_of_the_question_above_it(end: str) -> None:
    lines = (f"> {OLD * 2}", "tolv av dem är stängda sedan i våras,", "> Och sedan?", "Inget mer.")
    blocks = read_mail(MAIL.format("Sv: ", end.join(lines)).encode(), "x.eml").blocks
    assert [block.text for block in blocks] == list(lines)
