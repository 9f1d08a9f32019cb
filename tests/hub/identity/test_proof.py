"""Who sits there: the password once more before keys are changed, and guessers are slowed down."""

import pytest
from sqlmodel import select

from hub.identity.rules import WRONG_TRIES
from hub.identity.rules.sessions import PROOF_HOLDS
from hub.identity.tables import Passkey, Staff
from hub.kit.misses import MOST_MISSES
from tests.hub.identity.test_accounts import is_in, tries
from tests.hub.reception.test_http import Desk
from tests.pages.office import PASSWORD, STAFF, Office


@pytest.fixture
def desk(office: Office) -> Desk:
    """Somebody with a passkey who signed in a while ago and has left the desk."""
    with office.database.write() as session:
        staff = session.exec(select(Staff).where(Staff.login == "yilmaz")).one()
    desk = Desk(office)
    with office.database.write() as session:
        session.add(
            Passkey(
                id="QUJD", staff_id=staff.id, name="Schlüssel", public_key=b"x", sign_count=0,
                made_at=office.now,
            )
        )  # fmt: skip
    office.now += PROOF_HOLDS
    return desk


def drop(desk: Desk) -> int:
    return desk.http.delete("/api/v1/me/passkeys/QUJD", headers=desk.headers).status_code


def test_a_passer_by_changes_no_passkeys_at_an_open_page(desk: Desk) -> None:
    for path in ("/me/passkeys/options", "/me/passkeys/codes"):
        status, problem = desk.api(path)
        assert (status, problem["key"]) == (403, "proof_needed")
    assert drop(desk) == 403
    for path in ("new", "codes", "QUJD/remove"):
        answer = desk.http.post(f"/me/passkeys/{path}", data={"csrf": desk.token})
        assert (answer.status_code, "Ihr Passwort noch einmal" in answer.text) == (403, True)
    page = desk.http.get("/me").text
    assert "Um Passkeys zu ändern, geben Sie Ihr Passwort noch einmal ein" in page
    assert "Entfernen" not in page
    assert desk.http.get("/api/v1/me/passkeys").json()["passkeys"] != []


def test_the_password_once_more_is_good_for_five_minutes(office: Office, desk: Desk) -> None:
    form = {"csrf": desk.token, "password": PASSWORD}
    assert desk.http.post("/me/proof", data=form).status_code == 303
    assert "Entfernen" in desk.http.get("/me").text
    office.now += PROOF_HOLDS
    assert drop(desk) == 403
    answer = desk.http.post("/api/v1/me/proof", json={"password": PASSWORD}, headers=desk.headers)
    assert answer.status_code == 204
    assert drop(desk) == 204


def test_whoever_guesses_there_locks_the_account(desk: Desk) -> None:
    for _ in range(WRONG_TRIES):
        answer = desk.http.post("/me/proof", data={"csrf": desk.token, "password": "geraten"})
        assert (answer.status_code, "Das Passwort stimmt nicht" in answer.text) == (422, True)
    form = {"csrf": desk.token, "password": PASSWORD}
    assert desk.http.post("/me/proof", data=form).status_code == 422
    assert drop(desk) == 403
    assert is_in(desk), "the work at the desk goes on"


def test_one_sender_guesses_at_many_accounts_no_faster_than_at_one(office: Office) -> None:
    desk = Desk(office)
    logins = [login for login, _, _ in STAFF]
    for number in range(MOST_MISSES):
        assert tries(office, logins[number % len(logins)], "geraten") == 401
    assert tries(office, "niemand", "geraten") == 429
    page = desk.http.post("/login", data={"login": "brandt", "password": PASSWORD})
    assert (page.status_code, "zu oft ein falsches Passwort" in page.text) == (429, True)
    assert 1 <= int(page.headers["Retry-After"]) <= 20
    assert is_in(desk), "whoever is in stays in"


def rule(desk: Desk, *roles: str) -> tuple[int, str]:
    answer = desk.http.put(
        "/api/v1/sign-in-rule", json={"passkey_roles": roles}, headers=desk.headers
    )
    return answer.status_code, answer.json().get("key", "")


def test_whoever_needs_a_passkey_makes_one_before_anything_else(office: Office) -> None:
    admin, there, other = Desk(office, "konrad"), Desk(office, "brandt"), Desk(office, "yilmaz")
    assert rule(admin, "adviser") == (200, "")
    page = there.http.get("/reception")
    assert (page.status_code, page.headers["location"]) == (303, "/me")
    assert there.api("/calls", {"room": "S1"})[1]["key"] == "passkey_first"
    assert "ist ein Passkey Pflicht" in there.http.get("/me").text
    assert there.api("/me/passkeys/options")[0] == 200
    assert other.http.get("/reception").status_code == 200, "of another role"
    later = Desk(office, "brandt")
    assert later.http.get("/api/v1/floor").status_code == 403, "signed in after the rule"
    assert rule(admin) == (200, "")
    for one in (there, later):
        assert one.http.get("/reception").status_code == 200


def test_whoever_has_one_is_not_asked_to_make_one_and_the_last_is_not_dropped_for_free(
    office: Office, desk: Desk
) -> None:
    assert rule(Desk(office, "konrad"), "reception") == (200, "")
    assert desk.http.get("/reception").status_code == 200
    desk.http.post("/me/proof", data={"csrf": desk.token, "password": PASSWORD})
    assert drop(desk) == 204
    assert desk.http.get("/reception").status_code == 303


def test_nobody_shuts_themselves_out_by_the_rule(office: Office) -> None:
    admin = Desk(office, "konrad")
    assert rule(admin, "admin") == (409, "own_key_first")
    assert rule(admin, "cleaner") == (422, "wrong_account")
    form = {"csrf": admin.token, "passkey_admin": "yes"}
    page = admin.http.post("/sign-in-rule", data=form)
    assert (page.status_code, "zuerst selbst einen Passkey" in page.text) == (409, True)
    form = {"csrf": admin.token, "passkey_manager": "yes"}
    assert admin.http.post("/sign-in-rule", data=form).status_code == 303
    assert 'name="passkey_manager" value="yes" checked' in admin.http.get("/staff").text
