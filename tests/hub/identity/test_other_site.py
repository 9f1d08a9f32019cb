"""Nobody reaches a thing of another site: each route that names one, with one of each."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import pytest

from hub.identity import service as identity
from tests.hub.identity import elsewhere
from tests.hub.identity.asking import Answer, Asker
from tests.hub.identity.dump import dump
from tests.hub.identity.table import cells
from tests.hub.identity.test_permissions import API, Route
from tests.pages.office import PASSWORD, STAFF, Office
from tests.people import sign_in

WORDS: Final = {
    "/content/new/{kind}", "/content/files/{name}", "/office/list/{kind}", "/office/new/{kind}",
    "/api/v1/me/sessions/{mark}",
    "/me/sessions/{mark}/end", "/api/v1/me/passkeys/{mark}", "/me/passkeys/{mark}/remove",
    "/api/v1/insights/tables/{table}.csv",
}  # fmt: skip
"""Paths whose part in braces names no thing of a site: a kind; a file's hash; one's own session."""
ACTS: Final = ("start", "finish", "no-show", "leave", "cancel", "resume", "undo")
PLACE: Final = {
    "name": "Display 9", "role": "zone", "zone": "A", "node": "display-1", "facing_deg": 90,
    "reading_distance_m": 4, "panel_height_mm": 530,
}  # fmt: skip
NOTICE: Final = {
    "title_de": "Fremd", "target": "all:", "seconds": "15", "every_s": "120", "version": "1",
    "valid_from": "2026-11-23T09:00", "valid_until": "2026-11-23T18:00",
}  # fmt: skip
ITEM: Final = {"name": "Fremd", "seconds": "10", "title_de": "Fremd", "version": "1"}
SLOT: Final = {
    "playlist": "x", "target": "all:", "starts": "08:00", "ends": "18:00", "day": "1",
    "holidays": "never", "version": "1",
}  # fmt: skip
PRIVACY: Final = {"act": "privacy.erase", "why": "Antrag vom 20. November"}
BODIES: Final[Mapping[Route, object]] = {
    ("POST", "/api/v1/tickets/{ticket}/transfer"): {"room": "S1"},
    ("POST", "/api/v1/tickets/{ticket}/merge"): {"other": "nobody"},
    ("POST", "/api/v1/tickets/{ticket}/needs"): {"needs": []},
    ("POST", "/api/v1/tickets/{ticket}/notes"): {"text": "fremd"},
    ("POST", "/desk/tickets/{ticket}/transfer"): {"room": "S1"},
    ("POST", "/desk/tickets/{ticket}/notes"): {"text": "fremd"},
    ("PUT", "/api/v1/displays/{device}/place"): PLACE,
    ("POST", "/displays/{device}/place"): PLACE,
    ("POST", "/api/v1/pairing-codes/{code}/display"): PLACE | {"device": "display-9"},
    ("POST", "/api/v1/pairing-codes/{code}/replacement"): {"device": "display-1"},
    ("POST", "/api/v1/displays/{device}/orders"): {"action": "restart"},
    ("POST", "/displays/{device}/orders"): {"action": "restart"},
    ("PATCH", "/api/v1/displays/{device}"): {"layout": "whole"},
    ("POST", "/displays/{device}"): {"layout": "whole"},
    ("PUT", "/api/v1/zones/{zone}/sound"): {"volume": 20, "quiet": []},
    ("POST", "/displays/zones/{letter}/sound"): {"volume": "20"},
    ("PUT", "/api/v1/office/things/{kind}/{name}"): {"fields": {}, "version": "x"},
    ("POST", "/api/v1/office/concerns/{concern}/move"): {"by": 1},
    ("PUT", "/api/v1/presence/keepers/{device}"): {"keeps": True},
    ("POST", "/api/v1/silent-calls/{call}/end"): {"outcome": "false_alarm"},
    ("POST", "/silent/{call}/end"): {"outcome": "false_alarm"},
    ("POST", "/api/v1/privacy/people/{person}/requests"): PRIVACY,
    ("POST", "/privacy/people/{person}/requests"): PRIVACY,
    ("POST", "/api/v1/privacy/people/{person}/erase"): {"sure": True},
    ("POST", "/privacy/people/{person}/erase"): {"sure": "yes"},
    ("PATCH", "/api/v1/staff/{staff}"): {"version": 1, "name": "Fremd", "roles": {}},
    ("POST", "/staff/{staff}"): {"version": "1", "name": "Fremd"},
    ("POST", "/reception/tickets/{ticket}/transfer"): {"to": "concern:unterlagen"},
    ("POST", "/reception/tickets/{ticket}/notes"): {"text": "fremd"},
    ("POST", "/content/items/{item}"): ITEM,
    ("POST", "/content/items/{item}/remove"): {"sure": "yes"},
    ("POST", "/content/playlists/{playlist}"): {"name": "Fremd", "version": "1"},
    ("POST", "/content/playlists/{playlist}/remove"): {"sure": "yes"},
    ("POST", "/content/week/{slot}"): SLOT,
    ("POST", "/content/week/{slot}/move"): {"by": "up"},
    ("POST", "/content/notices/{notice}"): NOTICE,
}
"""What a request must bear, so that nothing but the thing itself is a reason to refuse it."""
INSIDE: Final[tuple[tuple[str, str, Mapping[str, object]], ...]] = (
    ("yilmaz", "/api/v1/session/room", {"room": "{room}"}),
    ("yilmaz", "/api/v1/calls", {"room": "{room}"}),
    ("yilmaz", "/api/v1/tickets", {"concern": "{concern}"}),
    ("yilmaz", "/api/v1/checkins", {"short_code": "{short_code}"}),
    ("yilmaz", "/api/v1/alarms", {"kind": "fire", "scope": "zone", "zones": ["{zone}"]}),
    ("lang", "/api/v1/displays/orders", {"action": "restart", "zone": "{zone}"}),
    ("yilmaz", "/reception/room", {"room": "{room}"}),
    ("yilmaz", "/reception/tickets", {"concern": "{concern}"}),
    ("yilmaz", "/reception/checkins", {"short_code": "{short_code}"}),
    ("yilmaz", "/desk/room", {"room": "{room}"}),
    ("yilmaz", "/desk/call", {"shown": "{ticket}"}),
    ("yilmaz", "/api/v1/desk/calls", {"shown": "{ticket}"}),
    ("yilmaz", "/emergency", {"kind": "fire", "where": "{zone}"}),
    ("lang", "/care", {"device": "{kiosk}"}),
    ("lang", "/displays", {"to": "zone:{zone}", "what": "restart"}),
    ("lang", "/displays/new", PLACE | {"device": "display-9", "code": "{pairing_code}"}),
    ("lang", "/displays/new/replacement", {"device": "display-1", "code": "{pairing_code}"}),
    ("vogel", "/content/week/new", SLOT | {"playlist": "{playlist}"}),
)
"""Things that a request names in its body."""


@pytest.fixture
def small(offices: Callable[[str], Office]) -> Office:
    return offices("sqlite")


def _asker(office: Office, login: str) -> Asker:
    """Somebody of the first site who sits at a desk, so that a call fails by the ticket alone."""
    admission = sign_in(office.database, login=login, password=PASSWORD, now=office.now)
    identity.choose_room(office.database, admission.token, "S1")
    return Asker(office.app, admission.token, admission.principal.csrf)


def _naming() -> Iterator[Route]:
    for (method, path), roles in cells().items():
        if roles is not None and "{" in path and path not in WORDS:
            yield method, path


def _filled(path: str, things: Mapping[str, str]) -> str:
    names = dict(things)
    names["code"] = things["pairing_code" if "pairing" in path else "paper"]
    if "/devices/" in path:
        names["device"] = things["kiosk"]
    return re.sub(r"\{(\w+)\}", lambda part: names[part[1]], path)


def _send(asker: Asker, method: str, path: str, body: object) -> Answer:
    if method == "POST" and not path.startswith(API):
        fields = body if isinstance(body, dict) else {}
        return asker.ask(method, path, form={name: str(value) for name, value in fields.items()})
    return asker.ask(method, path, body=body)


def test_what_a_path_names_is_not_found_at_another_site(small: Office) -> None:
    things = elsewhere.furnish(small)
    table, wrong = cells(), []
    askers = {role: _asker(small, login) for login, _, role in STAFF}
    before = dump(small)
    for method, path in _naming():
        roles = table[method, path]
        assert roles
        for role, act in ((role, act) for role in roles for act in ACTS if role in askers):
            address = _filled(path.replace("{act}", act), things)
            answer = _send(askers[role], method, address, BODIES.get((method, path)))
            if answer.status not in (403, 404):
                wrong.append((method, path, act, answer.status))
            if "{act}" not in path:
                break
    assert wrong == []
    assert dump(small) == before


def test_what_a_body_names_is_not_found_at_another_site(small: Office) -> None:
    things = elsewhere.furnish(small)
    for login in {login for login, _, _ in INSIDE}:
        _asker(small, login)  # who sits down leaves a trace
    wrong, before = [], dump(small)
    for login, path, body in INSIDE:
        filled = {
            name: [_filled(one, things) for one in value]
            if isinstance(value, list)
            else _filled(value, things)
            if isinstance(value, str)
            else value
            for name, value in body.items()
        }
        answer = _send(_asker(small, login), "POST", path, filled)
        if not 400 <= answer.status < 500:
            wrong.append((path, answer.status))
    assert wrong == []
    assert dump(small) == before
