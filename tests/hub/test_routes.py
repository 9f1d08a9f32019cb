"""Each address is answered by the route that was written for it."""

import re

from starlette.routing import Route

from hub.app import ROOMS

ROUTES = [one for room in ROOMS for one in room.router.routes if isinstance(one, Route)]


def test_no_route_stands_before_another_ones_address() -> None:
    """They are asked one after the other, and the order of the rooms is for speed."""
    hidden = []
    for mine in ROUTES:
        path = re.sub(r"\{[^}]+\}", "x", mine.path)
        for method in mine.methods or ():
            first = next(
                one
                for one in ROUTES
                if method in (one.methods or ()) and one.path_regex.match(path)
            )
            if first is not mine:
                hidden.append(f"{method} {mine.path} is answered by {first.path}")
    assert hidden == []
