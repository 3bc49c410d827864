"""The web interface on a port of this machine, for browsers and load."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from search.web.app import create_app
from search.web.settings import Settings


@contextmanager
def serving(archive: Path) -> Iterator[str]:
    """Serve an archive; the address at which it is."""
    config = uvicorn.Config(create_app(Settings(archive)), log_level="error", proxy_headers=False)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0), backlog=100) as door:
        thread = threading.Thread(target=server.run, args=[[door]])
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
