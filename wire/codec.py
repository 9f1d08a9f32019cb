"""Bytes to message and back: size, version, type and address are checked in one place."""

import json
from typing import Literal

from pydantic import ValidationError

from wire.messages import TYPES, VERSION, Envelope
from wire.topics import Address, parse

MAX_BYTES = 262_144
"""The broker's packet limit for us; anything larger was not sent by one of ours."""

WireFault = Literal[
    "oversized", "malformed", "unknown_version", "unknown_type", "wrong_address", "unknown_topic"
]


class WireError(ValueError):
    """A message that cannot be taken; `message_id` is there when it could be read at all."""

    def __init__(self, fault: WireFault, detail: str, message_id: str | None = None) -> None:
        super().__init__(f"{fault}: {detail}")
        self.fault = fault
        self.detail = detail
        self.message_id = message_id


def encode(envelope: Envelope) -> bytes:
    """The envelope as compact JSON. WireError when it is larger than the broker takes."""
    raw = envelope.model_dump_json(serialize_as_any=True).encode()
    if len(raw) > MAX_BYTES:
        raise WireError("oversized", f"{len(raw)} bytes of {envelope.type}", envelope.id)
    return raw


def decode(path: str, raw: bytes) -> tuple[Address, Envelope]:
    """The address and the message, or WireError. The speaker must be who the topic says."""
    if len(raw) > MAX_BYTES:
        raise WireError("oversized", f"{len(raw)} bytes")
    address = parse(path)
    if address is None:
        raise WireError("unknown_topic", path[:200])
    fields = _fields(raw)
    known_id = fields.get("id")
    message_id = known_id[:40] if isinstance(known_id, str) and known_id else None
    if fields.get("v") not in (VERSION, VERSION - 1):
        raise WireError("unknown_version", str(fields.get("v"))[:20], message_id)
    name = fields.get("type")
    kind = TYPES.get(name) if isinstance(name, str) else None
    if kind is None or not isinstance(name, str):
        raise WireError("unknown_type", str(name)[:40], message_id)
    if name not in address.topic.types:
        raise WireError("wrong_address", f"{name} on {address.topic.name}", message_id)
    try:
        data = kind.model_validate_json(json.dumps(fields.get("data")))
        envelope = Envelope.model_validate_json(json.dumps({**fields, "data": {}}))
    except ValidationError as error:
        raise WireError("malformed", _where(error), message_id) from None
    speaker = address.parts.get("dev") if address.topic.speaker == "device" else None
    if speaker is not None and envelope.dev != speaker:
        raise WireError("wrong_address", f"{envelope.dev} speaks as {speaker}", message_id)
    return address, envelope.model_copy(update={"data": data})


def _fields(raw: bytes) -> dict[str, object]:
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError):
        raise WireError("malformed", "not JSON") from None
    if not isinstance(fields, dict):
        raise WireError("malformed", "not an object")
    return fields


def _where(error: ValidationError) -> str:
    """The places that are wrong, never the values: they may be personal."""
    return ", ".join(".".join(map(str, part["loc"])) or "whole" for part in error.errors()[:5])
