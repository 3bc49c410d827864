"""What a `Follower` must know to go on with a series, as JSON and back.

That is what was learnt of its words and headings, and the trails that a further number may change:
those of the last number, those that paused, and those that are boilerplate for now. Profiles are
made again from the texts. JSON and not a pickle: an archive may come from elsewhere, and what is
read from it must never be run.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from typing import Any

from index.headings import Headings
from index.linking import Seen
from index.similarity import Weights, profile
from index.threads import Follower, Trail

FORMAT = 2  # counts changes of this format and of how threads are followed


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
