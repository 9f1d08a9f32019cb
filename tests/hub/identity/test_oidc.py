"""Signing in with the authority's account, at a real provider over HTTP with real keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from hub.identity.rules.oidc import STEP_HOLDS
from hub.identity.service import Oidc
from hub.identity.tables import Passkey, Staff
from hub.kit.auth import COOKIE
from hub.settings import OidcSettings, read
from tests.hub.identity.provider import CLIENT, SECRET, Provider, new_key
from tests.hub.reception.test_http import Desk
from tests.pages.office import SITE, Office, Serving

ROLES = (
    ("ez-leitung", SITE, "manager"), ("ez-empfang", SITE, "reception"),
    ("11111111-2222", SITE, "adviser"), ("ez-nord", "nordstadt", "technician"),
)  # fmt: skip
KEYCLOAK = {
    "sub": "f3b1", "preferred_username": "m.sommer", "name": "Mia Sommer",
    "realm_access": {"roles": ["offline_access", "ez-empfang"]},
}  # fmt: skip
ENTRA = {
    "sub": "AAAAx", "oid": "0d1e", "tid": "77aa", "preferred_username": "Jo.Winter@amt.example",
    "name": "Jo Winter", "groups": ["11111111-2222", "99999999-0000"],
}  # fmt: skip


@dataclass
class Town:
    """An office, its authority's provider, and a browser between them."""

    office: Office
    provider: Provider
    served: Serving

    def browser(self) -> TestClient:
        return TestClient(self.office.app, base_url="http://hub.local", follow_redirects=False)

    def sign_in(self, browser: TestClient | None = None) -> httpx.Response:
        """The whole way there and back; answers the page on which it ends."""
        browser = browser or self.browser()
        begun = browser.get("/login/oidc")
        if begun.status_code != 303:
            return begun  # type: ignore[return-value]
        there = httpx.get(begun.headers["location"])
        assert there.status_code == 302, there.text
        back = urlsplit(there.headers["location"])
        return browser.get(f"{back.path}?{back.query}")  # type: ignore[return-value]


@pytest.fixture
def town(offices: Callable[[str], Office]) -> Iterator[Town]:
    office = offices("sqlite")
    provider = Provider(office.clock, claims=dict(KEYCLOAK))
    with Serving(provider.app()) as served:
        provider.issuer = served.address
        settings = OidcSettings(served.address, CLIENT, SECRET, roles=ROLES)
        office.app.state.oidc = Oidc(office.database, settings)
        yield Town(office, provider, served)


def me(browser: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = browser.get("/api/v1/me").json()
    return found


@pytest.mark.parametrize(
    ("claims", "login", "name", "role"),
    [(KEYCLOAK, "m.sommer", "Mia Sommer", "reception"),
     (ENTRA, "jo.winter", "Jo Winter", "adviser"),
     (KEYCLOAK | {"realm_access": {}, "roles": ["ez-leitung"]}, "m.sommer", "Mia Sommer",
      "manager")],
)  # fmt: skip
def test_a_person_of_the_authority_gets_the_role_of_their_group(
    town: Town, claims: dict[str, Any], login: str, name: str, role: str
) -> None:
    town.provider.claims = claims
    browser = town.browser()
    assert "Mit dem Konto des Amts anmelden" in browser.get("/login").text
    page = town.sign_in(browser)
    assert (page.status_code, "url=/reception" in page.text) == (200, True)
    assert {key: me(browser)[key] for key in ("login", "name", "role", "site")} == {
        "login": login, "name": name, "role": role, "site": SITE,
    }  # fmt: skip


def test_whoever_has_a_passkey_shows_it_after_the_authoritys_sign_in_too(town: Town) -> None:
    town.sign_in()
    with town.office.database.write() as session:
        staff = session.exec(select(Staff).where(Staff.login == "m.sommer")).one()
        session.add(
            Passkey(
                id="QUJD", staff_id=staff.id, name="Schlüssel", public_key=b"x", sign_count=0,
                made_at=town.office.now,
            )
        )  # fmt: skip
    browser = town.browser()
    page = town.sign_in(browser)
    assert (page.status_code, "url=/login/second" in page.text) == (200, True)
    assert browser.get("/api/v1/me").status_code == 401, "not yet in"
    asked = browser.get("/login/second")
    assert (asked.status_code, "QUJD" in asked.text) == (200, True)


def test_roles_follow_the_groups_at_each_sign_in(town: Town) -> None:
    first, second = town.browser(), town.browser()
    town.sign_in(first)
    assert me(first)["role"] == "reception"
    town.provider.claims |= {"realm_access": {"roles": ["ez-nord", "ez-leitung", "ez-empfang"]}}
    town.sign_in(second)
    assert me(second)["roles"] == {SITE: "manager", "nordstadt": "technician"}
    town.provider.claims |= {"realm_access": {"roles": ["sonst"]}}
    refused = town.sign_in()
    assert (refused.status_code, "hat hier aber keine Rolle" in refused.text) == (403, True)
    for browser in (first, second):
        assert browser.get("/api/v1/me").status_code == 401, "nothing here any more, nor signed in"
    town.provider.claims |= {"realm_access": {"roles": ["ez-leitung"]}}
    town.sign_in(first)
    assert me(first)["roles"] == {SITE: "manager"}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"nonce": "eine andere"}, {"nonce": None}, {"aud": "jemand anders"},
        {"aud": [CLIENT, "noch einer"]}, {"azp": "noch einer"}, {"iss": "https://boese.example"},
        {"exp": 0}, {"exp": None}, {"exp": "bald"}, {"iat": 4_000_000_000}, {"sub": ""},
    ],
)  # fmt: skip
def test_a_token_that_is_not_the_answer_lets_nobody_in(town: Town, spoilt: dict[str, Any]) -> None:
    town.provider.spoil = spoilt
    browser = town.browser()
    page = town.sign_in(browser)
    assert (page.status_code, "nicht angenommen" in page.text) == (401, True)
    assert COOKIE not in browser.cookies


