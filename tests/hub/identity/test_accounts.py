"""Accounts over HTTP: one's own, those of others, one-time links, locks that grow."""

import re

import pytest
from starlette.testclient import TestClient

from hub.identity import service as identity
from hub.identity.repository import accounts
from hub.identity.rules import LOCKS, WRONG_TRIES
from hub.identity.rules.staff import LINK_HOLDS
from hub.kit.pages import render
from tests.hub.identity import elsewhere
from tests.hub.identity.elsewhere import ELSEWHERE
from tests.hub.reception.test_http import Desk
from tests.pages.office import PASSWORD, SITE, Office

NEW = "ein anderes Passwort"


def staff_id(office: Office, login: str) -> str:
    found = Desk(office, "konrad").http.get("/api/v1/staff").json()["staff"]
    return str(next(one["id"] for one in found if one["login"] == login))


def tries(office: Office, login: str, password: str) -> int:
    client = TestClient(office.app, base_url="http://hub.local")
    given = {"login": login, "password": password}
    return client.post("/api/v1/session", json=given).status_code


def is_in(desk: Desk) -> bool:
    return desk.http.get("/api/v1/me").status_code == 200


def link_of(answer_text: str) -> str:
    found = re.search(r"/welcome/[A-Za-z0-9_-]+", answer_text)
    assert found
    return found[0]


def test_locks_grow_with_each_repeat_and_admins_read_of_them(office: Office) -> None:
    for number, span in enumerate((*LOCKS, LOCKS[-1]), 1):
        for _ in range(WRONG_TRIES):
            assert tries(office, "brandt", "falsch") == 401
        office.now += span * 0.99
        assert tries(office, "brandt", PASSWORD) == 401, f"lock {number} ended early"
        page = Desk(office, "konrad").http.get("/staff").text
        assert "1 nach falschen Passwörtern gesperrt" in page
        assert number == 1 or f"zum {number}. Mal" in page
        office.now += span * 0.02
    assert tries(office, "brandt", PASSWORD) == 201
    for _ in range(WRONG_TRIES):
        tries(office, "brandt", "falsch")
    office.now += LOCKS[0]
    assert tries(office, "brandt", PASSWORD) == 201, "a right password begins the count anew"


def test_people_see_where_they_are_signed_in_and_sign_out_there(office: Office) -> None:
    here, there, third, other = Desk(office), Desk(office), Desk(office), Desk(office, "brandt")
    found = here.http.get("/api/v1/me/sessions").json()["sessions"]
    assert [one["this"] for one in found].count(True) == 1
    assert len(found) == 3
    mark = next(
        one["mark"] for one in there.http.get("/api/v1/me/sessions").json()["sessions"]
        if one["this"]
    )  # fmt: skip
    foreign = other.http.delete(f"/api/v1/me/sessions/{mark}", headers=other.headers)
    assert (foreign.status_code, is_in(there)) == (404, True)
    ended = here.http.delete(f"/api/v1/me/sessions/{mark}", headers=here.headers)
    assert (ended.status_code, is_in(there), is_in(third)) == (204, False, True)
    page = here.http.post("/me/sessions/end", data={"csrf": here.token})
    assert page.headers["location"] == "/me?done=others"
    assert (is_in(here), is_in(third), is_in(other)) == (True, False, True)


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(office: Office) -> None:
    here, there = Desk(office), Desk(office)

    def change(**fields: str) -> str:
        given = {"old": PASSWORD, "new": NEW, "again": NEW, "csrf": here.token} | fields
        answer = here.http.post("/me/password", data=given)
        return answer.headers.get("location", "") or answer.text

    assert "stimmt nicht" in change(old="falsch")
    assert "zweimal verschieden" in change(again="etwas ganz anderes")
    assert "mindestens 12 Zeichen" in change(new="kurz", again="kurz")
    assert is_in(there)
    assert change() == "/me?done=password"
    assert (is_in(here), is_in(there)) == (True, False)
    assert (tries(office, "yilmaz", PASSWORD), tries(office, "yilmaz", NEW)) == (401, 201)


def test_whoever_guesses_the_old_password_on_the_page_is_locked_out(office: Office) -> None:
    desk = Desk(office)
    for _ in range(WRONG_TRIES):
        status = desk.api("/me/password", {"old": "geraten", "new": NEW})[0]
        assert status == 403
    assert desk.api("/me/password", {"old": PASSWORD, "new": NEW})[0] == 403
    assert tries(office, "yilmaz", PASSWORD) == 401


