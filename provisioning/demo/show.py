"""Serves the demo's page from a thread of its own, so that the main thread keeps the processes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from provisioning.broker import free_port
from provisioning.house import listens, wait_until


@contextmanager
def serve(app: FastAPI, port: int | None = None) -> Iterator[str]:
    """The page's address while it is served on loopback."""
    port = port or free_port()
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        log_level="critical",
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="stage", daemon=True)
    thread.start()
    wait_until(lambda: listens(port))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=5)
