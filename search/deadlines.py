"""What was promised for when, and the last word on it.

A promise is a date with the role deadline (`ingest.dates`) in a thread; it stands as long as
versions of the thread repeat it. The last word is looked for, in this order, in

- later versions of the thread, and of threads that it was split or merged into: in the sentences
  that were not there before;
- what other threads of the series say for the first time while the promise stands and soon after,
  about the same matter: sentence and item share enough rare words and names with the promise's.

What somebody else did, or of another paper, is no word on it: a promise that is falsely called kept
is worse than one that is still called open. So other series, which tell of like matters in other
words, are not asked, either.

A promise of which nothing later is said is open until its day, and overdue after it, as of the last
report of its series: the archive knows nothing newer. A moved deadline is mostly a new promise.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from index.catalogue import Catalogue
from index.history import threads_of
from index.rows import EVERYTHING, ItemRow, Scope
from index.similarity import Profile, Weights, agreement, likeness, profile
from index.threads import Thread
from search.duties import duty, sentence_of, sentences
from search.last_words import another, last_word

Outcome = Literal["done", "moved", "open", "overdue"]

ALIKE = 0.18  # least likeness of promise and word, sentence and item together
NEAR = 0.14  # the same in the promise's own thread; less, and it has gone over to something else
PATIENCE = 8  # reports after the promise in which another item may speak of it
_FURTHER = re.compile(
    r"(?:En |Ett )?(?:andra|tredje|ytterligare|kompletterande|ännu ett?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A promise. `date` is a day, a month or a period, as the text has it; `due` its last day.

    `anchor` is the last item that makes it and `first` the first; `who`, `what` and `to` are empty
    where `sentence` does not say. `word` is the anchor of the last word on it, None without one,
    `word_text` that item and `said` what of it was new. `before` is the sentence before the
    promise's, where that does not say who.
    """

    date: str
    due: str
    who: str
    what: str
    to: str
    outcome: Outcome
    series: str
    thread: str
    first: str
    anchor: str
    sentence: str
    word: str | None
    word_text: str
    said: str = ""
    before: str = ""


def promised(
    catalogue: Catalogue, scope: Scope = EVERYTHING, anchors: Collection[str] | None = None
) -> tuple[Deadline, ...]:
    """The deadlines in scope, by due day; those alone that an item with one of `anchors` makes."""
    series = {row.series for row in catalogue.all_items(scope)}
    items = {row.anchor: row for row in catalogue.all_items(Scope(series=tuple(series), since="0"))}
    threads = threads_of(catalogue.db, items)
    asked = {row.anchor for row in catalogue.all_items(scope)}
    asked &= set(anchors) if anchors is not None else asked
    return deadlines(threads, items, asked)


def deadlines(
    threads: Sequence[tuple[str, Thread]], items: Mapping[str, ItemRow], asked: Collection[str]
) -> tuple[Deadline, ...]:
    """Every deadline that an item among `asked` makes, by due day. `items` hold all of each series.

    Threads come with their series.
    """
    found: list[Deadline] = []
    by_series: dict[str, list[Thread]] = defaultdict(list)
    for series, thread in threads:
        by_series[series].append(thread)
    for series, own in by_series.items():
        matters = _Matters(own, items)
        found += [
            one
            for thread in own
            for one in _of(series, thread, matters)
            if not {one.first, one.anchor}.isdisjoint(asked)
        ]
    return tuple(sorted(found, key=lambda one: (one.due, one.series, one.anchor)))


def last_day(date: str) -> str:
    """The last day of a day, month, year or period in ISO form."""
    end = date.rpartition("/")[2]
    if len(end) == 4:
        return f"{end}-12-31"
    if len(end) == 7:
        year, month = (int(part) for part in end.split("-"))
        return f"{end}-{calendar.monthrange(year, month)[1]:02}"
    return end


class _Matters:
    """The threads of a series, and which sentences are about the same matter."""

    def __init__(self, threads: Iterable[Thread], items: Mapping[str, ItemRow]) -> None:
        self.items = items
        self.threads = {thread.id: thread for thread in threads}
        own = [items[v.anchor] for thread in self.threads.values() for v in thread.versions]
        self.dates = sorted({item.date or "" for item in own})
        self._profiles: dict[str, Profile] = {}
        self._weights = Weights()
        for thread in self.threads.values():
            words: set[str] = set()
            for text in dict.fromkeys(items[v.anchor].text for v in thread.versions):
                self._weights.learn(self.profile(text), words)
        self._told: dict[str, list[tuple[str, ItemRow, list[str]]]] = defaultdict(list)
        for thread in self.threads.values():
            for item, fresh in _fresh(thread, items):
                self._told[item.date or ""].append((thread.id, item, fresh))

    def profile(self, text: str) -> Profile:
        """The one profile of a text."""
        if text not in self._profiles:
            self._profiles[text] = profile(text)
        return self._profiles[text]

    def alike(self, one: str, other: str) -> float:
        """How much two sentences are about one matter."""
        old, new = self.profile(one), self.profile(other)
        return likeness(old, new, self._weights) * agreement(old, new, self._weights)

    def after(self, thread: Thread, made: ItemRow) -> Iterator[tuple[ItemRow, list[str]]]:
        """What a thread, and those that it ended in, say for the first time after an item."""
        seen, todo = {thread.id}, [thread]
        for one in todo:
            heirs = [heir for heir in one.into if heir in self.threads and heir not in seen]
            seen.update(heirs)
            todo += [self.threads[heir] for heir in heirs]
        told = [(item, fresh) for one in todo for item, fresh in _fresh(one, self.items)]
        yield from (one for one in sorted(told, key=_day) if _day(one) > (made.date or ""))

    def told(self, start: str, reports: int, but: str) -> Iterator[tuple[ItemRow, list[str]]]:
        """What other threads say for the first time: items, with the sentences that are new.

        From the day `start` on, in as many days with reports.
        """
        first = self.dates.index(start)
        for day in self.dates[first : first + reports]:
            for thread, item, fresh in self._told[day]:
                if thread != but:
                    yield item, fresh


