"""How ordered lists count: figures, letters, Roman numerals."""

from __future__ import annotations

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def numeral(number: int, kind: str) -> str:
    """`number` as `kind` writes it: `1` figures, `a` `A` letters (… z, aa), `i` `I` Roman."""
    if number < 1 or number > 3999 or kind == "1":
        return str(number)
    letters = ""
    if kind in "aA":
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
    else:
        for value, roman in _ROMAN:
            letters += roman * (number // value)
            number %= value
    return letters.upper() if kind.isupper() else letters
