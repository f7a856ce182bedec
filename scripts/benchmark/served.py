"""A built site over HTTP on loopback, compressed as a web server would, and Chromium to read it."""

from __future__ import annotations

import gzip
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".csv", ".txt")
_OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@dataclass
class Served:
    """A site that is served: its address, and the bytes of the bodies that were sent, by path."""

    address: str
    sent: list[tuple[str, int]] = field(default_factory=list)

    def taken(self) -> int:
        """Return the bytes sent since the last call."""
        several, self.sent = self.sent, []
        return sum(size for _, size in several)


class _Compressing(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, served: Served, **named: Any) -> None:
        self.served = served
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        compressed = path.suffix in _COMPRESSED
        content = _gzipped(path) if compressed else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        if "/pagefind/" in self.path:
            # As static hosts do: a browser asks for the program of the search once.
            self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)
        self.served.sent.append((self.path, len(content)))

    def log_message(self, *_: object) -> None:
        pass


@cache
def _gzipped(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Serve a built site on loopback."""
    served = Served("")
    handler = partial(_Compressing, directory=str(folder), served=served)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    served.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield served
    server.shutdown()
    server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium: `$CHROMIUM`, else that of Debian, else Playwright's own."""
    program = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program if program.exists() else None, args=list(_OPTIONS)
        )
        yield browser
        browser.close()
