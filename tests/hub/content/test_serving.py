"""Files for displays: by the token of a device that hangs here, whole or in part, never listed."""

from collections.abc import Mapping

import pytest
from starlette.testclient import TestClient

from hub.content import service as content
from hub.content.service import serving
from hub.devices import service as devices
from tests.hub.content import files
from tests.hub.content.files import Publisher
from tests.pages.office import SITE, Office
from wire.ids import DeviceId, SiteId

DISPLAY = DeviceId("display-1")


class Display:
    """A display that fetches what it shows."""

    def __init__(self, office: Office, token: str | None = None) -> None:
        source = office.works.source_for(DISPLAY)
        assert source is not None
        self._token = source.token if token is None else token
        self._http = TestClient(office.app, base_url=source.url)

    def get(self, name: str, **headers: str) -> tuple[int, bytes, Mapping[str, str]]:
        given = {"Authorization": f"Bearer {self._token}"} | headers
        answer = self._http.get(f"/media/{name}", headers=given)
        return answer.status_code, answer.content, answer.headers


@pytest.fixture
def sha256(small: Office) -> str:
    publisher = Publisher(small)
    publisher.upload("bild.png", files.picture())
    return publisher.items()[0].sha256 or ""


def test_a_display_gets_the_file_for_ever(small: Office, sha256: str) -> None:
    status, body, headers = Display(small).get(sha256)
    assert (status, body) == (200, small.works.store.path(sha256).read_bytes())
    assert headers["ETag"] == f'"{sha256}"'
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Type"] == "image/png"
    known, nothing, _ = Display(small).get(sha256, **{"If-None-Match": headers["ETag"]})
    assert (known, nothing) == (304, b"")


def test_a_download_that_broke_off_goes_on(small: Office, sha256: str) -> None:
    whole = small.works.store.path(sha256).read_bytes()
    status, rest, headers = Display(small).get(sha256, Range="bytes=20-")
    assert (status, rest) == (206, whole[20:])
    assert headers["Content-Range"] == f"bytes 20-{len(whole) - 1}/{len(whole)}"
    assert Display(small).get(sha256, Range="bytes=99999999-")[0] == 416


@pytest.mark.parametrize(
    "header", ["", "Basic abc", "Bearer", "Bearer display-1.00", "Bearer \xe4"]
)
def test_without_a_token_there_is_nothing(small: Office, sha256: str, header: str) -> None:
    http = TestClient(small.app)
    answer = http.get(f"/media/{sha256}", headers={b"Authorization": header.encode("latin-1")})
    assert (answer.status_code, answer.json()["key"]) == (401, "token_missing_or_wrong")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_tokens_are_of_one_device_and_site_and_end_with_it(small: Office, sha256: str) -> None:
    key = small.works.store.key
    elsewhere = serving.token(key, SiteId("nebenstadt"), DISPLAY)
    stranger = serving.token(key, SITE, DeviceId("display-9"))
    proof = serving.token(key, SITE, DeviceId("display-2")).partition(".")[2]
    for wrong in (elsewhere, stranger, f"{DISPLAY}.{proof}"):
        assert Display(small, wrong).get(sha256)[0] == 401
    other = Display(small, serving.token(key, SITE, DeviceId("display-2")))
    assert other.get(sha256)[0] == 200
    with small.database.change(SITE) as change:
        devices.take_down(change, DeviceId("display-2"), timezone="Europe/Berlin")
    assert other.get(sha256)[0] == 401


@pytest.mark.parametrize(
    "name", ["", "%2e%2e", "../media.key", "..%2f..%2fhub.db", "%2e%2e/hub.db", "0" * 64, "A" * 64,
             "incoming", "work/"],
)  # fmt: skip
def test_nothing_but_files_by_their_hash_is_served(small: Office, sha256: str, name: str) -> None:
    assert sha256
    status, body, headers = Display(small).get(name)
    assert status == 404
    if headers["Content-Type"] == "application/problem+json":
        assert b"unknown_content" in body


def test_staff_see_files_in_their_pages_and_strangers_do_not(small: Office, sha256: str) -> None:
    assert Publisher(small).http.get(f"/content/files/{sha256}").status_code == 200
    assert Publisher(small, "brandt").http.get(f"/content/files/{sha256}").status_code == 403
    stranger = TestClient(small.app, follow_redirects=False).get(f"/content/files/{sha256}")
    assert (stranger.status_code, stranger.headers["Location"]) == (303, "/login")


def test_without_an_address_for_devices_there_is_no_source() -> None:
    assert content.source_for(b"key", "", SITE, DISPLAY) is None
