"""A live page as a browser hears it, without a server: its events, one after the other."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.types import Message

from tests.hub.reception.test_http import Desk
from tests.patience import PATIENCE_S

Hear = Callable[[], Awaitable[str]]


@asynccontextmanager
async def opened(desk: Desk, path: str) -> AsyncIterator[Hear]:
    """What waits for the next event of this page; raises TimeoutError when none comes."""
    chunks: asyncio.Queue[bytes] = asyncio.Queue()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            await chunks.put(message["body"])

    async def hear() -> str:
        while True:
            chunk = (await asyncio.wait_for(chunks.get(), PATIENCE_S)).decode()
            if not chunk.startswith((":", "event: still")):
                return chunk

    page = asyncio.ensure_future(desk.http.app(_scope(desk, path), receive, send))
    try:
        yield hear
    finally:
        page.cancel()
        await asyncio.gather(page, return_exceptions=True)


def _scope(desk: Desk, path: str) -> dict[str, object]:
    cookies = "; ".join(f"{name}={value}" for name, value in desk.http.cookies.items())
    return {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1",
        "method": "GET", "scheme": "http", "path": path, "raw_path": path.encode(),
        "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1),
        "server": ("hub.local", 80),
        "headers": [(b"host", b"hub.local"), (b"cookie", cookies.encode())],
    }  # fmt: skip