def _of(series: str, thread: Thread, matters: _Matters) -> Iterator[Deadline]:
    """The deadlines of one thread."""
    versions = [matters.items[version.anchor] for version in thread.versions]
    promises: dict[str, list[ItemRow]] = defaultdict(list)
    for item in versions:
        for mention in item.dates:
            if mention.role == "deadline" and item not in promises[mention.date]:
                promises[mention.date].append(item)
    for date, made in promises.items():
        last = made[-1]
        written = next(m.text for m in last.dates if m.date == date and m.role == "deadline")
        sentence = sentence_of(last.text, written)
        said = sentences(last.text)
        before = said[: said.index(sentence)] if sentence in said else ()
        owed = duty(sentence, written, before)
        due = last_day(date)
        promise = _Promise(thread, made, sentence, due, owed.who)
        word, said_last, outcome = _word(promise, matters)
        yield Deadline(
            date=date,
            due=due,
            who=owed.who,
            what=owed.what,
            to=owed.to,
            outcome=outcome,
            series=series,
            thread=thread.id,
            first=made[0].anchor,
            anchor=last.anchor,
            sentence=sentence,
            word=word.anchor if word else None,
            word_text=word.text if word else "",
            said=" ".join(said_last),
            before="".join(before[-1:]) if not owed.who else "",
        )


@dataclass(frozen=True, slots=True)
class _Promise:
    """What a thread promises in the items `made`, the last time in `sentence`, and by whom."""

    thread: Thread
    made: Sequence[ItemRow]
    sentence: str
    due: str
    who: str


def _word(promise: _Promise, matters: _Matters) -> tuple[ItemRow | None, Sequence[str], Outcome]:
    """The last word on a promise: its item, the sentences that were new, and what they say."""
    last: tuple[ItemRow | None, Sequence[str]] = (None, ())
    nearest = 0.0  # of what says that it is open still: the likest, else whatever came last
    for item, fresh in matters.after(promise.thread, promise.made[0]):
        made = item in promise.made
        alike = 0.0 if made else max(map(partial(_open, promise, matters), fresh))
        if alike >= max(nearest, ALIKE) or not nearest:
            last = (item, fresh)
            nearest = alike if alike >= ALIKE else 0.0
        if made:
            continue
        word = last_word(fresh, promise.sentence, promise.who)
        if word == "moved" or (word == "done" and _near(promise, item, fresh, matters) >= NEAR):
            return item, fresh, word
        if any(_later(promise, item, one, matters) for one in fresh):
            return item, fresh, "moved"
    if elsewhere := _elsewhere(promise, matters):
        return elsewhere
    return *last, "overdue" if promise.due < matters.dates[-1] else "open"


def _open(promise: _Promise, matters: _Matters, one: str) -> float:
    """How much a sentence which says that it is still open is like the promise; 0 for others."""
    still = last_word([one], promise.sentence, promise.who) == "open"
    return matters.alike(promise.sentence, one) if still else 0.0


def _near(promise: _Promise, item: ItemRow, said: Sequence[str], matters: _Matters) -> float:
    """How much what is said is about what was promised: the sentences, and the items around."""
    sentence = max(matters.alike(promise.sentence, one) for one in said)
    return (sentence + matters.alike(promise.made[-1].text, item.text)) / 2


def _later(promise: _Promise, item: ItemRow, one: str, matters: _Matters) -> bool:
    """Whether a sentence promises the same for a later day."""
    return (
        any(
            mention.role == "deadline"
            and last_day(mention.date) > promise.due
            and mention.text in one
            for mention in item.dates
        )
        and not _FURTHER.match(one)
        and not another(one, promise.sentence, promise.who)
        and matters.alike(promise.sentence, one) >= ALIKE
    )


def _elsewhere(
    promise: _Promise, matters: _Matters
) -> tuple[ItemRow, Sequence[str], Outcome] | None:
    """What the most similar sentence in other threads says, if it is similar enough."""
    first, last = promise.made[0].date or "", promise.made[-1].date or ""
    reports = matters.dates.index(last) - matters.dates.index(first) + PATIENCE + 1
    best: tuple[float, ItemRow, Sequence[str], Outcome] | None = None
    for item, fresh in matters.told(first, reports, promise.thread.id):
        for one in fresh:
            said = last_word([one], promise.sentence, promise.who)
            if said == "done" or said == "moved":
                alike = _near(promise, item, [one], matters)
                if alike >= ALIKE and (best is None or alike > best[0]):
                    best = (alike, item, [one], said)
    return best[1:] if best else None


def _day(told: tuple[ItemRow, list[str]]) -> str:
    return told[0].date or ""


def _fresh(thread: Thread, items: Mapping[str, ItemRow]) -> Iterator[tuple[ItemRow, list[str]]]:
    """Each version that says something new, with the sentences that were not in the one before."""
    before: set[str] = set()
    for version in thread.versions:
        item = items[version.anchor]
        now = sentences(item.text)
        fresh = [one for one in now if one not in before]
        if fresh:
            yield item, fresh
        before = set(now)
