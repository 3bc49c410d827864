"""Following a series from where it stood: what a `Follower` must know for that, as JSON and back.

That is what was learnt of its words and headings, and the trails that a further number may change:
those of the last number, those that paused, and those that are boilerplate for now. Profiles are
made again from the texts. JSON and not a pickle: an archive may come from elsewhere, and what is
read from it must never be run.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from index.headings import Headings
from index.linking import Seen
from index.similarity import Weights, profile
from index.threads import Follower, Number, Thread, Trail

FORMAT = 3  # counts changes of this format and of how threads are followed


@dataclass(frozen=True, slots=True)
class Followed:
    """Threads as they stand, those alone that the numbers in hand may have changed.

    Each comes with how many of its versions were known before: it has the others. `state` is what
    is needed to go on.
    """

    threads: tuple[tuple[int, Thread], ...]
    state: bytes


def follow(state: bytes | None, numbers: Iterable[Number]) -> Followed:
    """Follow a series through further numbers; from its first, where there is no state."""
    follower = Follower() if state is None else resumed(state)
    for number in numbers:
        follower.take(number)
    threads = tuple((trail.kept, follower.thread(trail)) for trail in follower.trails)
    return Followed(threads, kept(follower))


def kept(follower: Follower) -> bytes:
    """The state of a follower after its last number."""
    trails = follower.open()
    places = {trail.number: place for place, trail in enumerate(trails)}
    weights = follower.weights
    state = {
        "pause": follower.pause,
        "at": follower.at,
        "begun": follower.begun,
        "headings": follower.headings.known,
        "threads": weights.threads,
        "having": weights.having,
        "names": sorted(weights.names),
        "small": sorted(weights.small),
        "trails": [_trail(trail) for trail in trails],
        "live": [places[trail.number] for trail in follower.live],
        "paused": [places[trail.number] for trail in follower.paused],
    }
    return zlib.compress(json.dumps(state, ensure_ascii=False).encode(), level=1)


def resumed(state: bytes) -> Follower:
    """A follower that goes on after the last number that one with this state took."""
    known = json.loads(zlib.decompress(state))
    follower = Follower(known["pause"])
    follower.at, follower.begun = known["at"], known["begun"]
    follower.headings = Headings(known["headings"])
    follower.weights = Weights(
        known["threads"], Counter(known["having"]), set(known["names"]), set(known["small"])
    )
    follower.trails = [_resumed(trail) for trail in known["trails"]]
    follower.live = [follower.trails[place] for place in known["live"]]
    follower.paused = [follower.trails[place] for place in known["paused"]]
    for trail in (*follower.live, *follower.paused):
        follower.sayers.add(trail.number, trail.seen.profile)
    return follower


def _trail(trail: Trail) -> dict[str, Any]:
    seen = trail.seen
    return {
        "number": trail.number,
        "id": trail.id,
        "at": trail.at,
        "kept": trail.kept + len(trail.versions),
        "wordings": trail.wordings,
        "words": sorted(trail.words),
        "dropped": trail.dropped,
        "pauses": trail.pauses,
        "into": trail.into,
        "seen": {
            "anchor": seen.anchor,
            "heading": seen.heading,
            "text": seen.text,
            "section": seen.section,
            "links": seen.links,
            "above": seen.above,
            "above_text": seen.above_text,
            "below": seen.below,
            "row": seen.row,
            "place": seen.place,
        },
    }


def _resumed(known: dict[str, Any]) -> Trail:
    seen = known["seen"]
    return Trail(
        **{
            **known,
            "wordings": Counter(known["wordings"]),
            "words": set(known["words"]),
            "pauses": [(first, last) for first, last in known["pauses"]],
            "seen": Seen(
                **{**seen, "links": tuple(seen["links"]), "profile": profile(seen["text"])}
            ),
        }
    )
