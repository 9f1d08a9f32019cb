"""Signing in and out over HTTP: wrong passwords, forged requests, sessions that end."""

import pytest
from starlette.testclient import TestClient

from hub.identity import service as identity
from hub.identity.rules import LOCKED_FOR, WRONG_TRIES
from hub.kit.auth import COOKIE
from hub.kit.errors import HouseError
from tests.pages.office import NINE, PASSWORD, SITE, Office

RIGHT = {"login": "yilmaz", "password": PASSWORD}
WRONG = {"login": "yilmaz", "password": "falsch"}
NOBODY = {"login": "niemand", "password": PASSWORD}


@pytest.fixture
def client(office: Office) -> TestClient:
    return TestClient(office.app, base_url="http://hub.local", follow_redirects=False)


def test_a_program_signs_in_and_out(client: TestClient) -> None:
    opened = client.post("/api/v1/session", json=RIGHT)
    assert opened.status_code == 201
    assert opened.json() | {"csrf": ""} == {"csrf": "", "name": "A. Yılmaz", "role": "reception"}
    cookie = opened.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie
    assert client.get("/api/v1/floor").status_code == 200
    token = {"X-CSRF-Token": opened.json()["csrf"]}
    kept = client.cookies[COOKIE]
    assert client.delete("/api/v1/session", headers=token).status_code == 204
    client.cookies.set(COOKIE, kept)
    assert client.get("/api/v1/floor").status_code == 401


def test_over_https_the_cookie_is_secure(office: Office) -> None:
    client = TestClient(office.app, base_url="https://hub.local")
    answer = client.post("/api/v1/session", json=RIGHT)
    assert "secure" in answer.headers["set-cookie"].lower()


def test_unknown_login_and_wrong_password_get_the_same_answer(client: TestClient) -> None:
    answers = [client.post("/api/v1/session", json=given) for given in (WRONG, NOBODY)]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["key"] == "sign_in_refused"
    assert answers[0].headers["content-type"] == "application/problem+json"
    assert COOKIE not in client.cookies


def test_five_wrong_passwords_lock_even_for_the_right_one(
    office: Office, client: TestClient
) -> None:
    for _ in range(WRONG_TRIES):
        assert client.post("/api/v1/session", json=WRONG).status_code == 401
    assert client.post("/api/v1/session", json=RIGHT).status_code == 401
    other = {"login": "brandt", "password": PASSWORD}
    assert client.post("/api/v1/session", json=other).status_code == 201
    office.now += LOCKED_FOR
    assert client.post("/api/v1/session", json=RIGHT).status_code == 201


def test_the_right_password_forgets_the_wrong_ones(client: TestClient) -> None:
    for _ in range(2):
        for _ in range(WRONG_TRIES - 1):
            assert client.post("/api/v1/session", json=WRONG).status_code == 401
        assert client.post("/api/v1/session", json=RIGHT).status_code == 201


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_foreign_page_signs_nobody_in(client: TestClient, headers: dict[str, str]) -> None:
    for answer in (
        client.post("/login", data=RIGHT, headers=headers),
        client.post("/api/v1/session", json=RIGHT, headers=headers),
    ):
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_a_change_without_the_token_is_refused(client: TestClient) -> None:
    client.post("/api/v1/session", json=RIGHT)
    new = {"concern": "unterlagen"}
    for headers in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "geraten"}):
        answer = client.post("/api/v1/tickets", json=new, headers=headers)
        assert answer.status_code == 403
        assert answer.json()["key"] == "csrf_token_missing_or_wrong"
    answer = client.post("/reception/tickets", data={"concern": "unterlagen"})
    assert answer.status_code == 403
    assert "Ihre Anfrage wurde nicht ausgeführt" in answer.text
    assert client.get("/api/v1/floor").json()["figures"]["waiting"] == 0


def test_a_token_of_somebody_else_does_not_count(office: Office, client: TestClient) -> None:
    stranger = TestClient(office.app, base_url="http://hub.local")
    foreign = stranger.post("/api/v1/session", json=RIGHT | {"login": "brandt"}).json()["csrf"]
    client.post("/api/v1/session", json=RIGHT)
    headers = {"X-CSRF-Token": foreign}
    answer = client.post("/api/v1/tickets", json={"concern": "unterlagen"}, headers=headers)
    assert answer.status_code == 403


def test_without_a_session_pages_lead_to_the_login_and_programs_get_a_problem(
    client: TestClient,
) -> None:
    page = client.get("/reception")
    assert (page.status_code, page.headers["location"]) == (303, "/login")
    piece = client.post("/reception/tickets", headers={"HX-Request": "true"})
    assert (piece.status_code, piece.headers["hx-redirect"]) == (204, "/login")
    assert client.get("/reception/live").status_code == 303
    answer = client.get("/api/v1/floor")
    assert answer.status_code == 401
    assert answer.json()["key"] == "not_signed_in"
    client.cookies.set(COOKIE, "erfunden")
    assert client.get("/api/v1/floor").status_code == 401


def test_a_session_ends_when_nobody_uses_it(office: Office, client: TestClient) -> None:
    client.post("/api/v1/session", json=RIGHT)
    for _ in range(10):
        office.after(minutes=59)
        assert client.get("/api/v1/floor").status_code == 200
    office.after(minutes=10)
    assert client.get("/api/v1/floor").status_code == 401


def test_an_idle_session_ends(office: Office, client: TestClient) -> None:
    client.post("/api/v1/session", json=RIGHT)
    office.after(minutes=61)
    assert client.get("/api/v1/floor").status_code == 401


def test_a_browser_signs_in_with_a_form_and_learns_of_a_wrong_password(
    client: TestClient,
) -> None:
    refused = client.post("/login", data=WRONG)
    assert refused.status_code == 401
    assert "Der Name oder das Passwort stimmt nicht" in refused.text
    assert "falsch</" not in refused.text
    admitted = client.post("/login", data=RIGHT)
    assert (admitted.status_code, admitted.headers["location"]) == (303, "/reception")
    page = client.get("/reception")
    assert page.status_code == 200
    assert "A. Yılmaz" in page.text
    assert client.get("/login").headers["location"] == "/reception"


def test_passwords_are_kept_as_argon2_and_tokens_as_digests(
    office: Office, client: TestClient
) -> None:
    client.post("/api/v1/session", json=RIGHT)
    with office.database.engine.connect() as connection:
        hashes = connection.exec_driver_sql("SELECT password_hash FROM staff").scalars().all()
        tokens = connection.exec_driver_sql("SELECT token_hash FROM staff_session").scalars().all()
    assert hashes
    assert all(one.startswith("$argon2id$") for one in hashes)
    assert client.cookies[COOKIE] not in tokens


@pytest.mark.parametrize(
    ("login", "password", "error"),
    [
        ("neu", "kurz", identity.PasswordTooShort),
        ("neu", "passwortpasswort", identity.PasswordGuessable),
        ("yilmaz", PASSWORD, identity.LoginTaken),
    ],
)
def test_accounts_need_a_long_password_and_a_free_login(
    office: Office, login: str, password: str, error: type[HouseError]
) -> None:
    with pytest.raises(error):
        identity.add_staff(
            office.database,
            site=SITE,
            login=login,
            name="N. Neu",
            role="adviser",
            password=password,
            now=NINE,
        )


def test_every_answer_bears_the_security_headers(client: TestClient) -> None:
    for path in ("/login", "/reception", "/api/v1/floor", "/look.css", "/static/base.css"):
        headers = client.get(path).headers
        assert "'unsafe-inline'" not in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
