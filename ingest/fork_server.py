"""What the fork server starts with; it alone imports this module (`ingest.processes`).

The readers are loaded once, here, and not in every worker. And it is off the terminal, with all
that come of it: one that is stopped in the middle of its start would leave a traceback there.
"""

import os

import ingest.parse
import ingest.pdf.read
import ingest.sandbox  # noqa: F401 — loaded for those who come of it

_silence = os.open(os.devnull, os.O_RDWR)
for _descriptor in (0, 1, 2):
    os.dup2(_silence, _descriptor)
if _silence > 2:  # else one of the three was closed, and is filled now
    os.close(_silence)
