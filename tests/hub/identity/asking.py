"""Asks the application for the beginning of an answer: of a stream, nothing more ever comes."""

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.types import Message, Scope

from hub.kit.auth import COOKIE


@dataclass(frozen=True)
class Answer:
    """What came back; `location` is empty where nobody is sent on, `key` but for a problem."""

    status: int
    location: str
    body: bytes

    @property
    def key(self) -> str:
        try:
            return str(json.loads(self.body).get("key", ""))
        except (ValueError, AttributeError):
            return ""


@dataclass(frozen=True)
class Asker:
    """A browser with a session, or one without: then `token` is empty."""

    app: FastAPI
    token: str = ""
    csrf: str = ""

    def ask(
        self, method: str, path: str, *, form: Mapping[str, str] | None = None, body: object = None
    ) -> Answer:
        path, _, query = path.partition("?")
        content, kind = b"", "application/json"
        if form is not None:
            content, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
        elif body is not None:
            content = json.dumps(body).encode()
        headers = [("host", "hub.local"), ("content-type", kind), ("x-csrf-token", self.csrf)]
        if self.token:
            headers.append(("cookie", f"{COOKIE}={self.token}"))
        scope: Scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "path": path, "raw_path": path.encode(), "query_string": query.encode(),
            "root_path": "", "scheme": "http", "server": ("hub.local", 80),
            "client": ("10.0.0.7", 50000),
            "headers": [(name.encode(), value.encode()) for name, value in headers],
        }  # fmt: skip
        # In a thread of its own: a browser of other tests may have its loop in this one.
        with ThreadPoolExecutor(1) as alone:
            return alone.submit(asyncio.run, _first(self.app, scope, content)).result()


async def _first(app: FastAPI, scope: Scope, content: bytes) -> Answer:
    """The whole answer, of a stream its head."""
    status, headers, parts = 0, dict[bytes, bytes](), list[bytes]()
    begun = asyncio.Event()
    sent = [{"type": "http.request", "body": content, "more_body": False}]

    async def receive() -> Message:
        if not sent:
            await asyncio.Event().wait()
        return sent.pop()

    async def send(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status, headers = message["status"], dict(message["headers"])
            if headers.get(b"content-type", b"").startswith(b"text/event-stream"):
                begun.set()
        else:
            parts.append(message.get("body", b""))

    asked = asyncio.ensure_future(app(scope, receive, send))
    head = asyncio.ensure_future(begun.wait())
    await asyncio.wait({asked, head}, return_when=asyncio.FIRST_COMPLETED)
    for task in (head, asked):
        if not task.done():
            task.cancel()
    (_, ended) = await asyncio.gather(head, asked, return_exceptions=True)
    if isinstance(ended, Exception):
        raise ended
    return Answer(status, headers.get(b"location", b"").decode(), b"".join(parts))
