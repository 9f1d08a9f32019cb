"""No page leads somewhere that its reader may not go, or where there is nothing."""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

import pytest

from hub.identity.rules import ROLES
from tests.hub.reception.test_http import Desk
from tests.pages.office import STAFF, Office, fill

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
OF_A_SHAPE = 4
"""So many pages that differ in what they are about only are opened."""


def shape(link: str) -> tuple[str, ...]:
    """What a page is, whatever it is about."""
    path, _, query = link.partition("?")
    steps = path.split("/")
    return (*steps[:3], *("*" for _ in steps[3:]), *re.findall(r"(\w+)=", query))


def dead_links(desk: Desk, start: str) -> tuple[set[tuple[str, str, int]], int]:
    """From a page on: which page leads to nothing, where it would go, and the answer."""
    seen: Counter[tuple[str, ...]] = Counter()
    known, ways = {start}, [("", start)]
    dead: set[tuple[str, str, int]] = set()
    for origin, link in ways:
        seen[shape(link)] += 1
        if seen[shape(link)] > OF_A_SHAPE:
            continue
        answer = desk.http.get(link)
        if answer.status_code >= 400:
            dead.add((origin, link, answer.status_code))
        if "text/html" in answer.headers.get("content-type", ""):
            new = {unescape(one) for one in LINK.findall(answer.text)} - known
            known |= new
            ways += [(link, one) for one in sorted(new)]
    return dead, sum(seen.values())


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_where_its_reader_may_go(
    offices: Callable[[str], Office], role: str
) -> None:
    office = offices("sqlite")
    fill(office)
    login = next(login for login, _, is_a in STAFF if is_a == role)
    dead, looked_at = dead_links(Desk(office, login), "/reception")
    assert dead == set()
    assert looked_at > 10
