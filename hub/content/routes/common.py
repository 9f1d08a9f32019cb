"""What all pages of the content need: the works behind them."""

from typing import Annotated, Final

from fastapi import Depends, Request

from hub.content.rules import UnknownContent
from hub.content.service import Works

HOME: Final = "/content"


async def _works(request: Request) -> Works:
    works: Works | None = request.app.state.works
    if works is None:
        raise UnknownContent
    return works


Working = Annotated[Works, Depends(_works)]
"""The store and its workers. Raises UnknownContent where the hub has none."""
