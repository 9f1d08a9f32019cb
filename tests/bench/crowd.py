"""Fifty further players of one zone: real MQTT links that take and decode every board and call.

Run as ``python -m tests.bench.crowd HOST:PORT SITE ZONE PASSWORDS.json``; prints ``ready``.
"""

import json
import sys
import threading
from pathlib import Path

from wire import codec, topics
from wire.link import Hooks, Link, LinkSettings, Publication


def main() -> None:
    """Until standard input closes."""
    address, site, zone, file = sys.argv[1:]
    host, _, port = address.rpartition(":")
    ready = threading.Semaphore(0)
    passwords: dict[str, str] = json.loads(Path(file).read_text())
    paths = [topic.path(site=site, zone=zone) for topic in (topics.BOARD, topics.CALL)]
    links = []
    for name, password in passwords.items():
        hooks = Hooks(
            will=lambda name=name: Publication(  # type: ignore[misc]
                topics.DEVICE_STATE.path(site=site, dev=name), b""
            ),
            births=list,
            on_link=lambda up: ready.release() if up else None,
            on_message=_take,
            on_tick=lambda: None,
        )
        links.append(Link(LinkSettings(host, int(port), name, password), paths, hooks))
        links[-1].start()
    for _ in links:
        ready.acquire()
    print("ready", flush=True)
    sys.stdin.read()
    for link in links:
        link.stop()


def _take(path: str, payload: bytes) -> None:
    codec.decode(path, payload)


if __name__ == "__main__":
    main()