def test_clocks_may_be_a_minute_apart_and_no_more(town: Town) -> None:
    now = int(town.office.now.timestamp())
    for spoilt, status in (
        ({"exp": now - 59}, 200), ({"exp": now - 61}, 401), ({"iat": now + 59}, 200),
        ({"iat": now + 61}, 401),
    ):  # fmt: skip
        town.provider.spoil = spoilt
        assert town.sign_in().status_code == status, spoilt


def test_only_the_providers_own_keys_sign(town: Town) -> None:
    town.provider.shown = new_key()
    assert town.sign_in().status_code == 401
    town.provider.shown = None
    assert town.sign_in().status_code == 200, "a key that is new is asked for"
    town.provider.unsigned = True
    assert town.sign_in().status_code == 401, "no signature is none"


def test_a_way_back_is_good_once_and_for_the_browser_that_went(town: Town) -> None:
    mine, stranger = town.browser(), town.browser()
    there = httpx.get(mine.get("/login/oidc").headers["location"])
    back = urlsplit(there.headers["location"])
    path = f"{back.path}?{back.query}"
    assert stranger.get(path).status_code == 401
    state = parse_qs(back.query)["state"][0]
    stranger.cookies.set("ez_oidc", "anders")
    assert stranger.get(path).status_code == 401
    assert mine.get(path).status_code == 200
    mine.cookies.set("ez_oidc", state)
    assert mine.get(path).status_code == 401


def test_whoever_takes_too_long_begins_anew(town: Town) -> None:
    browser = town.browser()
    there = httpx.get(browser.get("/login/oidc").headers["location"])
    back = urlsplit(there.headers["location"])
    town.office.now += STEP_HOLDS
    assert browser.get(f"{back.path}?{back.query}").status_code == 401


def test_a_login_that_is_there_is_not_taken_over(town: Town) -> None:
    town.provider.claims = KEYCLOAK | {"preferred_username": "yilmaz"}
    browser = town.browser()
    town.sign_in(browser)
    assert me(browser)["login"].startswith("oidc-")
    assert me(Desk(town.office).http)["name"] == "A. Yılmaz"


def test_a_disabled_account_stays_out(town: Town) -> None:
    town.sign_in()
    admin = Desk(town.office, "konrad")
    found = admin.http.get("/api/v1/staff").json()["staff"]
    staff = next(one["id"] for one in found if one["login"] == "m.sommer")
    admin.http.post(f"/api/v1/staff/{staff}/disable", headers=admin.headers)
    assert town.sign_in().status_code == 401


def test_without_the_provider_local_accounts_still_let_in(town: Town) -> None:
    town.served.stop()
    page = town.sign_in()
    assert (page.status_code, "gerade nicht erreichbar" in page.text) == (502, True)
    assert Desk(town.office).http.get("/api/v1/me").status_code == 200


def test_signing_out_goes_by_the_provider_for_its_own_people(town: Town) -> None:
    browser = town.browser()
    town.sign_in(browser)
    csrf = browser.get("/me").text.partition('name="csrf" value="')[2].partition('"')[0]
    page = browser.post("/logout", data={"csrf": csrf})
    assert f"{town.provider.issuer}/out?client_id={CLIENT}" in page.text
    assert browser.get("/api/v1/me").status_code == 401
    local = Desk(town.office)
    assert local.http.post("/logout", data={"csrf": local.token}).headers["location"] == "/login"


def test_settings_say_who_is_what_where() -> None:
    told = read(
        {"EZ_OIDC_ISSUER": "https://sso.example/realms/amt", "EZ_OIDC_CLIENT": "ez",
         "EZ_OIDC_ROLES": "ez-empfang=musterstadt:reception; /ez/leitung=nord:manager"}
    )  # fmt: skip
    assert told.oidc is not None
    assert told.oidc.roles == (
        ("ez-empfang", "musterstadt", "reception"), ("/ez/leitung", "nord", "manager"),
    )  # fmt: skip
    assert read({}).oidc is None


@pytest.mark.parametrize(
    "environment",
    [{"EZ_OIDC_ISSUER": "https://sso.example"},
     {"EZ_OIDC_ISSUER": "http://sso.example", "EZ_OIDC_CLIENT": "ez"},
     {"EZ_OIDC_ISSUER": "https://sso.example", "EZ_OIDC_CLIENT": "ez"},
     {"EZ_OIDC_ISSUER": "https://sso.example", "EZ_OIDC_CLIENT": "ez", "EZ_OIDC_ROLES": "alle"}],
)  # fmt: skip
def test_settings_that_make_no_sense_are_named(environment: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="EZ_OIDC_"):
        read(environment)
