"""One paragraph's lines of styled text, with links, without deletions, codes and hidden text.

Links stand in `w:hyperlink` or, older, in a field whose code is `HYPERLINK "address"`. Text that
was deleted with changes tracked is no text, inserted text is. Text boxes hang on a run: they are
given back to be read after the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.docx.styles import Styles
from ingest.docx.xml import Element, child, qualified, short, value
from ingest.inline import Line, Run

_GOES_DOWN = {
    *("w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:customXml", "w:fldSimple"),
    *("w:bdo", "w:dir", "mc:AlternateContent", "mc:Choice"),
}
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s\\]+)', re.IGNORECASE)
_CHARACTERS = {"w:tab": " ", "w:noBreakHyphen": "-", "w:ptab": " "}


@dataclass(slots=True)
class Paragraph:
    """What one `w:p` holds."""

    lines: list[Line] = field(default_factory=lambda: [[]])
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False


def read_paragraph(element: Element, styles: Styles, address: Callable[[str], str]) -> Paragraph:
    """The paragraph `element`; `address` gives a relation's target."""
    style = value(element, "w:pPr/w:pStyle")
    paragraph = Paragraph()
    fields: list[_Field] = []
    for run, url in _runs(element, "", address):
        properties = child(run, "w:rPr")
        if styles.hidden(style, properties):
            continue
        bold, size = styles.bold(style, properties), styles.run_size(style, properties)
        for part in _parts(run):
            name = short(part)
            if name == "w:fldChar":
                _step(fields, value(part, name="w:fldCharType"))
            elif name == "w:instrText":
                if fields:
                    fields[-1].code += part.text or ""
            elif all(each.shows for each in fields):
                link = url or _field_link(fields)
                _put(paragraph, part, name, Run("", bold, link, size))
    return paragraph


def _runs(
    element: Element, url: str, address: Callable[[str], str]
) -> Iterator[tuple[Element, str]]:
    """The runs below `element`, each with the address it links to."""
    for each in element:
        name = short(each)
        if name == "w:r":
            yield each, url
        elif name == "w:hyperlink":
            relation = value(each, name="r:id")
            anchor = value(each, name="w:anchor")
            target = address(relation) if relation else ""
            yield from _runs(each, target + (f"#{anchor}" if anchor else "") or url, address)
        elif name == "w:fldSimple":
            found = _HYPERLINK.match(value(each, name="w:instr"))
            yield from _runs(each, found[1] if found else url, address)
        elif name in _GOES_DOWN:
            yield from _runs(each, url, address)


def _parts(run: Element) -> Iterator[Element]:
    """What stands in a run; of alternatives the first."""
    for each in run:
        if short(each) == "mc:AlternateContent":
            chosen = child(each, "mc:Choice")
            yield from [] if chosen is None else chosen
        else:
            yield each


def _put(paragraph: Paragraph, part: Element, name: str, look: Run) -> None:
    if name == "w:t":
        paragraph.lines[-1].append(look._replace(text=part.text or ""))
    elif name in _CHARACTERS:
        paragraph.lines[-1].append(look._replace(text=_CHARACTERS[name]))
    elif name in ("w:br", "w:cr"):
        if value(part, name="w:type") in ("", "textWrapping"):
            paragraph.lines.append([])
    elif name == "w:sym":
        code = value(part, name="w:char")
        if re.fullmatch("[0-9A-Fa-f]{1,5}", code):
            paragraph.lines[-1].append(look._replace(text=chr(int(code, 16))))
    elif name in ("w:footnoteReference", "w:endnoteReference"):
        paragraph.notes.append(f"{name[2:6]}{value(part, name='w:id')}")
    elif name in ("w:drawing", "w:pict"):
        found = list(part.iter(qualified("w:txbxContent")))
        inner = {box for each in found for box in each.iter(qualified("w:txbxContent"))} - {*found}
        paragraph.boxes += [box for box in found if box not in inner]


def _step(fields: list[_Field], kind: str) -> None:
    """A field begins, comes to what it shows, or ends."""
    if kind == "begin":
        fields.append(_Field())
    elif kind == "separate" and fields:
        fields[-1].shows = True
    elif kind == "end" and fields:
        fields.pop()


def _field_link(fields: list[_Field]) -> str:
    for each in reversed(fields):
        if found := _HYPERLINK.match(each.code):
            return found[1]
    return ""
