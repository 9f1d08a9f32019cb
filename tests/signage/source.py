"""The hub's side of content as a real HTTP server on loopback, honest about every fault."""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

from wire.messages import MediaFile, Source

Trouble = Literal[
    "none", "404", "500", "401", "cut", "wrong", "longer", "endless", "slow", "trickle", "no_range"
]
LARGE = 10_000
TOKEN = "a-token"


class MediaSource:
    """Holds files; `trouble` says what is wrong with it from the next request on.

    "cut" breaks off after half of what was asked for; "wrong" sends other bytes; "longer" announces
    more than there is to be; "endless" announces nothing and does not end; "slow" waits in the
    middle until `trouble` changes; "trickle" sends what is large byte by byte; "no_range" always
    begins at the beginning.
    """

    def __init__(self) -> None:
        self.trouble: Trouble = "none"
        self.asked: list[tuple[str, str]] = []
        """Hash and Range of every request, in order."""
        self._files: dict[str, bytes] = {}
        self._server = ThreadingHTTPServer(
            ("127.0.0.1", 0), type("Handler", (_Handler,), {"source": self})
        )
        self._server.daemon_threads = True

    @property
    def source(self) -> Source:
        return Source(url=f"http://127.0.0.1:{self._server.server_port}/base/", token=TOKEN)

    def add(self, content: bytes, **more: object) -> MediaFile:
        """Serve these bytes; the file as a programme names it, a picture unless `more` says so."""
        digest = hashlib.sha256(content).hexdigest()
        self._files[digest] = content
        said = {"mime": "image/png", "width": 64, "height": 36, **more}
        return MediaFile.model_validate({"sha256": digest, "bytes": len(content), **said})

    def content(self, digest: str) -> bytes | None:
        return self._files.get(digest)

    @contextmanager
    def open(self) -> Iterator["MediaSource"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.trouble = "none"
            self._server.shutdown()
            self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    source: MediaSource
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tests read `asked` instead."""

    def do_GET(self) -> None:
        name = self.path.removeprefix("/base/media/")
        said = self.headers.get("Range", "")
        self.source.asked.append((name, said))
        content = self.source.content(name)
        if self.headers.get("Authorization") != f"Bearer {TOKEN}" or self.source.trouble == "401":
            self._refuse(401)
        elif self.source.trouble == "500":
            self._refuse(500)
        elif content is None or self.source.trouble == "404":
            self._refuse(404)
        else:
            self._serve(content, said)

    def _refuse(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _serve(self, content: bytes, said: str) -> None:
        ranged = re.fullmatch(r"bytes=(\d+)-", said)
        start = int(ranged[1]) if ranged and self.source.trouble != "no_range" else 0
        body = content[start:]
        if self.source.trouble == "wrong":
            body = bytes(255 - byte for byte in body)
        if self.source.trouble in ("longer", "endless"):
            body += b"x" * 100_000
        self.send_response(206 if start else 200)
        if start:
            whole = len(content)
            self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
        if self.source.trouble == "endless":
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._send(body)

    def _send(self, body: bytes) -> None:
        half = len(body) // 2
        try:
            self.wfile.write(body[:half])
            self.wfile.flush()
            if self.source.trouble == "cut":
                self.close_connection = True
                return
            while self.source.trouble == "slow":
                threading.Event().wait(0.005)
            while self.source.trouble == "trickle" and LARGE < half < len(body):
                threading.Event().wait(0.005)
                self.wfile.write(body[half : half + 1])
                half += 1
            self.wfile.write(body[half:])
        except OSError:
            self.close_connection = True