def test_an_admin_opens_an_account_and_its_owner_sets_the_password_once(office: Office) -> None:
    admin = Desk(office, "konrad")
    fields = {"login": "neu.person", "name": "N. Neu", "role_musterstadt": "adviser"}
    page = admin.http.post("/staff/new", data=fields | {"csrf": admin.token})
    link = link_of(page.text)
    assert tries(office, "neu.person", "") == 401, "no password lets nobody in"
    stranger = TestClient(office.app, base_url="http://hub.local", follow_redirects=False)
    shown = stranger.get(link)
    assert "N. Neu" in shown.text
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert stranger.post(link, data={"new": NEW, "again": "anders"}).status_code == 422
    assert stranger.post(link, data={"new": "kurz", "again": "kurz"}).status_code == 422
    done = stranger.post(link, data={"new": NEW, "again": NEW})
    assert (done.status_code, done.headers["location"]) == (303, "/login?new=1")
    assert tries(office, "neu.person", NEW) == 201
    again = stranger.post(link, data={"new": PASSWORD, "again": PASSWORD})
    assert (again.status_code, tries(office, "neu.person", PASSWORD)) == (404, 401)
    assert "gilt nicht mehr" in stranger.get("/welcome/erfunden").text


def test_a_link_runs_out_and_a_newer_one_voids_it(office: Office) -> None:
    person, client = staff_id(office, "brandt"), TestClient(office.app)
    first = str(Desk(office, "konrad").api(f"/staff/{person}/link")[1]["path"])
    second = str(Desk(office, "konrad").api(f"/staff/{person}/link")[1]["path"])
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert tries(office, "brandt", PASSWORD) == 201, "the old password holds until it is used"
    office.now += LINK_HOLDS
    assert client.get(second).status_code == 404


def test_a_disabled_account_is_out_at_once(office: Office) -> None:
    desk, admin, person = Desk(office, "brandt"), Desk(office, "konrad"), staff_id(office, "brandt")
    link = str(admin.api(f"/staff/{person}/link")[1]["path"])
    page = admin.http.post(f"/staff/{person}/disable", data={"csrf": admin.token})
    assert page.status_code == 303
    assert (is_in(desk), tries(office, "brandt", PASSWORD)) == (False, 401)
    assert TestClient(office.app).get(link).status_code == 404
    admin.http.post(f"/staff/{person}/enable", data={"csrf": admin.token})
    assert (is_in(desk), tries(office, "brandt", PASSWORD)) == (False, 201)


def test_a_taken_role_ends_what_the_session_may_do(office: Office) -> None:
    desk, admin, person = Desk(office, "brandt"), Desk(office, "konrad"), staff_id(office, "brandt")

    def give(role: str | None) -> int:
        version = admin.http.get(f"/api/v1/staff/{person}").json()["version"]
        body = {"version": version, "name": "K. Brandt", "roles": {SITE: role}}
        path = f"/api/v1/staff/{person}"
        return admin.http.patch(path, json=body, headers=admin.headers).status_code

    assert desk.http.get("/papers").status_code == 200
    assert give("publisher") == 200
    assert desk.http.get("/papers").status_code == 403
    assert desk.http.get("/content").status_code == 200
    assert give(None) == 409, "whoever is nothing anywhere is on no list, and cannot come back"
    assert desk.http.get("/content").status_code == 200
    form = {"version": "2", "name": "K. Brandt", f"role_{SITE}": "", "csrf": admin.token}
    assert "sperren Sie den Zugang" in admin.http.post(f"/staff/{person}", data=form).text


def test_two_admins_do_not_overwrite_each_other(office: Office) -> None:
    admin, person = Desk(office, "konrad"), staff_id(office, "brandt")
    form = {"version": "1", "name": "K. Brandt-Weber", "role_musterstadt": "adviser"}
    form["csrf"] = admin.token
    assert admin.http.post(f"/staff/{person}", data=form).status_code == 303
    late = admin.http.post(f"/staff/{person}", data=form | {"name": "K. Weber"})
    assert (late.status_code, "inzwischen geändert" in late.text) == (409, True)
    assert admin.http.get(f"/api/v1/staff/{person}").json()["name"] == "K. Brandt-Weber"


def test_nobody_shuts_themselves_out_or_raises_themselves(office: Office) -> None:
    admin, me = Desk(office, "konrad"), staff_id(office, "konrad")
    assert admin.api(f"/staff/{me}/disable")[1]["key"] == "not_oneself"
    body = {"version": 1, "name": "M. Konrad", "roles": {SITE: "manager"}}
    answer = admin.http.patch(f"/api/v1/staff/{me}", json=body, headers=admin.headers)
    assert answer.json()["key"] == "not_oneself"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [({"login": "Groß"}, "login"), ({"login": "x" * 41}, "login"), ({"name": " "}, "name"),
     ({"name": "zwei\nZeilen"}, "name"), ({"roles": {}}, "role"),
     ({"roles": {"musterstadt": "chef"}}, "role")],
)  # fmt: skip
def test_what_cannot_be_an_account_is_refused(
    office: Office, changes: dict[str, object], wrong: str
) -> None:
    body: dict[str, object] = {
        "login": "neu", "name": "N. Neu", "roles": {"musterstadt": "adviser"}, **changes,
    }  # fmt: skip
    status, problem = Desk(office, "konrad").api("/staff", body)
    assert (status, problem["wrong"]) == (422, wrong)


