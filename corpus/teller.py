"""Storylines told week by week: a Story collects wordings, a Teller knows the days and the dice.

Days are given as the number of a report (0 is the first). What would happen after the last report
has not happened: `say` and `drop` ignore it, and a promise whose outcome lies there stays open or
becomes overdue. Dates carry the markup of `corpus/markup.py`; a date further than four months from
the report that first states it brings its year, as a careful writer would do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from corpus.chronicle import At, Deadline, Storyline, Topic
from corpus.lexis import MONTHS
from corpus.markup import parse
from ingest.report import DateRole, ItemKind

T = TypeVar("T")
_FAR = timedelta(days=120)
_WORD = re.compile(r"(?:^[A-ZÅÄÖ]|(?<![\w|/.-]))[a-zåäö]{8,}(?![\w|/.-])")
_ROOT = 6  # letters: a word that begins like one of a query shall not be misspelt


@dataclass
class Story:
    """A storyline in the making; `grades` says which versions answer which queries."""

    id: str
    section: str
    order: int
    days: Sequence[date]
    kind: ItemKind = "bullet"
    under: str | None = None
    boilerplate: bool = False
    split_from: str | None = None
    merged_from: tuple[str, ...] = ()
    at: list[At] = field(default_factory=list)
    grades: dict[str, dict[str, int]] = field(default_factory=dict)  # query -> version -> grade
    texts: list[str] = field(default_factory=list)  # as marked up, one for each `at`

    def say(
        self,
        number: int,
        text: str,
        *,
        about: Sequence[str] = (),
        mentions: Sequence[str] = (),
        spelling: bool = False,
    ) -> bool:
        """From that report on it reads so. False, and nothing done, if there is no such report."""
        if number >= len(self.days):
            return False
        since = self.days[number]
        self.texts.append(text)
        self.at.append(At(since, parse(text), self.section, self.order, spelling))
        for grade, queries in ((2, about), (1, mentions)):
            for query in queries:
                self.grades.setdefault(query, {})[f"{self.id}@{since}"] = grade
        return True

    def drop(self, number: int) -> None:
        """That report is the first without it."""
        if number < len(self.days):
            self.texts.append("")
            self.at.append(At(self.days[number], None, self.section, self.order))

    def misspell(self, slipped: str) -> bool:
        """The first version gets this text, the next report the right one; False if it is brief."""
        first = self.at[0]
        start = self.days.index(first.since) if first.since in self.days else len(self.days)
        if start + 2 >= len(self.days) or (self.at[1:] and self.at[1].since < self.days[start + 2]):
            return False
        mended = replace(first, since=self.days[start + 1], spelling=True)
        self.at[0] = replace(first, text=parse(slipped))
        self.at.insert(1, mended)
        self.texts.insert(0, slipped)
        for versions in self.grades.values():
            if grade := versions.get(f"{self.id}@{first.since}"):
                versions[f"{self.id}@{mended.since}"] = grade
        return True

    @property
    def parents(self) -> tuple[str, ...]:
        """The stories that it came from."""
        return self.merged_from or ((self.split_from,) if self.split_from else ())

    def done(self) -> Storyline:
        """The storyline."""
        return Storyline(
            id=self.id,
            kind=self.kind,
            at=tuple(self.at),
            under=self.under,
            boilerplate=self.boilerplate,
            split_from=self.split_from,
            merged_from=self.merged_from,
        )


@dataclass
class Promise:
    """A deadline, and what is known of it so far."""

    story: str
    date: date
    who: str
    what: str
    to: str
    outcome: str = "open"
    word: str | None = None


class Teller:
    """One series: its days, its dice, its stories and what they promise."""

    def __init__(self, prefix: str, days: Sequence[date], dice: Random) -> None:
        self.prefix = prefix
        self.days = days
        self.dice = dice
        self.stories: list[Story] = []
        self.promises: list[Promise] = []

    # ------------------------------------------------------------------ stories

    def story(self, name: str, section: str, *, under: str | None = None, **more: object) -> Story:
        """A new story; orders follow the order of the calls."""
        number = len(self.stories) + 1
        made = Story(
            f"{self.prefix}-{number:02d}-{name}", section, 10 * number, self.days, under=under
        )
        for key, value in more.items():
            setattr(made, key, value)
        self.stories.append(made)
        return made

    def start(self, latest: float = 0.85) -> int:
        """The report in which a story begins: the first, or one in that part of the series."""
        later = self.dice.randrange(1, int(len(self.days) * latest))
        return self.dice.choice((0, later, later))

    def after(self, number: int, least: int = 2, most: int = 6) -> int:
        """A later report."""
        return number + self.dice.randint(least, most)

    def pick(self, *choices: T) -> T:
        """One of several."""
        return self.dice.choice(choices)

    # ------------------------------------------------------------------ days

    def report(self, number: int) -> date:
        """The day of a report; beyond the last one, a week for each."""
        last = len(self.days) - 1
        return self.days[min(number, last)] + timedelta(weeks=max(0, number - last))

    def following(self, number: int, day: date) -> int:
        """The first report after that number, and not before that day."""
        later = range(number + 1, len(self.days))
        return next((n for n in later if self.days[n] >= day), len(self.days))

    def workday(self, number: int, least: int, most: int) -> date:
        """A workday so many days from a report (negative: before it)."""
        day = self.report(number) + timedelta(days=self.dice.randint(least, most))
        while day.weekday() >= 5:
            day -= timedelta(days=1)
        return day

    def day(self, number: int, day: date, role: DateRole = "event", before: str = "den ") -> str:
        """`den 4 mars`, as the report of that number writes it."""
        year = f" {day.year}" if abs(day - self.report(number)) > _FAR else ""
        return f"{{{before}{day.day} {MONTHS[day.month - 1]}{year}|{day}|{role}}}"

    def week(self, day: date) -> str:
        """`vecka 14`."""
        monday = day - timedelta(days=day.weekday())
        sunday = monday + timedelta(days=6)
        return f"{{vecka {day.isocalendar().week}|{monday}/{sunday}|period}}"

    def month(self, day: date) -> str:
        """`mars`."""
        return f"{{{MONTHS[day.month - 1]}|{day:%Y-%m}|mention}}"

    def month_before(self, number: int) -> str:
        """The month before a report."""
        return self.month(self.report(number).replace(day=1) - timedelta(days=1))

    def promise(
        self, story: Story, number: int, day: date, who: str, what: str, to: str = ""
    ) -> str:
        """`senast den 4 mars`, remembered as a deadline of that story."""
        overdue = day < self.days[-1]
        self.promises.append(
            Promise(story.id, day, who, what, to, "overdue" if overdue else "open")
        )
        return self.day(
            number, day, "deadline", self.pick("senast den ", "senast den ", "före den ")
        )

    def settle(self, story: Story, number: int, outcome: str) -> None:
        """The story's last promise: what the version of that report says of it."""
        for promise in reversed(self.promises):
            if promise.story == story.id and promise.word is None:
                promise.outcome = outcome
                promise.word = f"{story.id}@{self.days[number]}"
                return

    # ------------------------------------------------------------------ slips

    def slip(self, text: str, spare: Sequence[str] = ()) -> str:
        """The text with one slip of the pen, in a word that does not begin like those to spare.

        Links and dates are left alone; the text itself comes back where no word is long enough.
        """
        bare = re.sub(r"\{[^}]*\}|\[[^]]*\]\([^)]*\)", lambda found: "|" * len(found[0]), text)
        roots = tuple(word[:_ROOT].lower() for word in spare)
        words = [word for word in _WORD.finditer(bare) if not word[0].lower().startswith(roots)]
        if not words:
            return text
        word = self.dice.choice(words)
        place = self.dice.randrange(word.start() + 3, word.end() - 3)
        if text[place] == text[place + 1]:
            return text[:place] + text[place + 1 :]
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]

    def misspell(self, count: int) -> None:
        """So many stories begin with a slip of the pen, mended in the next report."""
        for story in self.dice.sample(self.stories, len(self.stories)):
            if not count:
                return
            if story.kind != "bullet" or story.parents or not story.at:
                continue
            queries = " ".join(story.grades).split()
            slipped = self.slip(story.texts[0], queries)
            if slipped != story.texts[0] and story.misspell(slipped):
                count -= 1

    # ------------------------------------------------------------------ what came of it

    def storylines(self) -> tuple[Storyline, ...]:
        """All of them."""
        return tuple(story.done() for story in self.stories if story.at)

    def deadlines(self) -> tuple[Deadline, ...]:
        """All promises; one without a last word has that of its own story's last version."""
        return tuple(
            Deadline(
                promise.story,
                promise.date,
                promise.who,
                promise.what,
                promise.to,
                promise.outcome,
                promise.word or self._last(promise.story),
            )
            for promise in self.promises
        )

    def _last(self, name: str) -> str:
        at = next(story.at for story in self.stories if story.id == name)
        return f"{name}@{[one.since for one in at if one.text][-1]}"


def topics(tellers: Sequence[Teller]) -> tuple[Topic, ...]:
    """The queries that stories said they answer, over all series."""
    graded: dict[str, dict[str, int]] = {}
    for teller in tellers:
        for story in teller.stories:
            for query, versions in story.grades.items():
                graded.setdefault(query, {}).update(versions)
    return tuple(
        Topic(
            query,
            tuple(version for version, grade in versions.items() if grade == 2),
            tuple(version for version, grade in versions.items() if grade == 1),
        )
        for query, versions in graded.items()
        if 2 in versions.values()
    )
