"""A local server that compresses and caches as GitHub Pages does, and counts what it sends."""

import functools
import gzip
import http.server
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}  # these GitHub Pages compresses; the rest it sends as they are
UNCOMPRESSED = {".gif": "image/gif", ".ico": "image/x-icon", ".jpg": "image/jpeg", ".png": "image/png"}


@dataclass(frozen=True)
class Answer:
    """One answer that was sent; `head` and `body` are bytes, as sent."""

    address: str
    status: int
    head: int
    body: int


class Server(http.server.ThreadingHTTPServer):
    """Sends pages and folders compressed and to be cached, and keeps account of its answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self.pages: dict[str, str] = {}  # address -> text
        self.folders: dict[str, Path] = {}  # address, or with a slash at its end the beginning of one -> path
        self.answers: list[Answer] = []
        self.asked = time.monotonic()  # when the last request came
        self.lock = threading.Lock()
        self.answer = functools.cache(self._answer)  # nothing is compressed twice

    @property
    def sent(self) -> int:
        """The bytes of all answers, with their headers."""
        return sum(answer.head + answer.body for answer in self.answers)

    @property
    def refused(self) -> list[str]:
        """The addresses that were requested and not found."""
        return [a.address for a in self.answers if a.status == 404 and a.address != "/favicon.ico"]

    def find(self, address: str) -> Path | None:
        """The file at `address`, or None."""
        starts = [start for start in self.folders if address.startswith(start)]
        if not starts:
            return None
        start = max(starts, key=len)
        path = self.folders[start]
        path = path / address.removeprefix(start) if start.endswith("/") else path
        return path / "index.html" if path.is_dir() and address.endswith("/") else path

    def _answer(self, address: str) -> tuple[int, dict[str, str], bytes]:
        """(status, headers, body as sent)"""
        status, path = 200, self.find(address)
        if address in self.pages:
            body, suffix = self.pages[address].encode(), Path(address).suffix
        else:
            if path and path.is_dir():
                return 301, {"Location": f"{address}/", "Content-Length": "0"}, b""
            if not path or not path.is_file():
                status, path = 404, self.find("/404.html")
                if not path or not path.is_file():
                    return 404, {"Content-Length": "0"}, b""
            body, suffix = path.read_bytes(), path.suffix
        kind = TYPES.get(suffix) or UNCOMPRESSED.get(suffix, "application/octet-stream")
        headers = {"Content-Type": kind, "Cache-Control": "max-age=600"}
        if suffix in TYPES:
            body = gzip.compress(body, 6)
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return status, headers | {"Content-Length": str(len(body))}, body

    def wait_until_quiet(self, seconds: float = 0.5, patience: float = 30) -> None:
        """Returns when nothing was requested for `seconds`, after at most `patience` seconds."""
        deadline = time.monotonic() + patience
        while (left := self.asked + seconds - time.monotonic()) > 0 and time.monotonic() < deadline:
            time.sleep(left)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # as when a page is closed
            super().handle_error(request, client_address)


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self.server.asked = time.monotonic()
        address = self.path.partition("?")[0]
        status, headers, body = self.server.answer(address)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        lines = cast(Any, self)._headers_buffer  # the type stubs lack it
        head = sum(map(len, lines)) + 2  # and the empty line after them
        self.end_headers()
        self.wfile.write(body)
        with self.server.lock:
            self.server.answers.append(Answer(address, status, head, len(body)))

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serving() -> Iterator[Server]:
    """A server on a free port, which is closed at the end."""
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
