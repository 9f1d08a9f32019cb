"""A request of a member of staff that may be repeated: it is carried out once for each key."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel

from hub.kit import inbox
from hub.kit.auth import Principal
from hub.kit.database import Change
from hub.kit.errors import HouseError

Answer = TypeVar("Answer", bound=BaseModel)


class KeyReused(HouseError):
    """The Idempotency-Key came before, with another wish."""

    key = "idempotency_key_reused"
    status = 422


class _Kept(BaseModel):
    """An answer, with what was asked for."""

    asked: str
    answer: str


@dataclass(frozen=True)
class Once:
    """A request that is carried out once for each key of a member of staff.

    The second time, the answer is the same; without a key each request is a new one.
    """

    who: Principal
    key: str | None
    now: datetime
    asked: str

    def do(self, change: Change, kind: type[Answer], act: Callable[[], Answer]) -> Answer:
        """Raises KeyReused when the key came with another wish before."""
        if not self.key:
            return act()
        whose = hashlib.sha256(f"{self.who.staff_id}:{self.key}".encode()).hexdigest()
        request_id = f"{inbox.STAFF}{whose}"
        before = inbox.answered(change.session, request_id)
        if before is not None:
            kept = _Kept.model_validate_json(before)
            if kept.asked != self.asked:
                raise KeyReused
            return kind.model_validate_json(kept.answer)
        answer = act()
        text = _Kept(asked=self.asked, answer=answer.model_dump_json()).model_dump_json()
        inbox.remember(change.session, request_id, sender="staff", at=self.now, answer=text)
        return answer


def asked(request: Request, given: BaseModel | None) -> str:
    """What a request wishes for, as a fingerprint: it may contain a short code."""
    body = given.model_dump_json() if given else ""
    wish = f"{request.method} {request.url.path} {body}"
    return hashlib.sha256(wish.encode()).hexdigest()
