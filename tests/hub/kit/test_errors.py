"""Whatever goes wrong, a program gets problem+json and a person a page with a way on."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from hub.emergency import rules
from hub.identity.rules import OnlyPublishers
from hub.kit import pages
from hub.kit.accounts import BrokerNotOurs
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
    pages.install(app, assets=Path(ASSETS), banner=lambda _me: "")

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


@pytest.mark.parametrize(
    "error",
    [
        rules.TooManyAlarms, rules.MayNotEnd, rules.UnknownAlarm, rules.StillStanding,
        BrokerNotOurs, OnlyPublishers,
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
