"""A generator of series with known threads, for measuring on what nobody tuned on.

Matters of ten kinds are told in sentences with slots for names, places, dates and figures; two
matters of one kind differ in their names alone, as in real reports. Random edits are then applied
to them, number by number, and written down as the truth, in the shape of `corpus/truth.json`.
"""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from index.analysis import MONTHS
from index.threads import Number, Statement

WORDS = tomllib.loads((Path(__file__).parent / "invented_words.toml").read_text("utf-8"))
SENTENCES: dict[str, list[str]] = WORDS["sentences"]
SECTIONS = (
    "Läget i stort",
    "Verksamheten",
    "Drift",
    "Insatser i urval",
    "Samordning",
    "Om rapporten",
)
ACTIONS, ABOUT = SECTIONS[3], SECTIONS[5]


@dataclass
class Matter:
    """A storyline while it lives."""

    name: str
    kind: str
    slots: dict[str, str]
    sentences: list[str]
    section: str
    order: float
    until: int = 10**6  # the number from which on it is gone
    sleeps: tuple[int, int] = (0, 0)  # numbers without it
    slip: tuple[str, str] | None = None  # (right, as printed)
    label: str = ""  # of the next version, where it is not to be derived
    origins: tuple[str, ...] = ()
    boilerplate: bool = False
    day: str = ""
    under: str = ""
    versions: list[dict[str, Any]] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    last: tuple[str, str] = ("", "")  # text, section

    @property
    def text(self) -> str:
        text = self.day + " ".join(self.sentences)
        return text.replace(*self.slip, 1) if self.slip else text


def invent(seed: int, numbers: int = 60) -> tuple[list[Number], list[dict[str, Any]]]:
    """A series of weekly numbers and its true threads."""
    world = _World(random.Random(seed))
    reports = [world.number(at) for at in range(numbers)]
    return reports, world.truth([report.date for report in reports])


