"""A paired player forgets who it is only on the hub's own word."""

import json
from pathlib import Path

import pytest

from signage import pairing
from signage.pairing import Answer, Lookout, identity, keep

HUB = "http://hub.local"


@pytest.fixture
def paired(tmp_path: Path) -> Path:
    kept = {"EZ_SITE": "nord", "EZ_DEVICE": "display-9", "EZ_BROKER": "hub.local:1883"}
    keep(tmp_path / "password", "geheim")
    keep(tmp_path / "identity.json", json.dumps(kept))
    return tmp_path


@pytest.mark.parametrize(
    ("fields", "over"), [({"key": "pairing_over"}, True), ({"key": "gone"}, False), ({}, False)]
)
def test_only_the_hub_s_word_ends_a_pairing(
    paired: Path, monkeypatch: pytest.MonkeyPatch, fields: dict[str, object], over: bool
) -> None:
    monkeypatch.setattr(pairing, "post", lambda _url, _fields: Answer(410, fields))
    told: list[bool] = []
    lookout = Lookout(HUB, paired, lambda: told.append(True))
    lookout.look()
    assert (lookout.void, told, identity(paired) is None) == (over, [True] * over, over)


def test_a_player_whose_password_cannot_be_read_goes_on(paired: Path) -> None:
    (paired / "password").unlink()
    lookout = Lookout(HUB, paired, lambda: None)
    lookout.look()
    assert not lookout.void
    assert (paired / "identity.json").exists()


@pytest.mark.warns("lookout_failed")
def test_an_unforeseen_fault_is_told_once_and_keeps_nobody_from_asking_again(
    paired: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answers = iter([None, None, Answer(410, {"key": "pairing_over"})])

    def post(_url: str, _fields: object) -> Answer:
        answer = next(answers)
        if answer is None:
            raise RecursionError
        return answer

    monkeypatch.setattr(pairing, "post", post)
    monkeypatch.setattr(pairing, "LOOK_S", 0)
    told: list[bool] = []
    lookout = Lookout(HUB, paired, lambda: told.append(True))
    lookout._run()
    assert (lookout.void, told) == (True, [True])
    assert caplog.messages.count("lookout_failed") == 1
