"""A member of staff at a desk, over the same HTTP interface that the pages use."""

from typing import Any

import httpx

LINGERS_S = 2.0
"""Less than the hub keeps an idle connection (5 s): a request must not meet its end."""


class Desk:
    """Signs in once; every action answers with what the hub says. Raises httpx.HTTPStatusError."""

    def __init__(self, url: str, login: str, password: str, room: str | None = None) -> None:
        self._http = httpx.Client(
            base_url=url, timeout=10, limits=httpx.Limits(keepalive_expiry=LINGERS_S)
        )
        answer = self._http.post("/api/v1/session", json={"login": login, "password": password})
        answer.raise_for_status()
        self._http.headers["X-CSRF-Token"] = answer.json()["csrf"]
        self.room = room
        if room is not None:
            self.act("session/room", room=room)

    def close(self) -> None:
        self._http.close()

    def post(self, path: str, key: str | None = None, **body: str | None) -> httpx.Response:
        """The bare answer, also when it is a refusal; `key` makes it safe to ask again."""
        headers = {"Idempotency-Key": key} if key else {}
        return self._http.post(f"/api/v1/{path}", json=body, headers=headers)

    def act(self, path: str, **body: str | None) -> dict[str, Any]:
        answer = self.post(path, **body)
        answer.raise_for_status()
        content: dict[str, Any] = answer.json() if answer.content else {}
        return content

    def call_next(self) -> dict[str, Any]:
        return self.act("calls", room=self.room)

    def call(self, ticket_id: str) -> dict[str, Any]:
        return self.act(f"tickets/{ticket_id}/call", room=self.room)

    def move(self, ticket_id: str, action: str) -> dict[str, Any]:
        """`action` is recall, start, finish, no-show or withdraw."""
        return self.act(f"tickets/{ticket_id}/{action}")

    def floor(self) -> dict[str, Any]:
        """Everything of one moment: expected, waiting, called, serving, missed, devices."""
        answer = self._http.get("/api/v1/floor")
        answer.raise_for_status()
        floor: dict[str, Any] = answer.json()
        return floor