def test_a_login_exists_once(office: Office) -> None:
    body = {"login": "brandt", "name": "B. Brandt", "roles": {"musterstadt": "adviser"}}
    assert Desk(office, "konrad").api("/staff", body)[1]["key"] == "login_taken"


def test_somebody_of_two_sites_has_at_each_what_they_are_there(office: Office) -> None:
    elsewhere.furnish(office)
    person = staff_id(office, "brandt")
    with office.database.write() as session:
        accounts.set_role(session, person, ELSEWHERE, "technician")
    desk, admin = Desk(office, "brandt"), Desk(office, "konrad")
    assert desk.http.get("/api/v1/me").json()["roles"] == {
        "musterstadt": "adviser", "nordstadt": "technician",
    }  # fmt: skip
    assert desk.api("/session/site", {"site": "niemandsland"})[0:1] == (404,)
    moved = desk.http.post("/me/site", data={"csrf": desk.token, "site": ELSEWHERE})
    assert moved.status_code == 303
    me = desk.http.get("/api/v1/me").json()
    assert (me["site"], me["role"]) == (ELSEWHERE, "technician")
    assert "display-n" in desk.http.get("/api/v1/displays").text
    assert desk.http.get("/papers").status_code == 403
    refused = admin.api(f"/staff/{person}/disable")
    assert refused[1]["key"] == "other_sites_too", (
        "whoever manages one site shuts nobody out of two"
    )
    body = {"version": 1, "name": "K. Brandt", "roles": {ELSEWHERE: "admin"}}
    answer = admin.http.patch(f"/api/v1/staff/{person}", json=body, headers=admin.headers)
    assert answer.status_code == 404


def test_a_page_opened_at_one_site_changes_nothing_at_the_other(office: Office) -> None:
    """Its tab still stands there when its person has gone to the other site in a second tab."""
    elsewhere.furnish(office)
    person = staff_id(office, "peters")
    with office.database.write() as session:
        accounts.set_role(session, person, ELSEWHERE, "manager")
    desk = Desk(office, "peters")
    asked = {"csrf": desk.token, "kind": "fire", "reach": "site"}
    assert desk.http.post("/me/site", data={"csrf": desk.token, "site": ELSEWHERE}).is_redirect
    for path, fields in (
        ("/emergency", asked),
        ("/reception/tickets", {"csrf": desk.token, "concern": "nordanliegen"}),
        ("/office/thing/zone/N", {"csrf": desk.token, "name__de": "Verwechselt"}),
    ):
        answer = desk.http.post(path, data=fields)
        assert answer.status_code == 403, path
        assert "Standort gewechselt" in answer.text
    back = desk.http.post("/api/v1/session/site", json={"site": SITE}, headers=desk.headers)
    assert back.status_code == 403


def test_a_program_that_changes_the_site_is_told_what_its_changes_bear_now(office: Office) -> None:
    elsewhere.furnish(office)
    person = staff_id(office, "brandt")
    with office.database.write() as session:
        accounts.set_role(session, person, ELSEWHERE, "technician")
    desk = Desk(office, "brandt")
    status, told = desk.api("/session/site", {"site": ELSEWHERE})
    assert (status, told["role"]) == (200, "technician")
    assert told["csrf"] != desk.token
    headers = {"X-CSRF-Token": str(told["csrf"])}
    back = desk.http.post("/api/v1/session/site", json={"site": SITE}, headers=headers)
    assert (back.status_code, back.json()["role"]) == (200, "adviser")


def test_the_first_admin_comes_by_a_link_from_the_hubs_machine(office: Office) -> None:
    token = identity.first_admin(
        office.database, site=SITE, login="erste", name="E. Erste", role="admin", now=office.now
    )
    client = TestClient(office.app, follow_redirects=False)
    assert client.post(f"/welcome/{token}", data={"new": NEW, "again": NEW}).status_code == 303
    assert tries(office, "erste", NEW) == 201


def test_pages_say_which_device_and_what_to_do_without_a_script(office: Office) -> None:
    page = Desk(office).http.get("/me?done=session").text
    assert "Das andere Gerät ist abgemeldet." in page
    second = render("identity/second.html", office=office.app.state.look, options="{}", said="")
    assert "Ersatz-Code" in second[second.index("<noscript>") : second.index("</noscript>")]
