"""Whatever goes wrong, a program gets problem+json and a person a page with a way on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Body, FastAPI, Form, Request
from fastapi.testclient import TestClient

from hub.emergency import rules
from hub.kit import pages
from hub.kit.accounts import BrokerFilesLost, BrokerFilesUnwritable, BrokerNotOurs
from hub.kit.auth import NotPermitted, OtherSite
from hub.kit.errors import HouseError
from hub.kit.sentences import REFUSED, error_sentence
from provisioning.house import ASSETS
from wire.look import Look


class Refused(HouseError):
    key = "refused"
    status = 409


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    app.state.look = Look(authority="Amt")
    pages.install(
        app, assets=Path(ASSETS), banner=lambda _me: "", streamed={("POST", "/api/v1/stream")}
    )

    @app.get("/api/v1/{how}")
    @app.get("/page/{how}")
    def fail(how: str) -> None:
        if how == "refused":
            raise Refused(room="2.14")
        raise ZeroDivisionError

    @app.get("/api/v1/number/{number}")
    @app.get("/page/number/{number}")
    def number(number: int) -> int:
        return number

    @app.post("/api/v1/held")
    def held(words: Annotated[dict[str, str], Body()]) -> int:
        return len(words["said"])

    @app.post("/page/held")
    def form(said: Annotated[str, Form()]) -> int:
        return len(said)

    @app.post("/api/v1/stream")
    async def stream(request: Request) -> int:
        return sum([len(piece) async for piece in request.stream()])

    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("path", "status", "key"),
    [
        ("/api/v1/refused", 409, "refused"),
        ("/api/v1/broken", 500, "internal_error"),
        ("/api/v2", 404, "not_found"),
        ("/api/v1/number/many", 422, "invalid_request"),
    ],
)
def test_a_program_gets_a_problem(client: TestClient, path: str, status: int, key: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["key"] == key
    assert "ZeroDivision" not in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [("/page/refused", 409), ("/page/broken", 500), ("/nowhere", 404), ("/page/number/many", 422)],
)
def test_a_person_gets_a_page(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "Zurück zum Eingang" in answer.text


def _drip(pieces: int, begin: bytes = b"") -> Iterator[bytes]:
    """A body that does not say how long it will be."""
    yield begin
    yield from (b"a" * 100_000 for _ in range(pieces))


@pytest.mark.parametrize("body", [b"a" * 1_000_001, _drip(11, b'{"said": "')])
def test_a_program_sends_no_large_body(client: TestClient, body: bytes | Iterator[bytes]) -> None:
    answer = client.post("/api/v1/held", content=body)
    assert (answer.status_code, answer.json()["key"]) == (413, "body_too_large")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-frame-options"] == "DENY"


FORM = b"--b\r\nContent-Disposition: form-data; name=said; filename=a\r\n\r\n"


@pytest.mark.parametrize(
    ("kind", "begin"),
    [("application/x-www-form-urlencoded", b"said="), ("multipart/form-data; boundary=b", FORM)],
)
@pytest.mark.parametrize("says_length", [True, False])
def test_a_person_sends_no_large_body(
    client: TestClient, kind: str, begin: bytes, says_length: bool
) -> None:
    body = _drip(11, begin)
    content = b"".join(body) if says_length else body
    answer = client.post("/page/held", content=content, headers={"Content-Type": kind})
    assert answer.status_code == 413
    assert "Das ist zu viel auf einmal." in answer.text


def test_a_body_of_usual_size_is_taken(client: TestClient) -> None:
    assert client.post("/api/v1/held", json={"said": "a" * 999_900}).json() == 999_900


def test_what_is_streamed_limits_itself(client: TestClient) -> None:
    for body in (b"a" * 1_100_000, _drip(11)):
        assert client.post("/api/v1/stream", content=body).json() == 1_100_000


@pytest.mark.parametrize(
    "error",
    [
        rules.TooManyAlarms, rules.UnknownAlarm, rules.StillStanding,
        rules.AllClearForZones, BrokerNotOurs, BrokerFilesLost, BrokerFilesUnwritable,
        NotPermitted, OtherSite,
    ],
)  # fmt: skip
def test_a_refusal_says_why_and_blames_no_other_window(
    client: TestClient, error: type[HouseError]
) -> None:
    app = client.app
    assert isinstance(app, FastAPI)

    @app.get("/why")
    def why() -> None:
        raise error

    text = client.get("/why").text
    assert "anderen Fenster" not in text
    assert error_sentence(error.key) in text
    assert error_sentence(error.key) != REFUSED


def test_a_refusal_without_a_sentence_claims_no_cause(client: TestClient) -> None:
    text = client.get("/page/refused").text
    assert REFUSED in text
    assert "anderen Fenster" not in text
