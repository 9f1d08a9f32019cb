"""One golden message of each type: what is spoken today is understood tomorrow."""

import json
from pathlib import Path

import pytest

from wire.codec import decode, encode
from wire.messages import TYPES

GOLDEN = Path(__file__).parents[2] / "golden" / "wire"
FILES = sorted(GOLDEN.glob("*.json"))


def test_there_is_a_golden_message_of_each_type() -> None:
    assert {path.stem for path in FILES} == set(TYPES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_golden_message_is_read_and_written_as_ever(path: Path) -> None:
    golden = json.loads(path.read_text(encoding="utf-8"))
    message = json.dumps(golden["message"]).encode()
    address, envelope = decode(golden["topic"], message)
    assert envelope.type == path.stem
    assert path.stem in address.topic.types
    assert json.loads(encode(envelope)) == golden["message"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_newer_speaker_may_say_more(path: Path) -> None:
    golden = json.loads(path.read_text(encoding="utf-8"))
    more = {**golden["message"], "mood": "calm"}
    more["data"] = {**more["data"], "news": [1, 2, 3]}
    _, newer = decode(golden["topic"], json.dumps(more).encode())
    _, known = decode(golden["topic"], json.dumps(golden["message"]).encode())
    assert newer == known
