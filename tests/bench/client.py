"""The leanest HTTP client there is, so that the server is what gets measured."""

import http.client
import json
import select
import socket
import time
from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any
from urllib.parse import urlsplit


class Lean:
    """One kept-alive connection with a signed-in session."""

    def __init__(self, url: str, login: str, password: str) -> None:
        parts = urlsplit(url)
        self._http = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        self._connect()
        self._headers = {"Content-Type": "application/json"}
        body = json.dumps({"login": login, "password": password})
        status, answer, headers = self._send("POST", "/api/v1/session", body)
        assert status == 201, answer
        self._headers["Cookie"] = (headers["set-cookie"] or "").split(";")[0]
        self._headers["X-CSRF-Token"] = json.loads(answer)["csrf"]

    def _connect(self) -> None:
        self._http.connect()
        self._http.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def post(self, path: str, **body: object) -> tuple[int, Any]:
        status, answer, _headers = self._send("POST", f"/api/v1/{path}", json.dumps(body))
        return status, json.loads(answer) if answer else {}

    def get(self, path: str) -> tuple[int, Any]:
        status, answer, _headers = self._send("GET", f"/api/v1/{path}", None)
        return status, json.loads(answer)

    def _send(self, verb: str, path: str, body: str | None) -> tuple[int, bytes, Any]:
        # Nothing is asked, so what can be read is the end: the hub hangs up on who is silent.
        if select.select([self._http.sock], [], [], 0)[0]:
            self._http.close()
            self._connect()
        self._http.request(verb, path, body, self._headers)
        answer = self._http.getresponse()
        return answer.status, answer.read(), answer.headers

    def close(self) -> None:
        self._http.close()


Work = Callable[[int], float]
"""Does one piece of work (its number is given) and returns the milliseconds that count."""


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that `work` took."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def together(workers: Sequence[Work], rounds: int) -> tuple[list[float], float]:
    """All workers at once, `rounds` each: all milliseconds, and pieces of work per second."""
    start, taken = Barrier(len(workers) + 1), [[0.0] * rounds for _ in workers]

    def run(number: int) -> None:
        start.wait()
        for turn in range(rounds):
            taken[number][turn] = workers[number](turn)

    threads = [Thread(target=run, args=(number,)) for number in range(len(workers))]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - began
    return [value for row in taken for value in row], len(workers) * rounds / passed
