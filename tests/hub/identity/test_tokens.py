"""Other systems at the API: what their token permits, when it holds no more, who guesses."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from hub.identity import service as identity
from hub.identity.rules.approvals import GRANT_HOLDS
from hub.identity.rules.tokens import MOST_DAYS, PEOPLE_ONLY, SCOPES, SHOWING
from hub.kit.misses import MOST_MISSES
from hub.kit.permissions import Permission
from tests.hub.identity import elsewhere
from tests.hub.identity.dump import dump
from tests.hub.reception.test_http import Desk
from tests.pages.office import SITE, Office
from tests.people import person

ISSUING = ("floor.see", "queue.issue", "queue.call")


class System:
    """A program with a token."""

    def __init__(self, office: Office, token: str) -> None:
        self.http = TestClient(office.app, base_url="http://hub.local", follow_redirects=False)
        self.http.headers["Authorization"] = f"Bearer {token}"


def hold(office: Office, *scopes: Permission) -> System:
    """A system with what no single role can give, as one was given it before."""
    giver = replace(person("konrad", "M. Konrad", "admin", SITE), permissions=frozenset(scopes))
    _, token = identity.give_token(
        office.database, giver, name="Fachverfahren", scopes=scopes, days=30, now=office.now
    )
    return System(office, token)


def give(office: Office, *scopes: str, days: int = 30) -> tuple[str, System]:
    body = {"name": "Fachverfahren", "scopes": scopes, "days": days}
    status, given = Desk(office, "konrad").api("/tokens", body)
    assert status == 201
    return str(given["id"]), System(office, str(given["token"]))


def test_a_system_does_what_its_scopes_permit_without_a_session(office: Office) -> None:
    _, system = give(office, *ISSUING)
    issued = system.http.post("/api/v1/tickets", json={"concern": "unterlagen"})
    assert (issued.status_code, issued.json()["number"]) == (201, "W001")
    called = system.http.post("/api/v1/calls", json={"room": "S1"})
    assert called.status_code == 201
    floor = system.http.get("/api/v1/floor").json()
    assert floor["called"][0]["number"] == "W001"
    refused = system.http.get("/api/v1/papers")
    assert (refused.status_code, refused.json()["permission"]) == (403, "papers.see")
    assert system.http.get("/reception").status_code == 303, "pages are for people"


def test_a_repeated_request_of_a_system_is_carried_out_once(office: Office) -> None:
    _, system = give(office, *ISSUING)
    wish, key = {"concern": "unterlagen"}, {"Idempotency-Key": "eins"}
    numbers = [system.http.post("/api/v1/tickets", json=wish, headers=key).json() for _ in "ab"]
    assert numbers[0] == numbers[1]


def test_a_system_sees_no_names_without_the_scope_and_is_written_down_with_it(
    office: Office,
) -> None:
    office.book(10, "Weber, H.", "erstantrag", "2.14")
    _, blind = give(office, "floor.see")
    assert "Weber" not in blind.http.get("/api/v1/floor").text
    knowing = hold(office, "floor.see", "names.see")
    assert "Weber" in knowing.http.get("/api/v1/floor").text
    with office.database.engine.connect() as connection:
        logins = connection.exec_driver_sql("SELECT login FROM personal_view").scalars().all()
    assert logins == ["system:Fachverfahren"]


def test_a_token_that_is_revoked_or_over_lets_nobody_in(office: Office) -> None:
    first, revoked = give(office, "floor.see")
    _, short = give(office, "floor.see", days=1)
    admin = Desk(office, "konrad")
    assert admin.http.post(f"/systems/{first}/revoke", data={"csrf": admin.token}).is_redirect
    assert revoked.http.get("/api/v1/floor").status_code == 401
    assert short.http.get("/api/v1/floor").status_code == 200
    office.after(days=1)
    assert short.http.get("/api/v1/floor").status_code == 401


def test_a_token_is_good_at_its_own_site_only(office: Office) -> None:
    things = elsewhere.furnish(office)
    system = hold(office, *SCOPES)
    before = dump(office)
    for path in ("tickets/{ticket}/call", "alarms/{alarm}/end", "rooms/{room}/close"):
        answer = system.http.post(f"/api/v1/{path}".format(**things), json={"room": "S1"})
        assert answer.status_code == 404, path
    after = dump(office)
    assert {name for name in after if after[name] != before[name]} <= {"system_token"}


def test_guessers_are_slowed_down_and_owners_are_not(office: Office) -> None:
    _, system = give(office, "floor.see")
    guesser = System(office, "ezt_geraten")
    statuses = [guesser.http.get("/api/v1/floor").status_code for _ in range(MOST_MISSES + 3)]
    assert statuses == [401] * MOST_MISSES + [429] * 3
    assert system.http.get("/api/v1/floor").status_code == 200


def test_the_token_is_told_once_and_kept_as_a_digest(office: Office) -> None:
    admin = Desk(office, "konrad")
    form = {"csrf": admin.token, "name": "Tafel", "days": "9", "scope": "floor.see"}
    page = admin.http.post("/systems", data=form).text
    token = page[page.index("ezt_") :][:47]
    assert System(office, token).http.get("/api/v1/floor").status_code == 200
    assert token not in admin.http.get("/systems").text
    assert "zuletzt benutzt" in admin.http.get("/systems").text
    assert token not in str(dump(office))


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [({"name": ""}, "name"), ({"scopes": []}, "scopes"), ({"scopes": ["alles"]}, "scopes"),
     *(({"scopes": [one]}, "scopes") for one in sorted(PEOPLE_ONLY | SHOWING)),
     ({"days": 0}, "days"), ({"days": MOST_DAYS + 1}, "days")],
)  # fmt: skip
def test_what_no_system_may_have_is_refused(
    office: Office, changes: dict[str, object], wrong: str
) -> None:
    body = {"name": "X", "scopes": ["floor.see"], "days": 9, **changes}
    status, problem = Desk(office, "konrad").api("/tokens", body)
    assert (status, problem["wrong"]) == (422, wrong)


def test_what_shows_people_or_figures_is_offered_once_a_second_person_has_agreed(
    office: Office,
) -> None:
    admin, manager = Desk(office, "konrad"), Desk(office, "peters")
    page = admin.http.get("/systems").text
    assert 'name="scope" value="queue.issue"' in page
    assert not [one for one in SHOWING if f'name="scope" value="{one}"' in page]
    form = {"csrf": admin.token, "shown": ["figures.see", "feedback.see"],
            "why": "Das Berichtswesen der Stadt liest mit."}  # fmt: skip
    assert admin.http.post("/systems/requests", data=form).status_code == 303
    told = manager.http.get("/approvals").text
    assert "Ein anderes System darf: Rückmeldungen sehen; Kennzahlen sehen und abrufen" in told
    [asked] = manager.http.get("/api/v1/approvals").json()["approvals"]
    assert manager.api(f"/approvals/{asked['id']}/approve")[0] == 200
    assert 'name="scope" value="figures.see"' in admin.http.get("/systems").text
    body = {"name": "Berichte", "scopes": ["figures.see"], "days": 30}
    status, given = admin.api("/tokens", body)
    assert status == 201
    reports = System(office, str(given["token"]))
    assert reports.http.get("/api/v1/insights/figures").status_code == 200
    assert admin.api("/tokens", body | {"scopes": ["names.see"]})[0] == 422, "not agreed to"
    office.now += GRANT_HOLDS
    assert Desk(office, "konrad").api("/tokens", body)[0] == 422, "agreed to for a day"


def test_nobody_is_asked_about_what_shows_nothing(office: Office) -> None:
    body = {"scopes": ["queue.issue"], "why": "Das Berichtswesen der Stadt liest mit."}
    status, problem = Desk(office, "konrad").api("/tokens/requests", body)
    assert (status, problem["wrong"]) == (422, "scopes")