class _World:
    def __init__(self, rnd: random.Random) -> None:
        self.rnd = rnd
        self.matters: list[Matter] = []
        self.alive: list[Matter] = []
        self.count = 0
        self.renamed = rnd.randint(20, 40)
        for text in (
            "Rapporten sammanställs av kommunikationsavdelningen och visar läget vid utskicket.",
            "Frågor om rapporten besvaras via brevlådan lagesrapport@region-exempel.example.",
        ):
            self._add("about", {}, [text], ABOUT, boilerplate=True)
        for _ in range(18):
            self._birth()

    def _add(
        self, kind: str, slots: dict[str, str], sentences: list[str], section: str, **more: Any
    ) -> Matter:
        self.count += 1
        matter = Matter(
            f"m{self.count}", kind, slots, sentences, section, self.rnd.random(), **more
        )
        self.matters.append(matter)
        self.alive.append(matter)
        return matter

    def _slots(self) -> dict[str, str]:
        pools = {"A": "authorities", "p": "places", "S": "systems", "C": "companies"}
        pools |= {"t": "topics", "r": "roles"}
        return {slot: self.rnd.choice(WORDS[pool]) for slot, pool in pools.items()}

    def _fill(self, template: str, slots: dict[str, str]) -> str:
        when = f"{self.rnd.randint(1, 28)} {self.rnd.choice(MONTHS)}"
        text = template.format(**slots, d=when, n=self.rnd.randint(2, 480))
        return text[0].upper() + text[1:]

    def _birth(self, sibling: Matter | None = None) -> Matter:
        rnd = self.rnd
        among = Counter(m.kind for m in self.alive)
        rare = [kind for kind in sorted(SENTENCES) if among[kind] <= 2]
        kind = sibling.kind if sibling else rnd.choice(rare or sorted(SENTENCES))
        slots = self._slots()
        templates = list(SENTENCES[kind])
        if sibling:  # the same sentences about another place, system and authority
            for key, pool in (
                ("p", WORDS["places"]),
                ("S", WORDS["systems"]),
                ("A", WORDS["authorities"]),
                ("C", WORDS["companies"]),
            ):
                slots[key] = rnd.choice([name for name in pool if name != sibling.slots[key]])
            sentences = list(sibling.sentences)
            for key in ("p", "S", "A", "C"):
                sentences = [s.replace(sibling.slots[key], slots[key]) for s in sentences]
            slots["t"] = sibling.slots["t"]
            if sentences == sibling.sentences:
                return self._birth()
        else:
            first = templates.pop(rnd.randrange(2))
            rest = rnd.sample(templates, min(len(templates), rnd.choice((0, 1, 1, 2, 2, 3, 4))))
            sentences = [self._fill(one, slots) for one in [first, *rest]]
            for _ in range(rnd.choice((0, 1, 1, 2))):
                one, other = rnd.sample(WORDS["nouns"], 2)
                detail = rnd.choice(WORDS["details"]).format(a=one, b=other)
                sentences.append(detail[0].upper() + detail[1:])
        section = sibling.section if sibling else rnd.choice(SECTIONS[:3] + SECTIONS[4:5])
        matter = self._add(kind, slots, sentences, section)
        if sibling:
            matter.order = sibling.order
        elif rnd.random() < 0.25:
            matter.slip = self._slip(" ".join(sentences), slots)
        return matter

    def _slip(self, text: str, slots: dict[str, str]) -> tuple[str, str] | None:
        names = " ".join(slots.values())
        words = [
            word
            for word in text.split()
            if len(word) > 7 and word.isalpha() and word.islower() and word not in names
            and text.count(word) == 1
        ]  # fmt: skip
        if not words:
            return None
        word = self.rnd.choice(words)
        place = self.rnd.randint(2, len(word) - 4)
        kind = self.rnd.randrange(4)
        if kind == 0:
            wrong = word[:place] + word[place + 1 :]
        elif kind == 1:
            wrong = word[:place] + word[place] + word[place:]
        elif kind == 2:
            wrong = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        else:
            wrong = word[:place] + " " + word[place:]
        return (word, wrong) if wrong != word else None

    def number(self, at: int) -> Number:
        rnd = self.rnd
        day = date(2024, 1, 4) + timedelta(weeks=at)
        if at:
            for matter in [m for m in self.alive if not m.boilerplate and m.kind != "action"]:
                if matter.sleeps[0] <= at < matter.sleeps[1]:
                    continue
                if matter.at and matter in self.alive:
                    self._edit(matter, at)
            while sum(m.until > at for m in self.alive) < 24:
                self._birth()
        for _ in range(rnd.choice((0, 1, 1, 2, 3))):
            slots = self._slots()
            when = day - timedelta(days=rnd.randint(0, 6))
            self._add(
                "action", slots, [self._fill(rnd.choice(WORDS["titles"]), slots)], ACTIONS,
                until=at + rnd.choice((1, 2, 2, 3)), day=f"{when.day}/{when.month}: ",
            )  # fmt: skip
        self.alive = [m for m in self.alive if m.until > at]
        report = f"serie/{day}"
        items: list[Statement] = []
        headings = [
            s if s != SECTIONS[2] or at < self.renamed else "IT-drift och fel" for s in SECTIONS
        ]
        for section, heading in zip(SECTIONS, headings, strict=True):
            here = [
                m for m in self.alive
                if m.section == section and not m.sleeps[0] <= at < m.sleeps[1]
            ]  # fmt: skip
            for place, matter in enumerate(sorted(here, key=lambda m: m.order), start=1):
                anchor = f"{report}#{SECTIONS.index(section) + 1}.{place}"
                items.append(Statement(anchor, heading, matter.text))
                self._note(matter, anchor, at)
        return Number(report, str(day), tuple(items))

    def _note(self, matter: Matter, anchor: str, at: int) -> None:
        text, section = matter.last
        origins = matter.origins if not matter.at else (matter.versions[-1]["anchor"],)
        if not matter.at:
            changes = [matter.label or "new"]
        else:
            changes = ["returned"] if matter.at[-1] < at - 1 else []
            changes += ["moved"] if section != matter.section else []
            changes += [matter.label or "reworded"] if text != matter.text else []
        matter.versions.append(
            {"anchor": anchor, "changes": changes or ["unchanged"], "from": list(origins)}
        )
        matter.at.append(at)
        matter.last = (matter.text, matter.section)
        matter.label = ""

    def _edit(self, matter: Matter, at: int) -> None:
        rnd = self.rnd
        roll = rnd.random()
        if roll < 0.09:
            self._end(matter, at, for_good=roll < 0.06)
        elif roll < 0.10:
            matter.section = rnd.choice(
                [s for s in (*SECTIONS[:3], SECTIONS[4]) if s != matter.section]
            )
            if rnd.random() < 0.4:
                self._reword(matter)
        elif roll < 0.115 and len(matter.sentences) >= 4 and not matter.slip:
            self._split(matter)
        elif roll < 0.13 and not matter.slip:
            self._merge(matter, at)
        elif roll < 0.18 and matter.slip:
            matter.slip, matter.label = None, "spelling"
        elif roll < 0.27:
            self._reword(matter)

    def _end(self, matter: Matter, at: int, *, for_good: bool) -> None:
        if for_good:
            matter.until = at
            if self.rnd.random() < 0.4:
                self._birth(sibling=matter)
        else:
            matter.sleeps = (at, at + self.rnd.randint(1, 8))
            if self.rnd.random() < 0.4:
                self._reword(matter)

    def _split(self, matter: Matter) -> None:
        half = len(matter.sentences) // 2
        other = self._add(matter.kind, dict(matter.slots), matter.sentences[half:], matter.section)
        other.order = matter.order + 1e-6
        other.label, other.origins = "split", (matter.versions[-1]["anchor"],)
        matter.sentences = matter.sentences[:half]

    def _merge(self, matter: Matter, at: int) -> None:
        others = [
            m for m in self.alive
            if m.kind in SENTENCES and m is not matter and m.at[-1:] == [at - 1] and m.until > at
            and not m.slip and m.section == matter.section and matter.at[-1] == at - 1
            and m.last == (m.text, m.section) and m.kind != "figures" and matter.kind != "figures"
            and not m.sleeps[0] <= at < m.sleeps[1]
            and (m.kind == matter.kind or m.slots["p"] == matter.slots["p"])
        ]  # fmt: skip
        if not others:
            return
        other = self.rnd.choice(others)
        whole = self._add(
            matter.kind, dict(matter.slots), matter.sentences + other.sentences, matter.section
        )
        whole.label, whole.order = "merged", matter.order
        whole.origins = (matter.versions[-1]["anchor"], other.versions[-1]["anchor"])
        matter.until = other.until = at

    def _reword(self, matter: Matter) -> None:
        rnd = self.rnd
        before = matter.text
        if len(matter.sentences) > 1 and rnd.random() < 0.25:  # told anew, the first words apart
            told = rnd.sample(SENTENCES[matter.kind], rnd.choice((1, 2, 2, 3)))
            matter.sentences = [matter.sentences[rnd.randrange(2)]] if rnd.random() < 0.5 else []
            matter.sentences += [self._fill(one, matter.slots) for one in told]
        for _ in range(rnd.choice((1, 1, 2))):
            place = rnd.randrange(len(matter.sentences))
            fresh = [
                one
                for one in (self._fill(t, matter.slots) for t in SENTENCES[matter.kind])
                if all(one[:12] != kept[:12] for kept in matter.sentences)
            ]
            kind = rnd.randrange(5)
            if kind == 0 and fresh and len(matter.sentences) < 5:
                matter.sentences.append(rnd.choice(fresh))
            elif kind == 1 and len(matter.sentences) > 2:
                del matter.sentences[place]
            elif kind == 2 and fresh and len(matter.sentences) > 1:
                matter.sentences[place] = rnd.choice(fresh)
            elif kind == 3 and any(old in matter.text for old, _ in WORDS["synonyms"]):
                old, new = rnd.choice(
                    [pair for pair in WORDS["synonyms"] if pair[0] in matter.text]
                )
                matter.sentences = [s.replace(old, new) for s in matter.sentences]
            else:
                matter.sentences[place] = self._refigure(matter.sentences[place])
        if matter.slip and matter.slip[0] not in " ".join(matter.sentences):
            matter.slip = None
        if matter.text != before:
            matter.label = "reworded"

    def _refigure(self, sentence: str) -> str:
        words = sentence.split(" ")
        for place, word in enumerate(words):
            if word.rstrip(".,").isdigit():
                words[place] = word.replace(word.rstrip(".,"), str(self.rnd.randint(1, 28)))
            if word.rstrip(".,") in MONTHS:
                words[place] = word.replace(word.rstrip(".,"), self.rnd.choice(MONTHS))
        return " ".join(words)

    def truth(self, dates: list[str]) -> list[dict[str, Any]]:
        heirs: dict[str, list[Matter]] = {}
        for matter in self.matters:
            if matter.at:
                for origin in matter.origins:
                    heirs.setdefault(origin, []).append(matter)
        found = []
        for matter in self.matters:
            if not matter.at:
                continue
            end = matter.at[-1] + 1
            into = [h.name for h in heirs.get(matter.versions[-1]["anchor"], ())]
            found.append(
                {
                    "id": matter.name,
                    "boilerplate": matter.boilerplate,
                    "dropped": dates[end] if end < len(dates) and not into else None,
                    "into": into,
                    "pauses": [
                        [dates[a + 1], dates[b]]
                        for a, b in zip(matter.at, matter.at[1:], strict=False)
                        if b > a + 1
                    ],
                    "versions": matter.versions,
                }
            )
        return found
