"""How a program asks for a change: what it sends with it, carried out once for each key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Request
from pydantic import BaseModel

from hub.kit.auth import Principal
from hub.kit.database import Change, Database
from hub.kit.once import Once, asked
from hub.kit.pages import Data, Now

Answer = TypeVar("Answer", bound=BaseModel)
Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=80)]


@dataclass(frozen=True)
class Asked:
    """One request that changes something, with the moment at which it came."""

    request: Request
    data: Database
    now: datetime
    key: str | None

    def once(self, who: Principal, given: BaseModel | None = None) -> Once:
        """What is remembered of it; `given` is its body."""
        return Once(who, self.key, self.now, asked(self.request, given))

    def do(
        self, who: Principal, kind: type[Answer], act: Callable[[Change], Answer],
        given: BaseModel | None = None,
    ) -> Answer:  # fmt: skip
        """Carry it out in one change of the site. Raises KeyReused, and what `act` raises."""
        once = self.once(who, given)
        with self.data.change(who.site) as change:
            return once.do(change, kind, lambda: act(change))


async def _asked(request: Request, data: Data, now: Now, key: Key = None) -> Asked:
    return Asked(request, data, now, key)


Asking = Annotated[Asked, Depends(_asked)]
