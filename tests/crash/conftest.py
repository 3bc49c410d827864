"""Makes the scenes of `scenes.py` known to the tests beside it."""

from scenes import scenes as scenes
