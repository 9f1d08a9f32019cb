"""The signed appointment code on a letter: encode, sign, verify; and the short code beneath it.

A letter's QR code holds 122 characters of the QR alphanumeric alphabet, which is exactly what a
version 5 symbol takes at level M (ISO/IEC 18004, table 7)::

    "EZ1" + base45( key id u8 | site number u16 | appointment id 8 bytes
                    | start u32 in minutes since 1970 UTC | Ed25519 signature 64 bytes )

The signature covers ``b"EZ1"`` and the 15 bytes before it. There is one spelling of each code:
every length is fixed and a text that does not encode back to itself is refused, so two different
texts are never the same appointment. Duplicates and revocation go by the signed id alone.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MAGIC = "EZ1"
BODY_BYTES = 15
SIGNATURE_BYTES = 64
CODE_LENGTH = 122
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
QR_VERSION = 5
QR_LEVEL = "M"

_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_BASE45_VALUES = {character: value for value, character in enumerate(_BASE45)}

SHORT_ALPHABET = "2346789ACDEFGHJKLMNPQRTUVWXY"
"""28 characters that nobody confuses: no 0 O, 1 I, 5 S, 8 B, 2 Z pair is complete."""
SHORT_LENGTH = 8

CodeFault = Literal["foreign", "forged", "unknown_key"]


Keys = Mapping[int, Ed25519PublicKey]
"""Public keys whose codes are honoured, by id."""


def read_keys(written: Mapping[int, str]) -> Keys:
    """Keys from their 64 hexadecimal digits."""
    return {
        key_id: Ed25519PublicKey.from_public_bytes(bytes.fromhex(digits))
        for key_id, digits in written.items()
    }


class CodeRefused(ValueError):
    """The text is not a genuine appointment code; `fault` says in which way."""

    def __init__(self, fault: CodeFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Code:
    """What a letter's code says (Terminschlüssel)."""

    key_id: int
    site_number: int
    appointment: bytes
    """8 random bytes: the key for duplicates and revocation."""
    starts_at: datetime
    """UTC, whole minutes."""

    def body(self) -> bytes:
        minutes = int(self.starts_at.timestamp()) // 60
        return (
            self.key_id.to_bytes(1, "big")
            + self.site_number.to_bytes(2, "big")
            + self.appointment
            + minutes.to_bytes(4, "big")
        )


def book_key(appointment: bytes) -> str:
    """The name of an appointment in a day book: 16 hexadecimal digits that lead to no code."""
    return blake2b(appointment, digest_size=8, person=b"ez-book").hexdigest()


def new_appointment_id() -> bytes:
    """8 random bytes that name an appointment in its code."""
    return secrets.token_bytes(8)


def looks_ours(text: str) -> bool:
    """Whether a scanned text claims to be an appointment code; says nothing about its truth."""
    return text.startswith(MAGIC) and len(text) == CODE_LENGTH


def sign(code: Code, key: Ed25519PrivateKey) -> str:
    """The 122 characters for the letter. ValueError when a field does not fit its width."""
    if len(code.appointment) != 8:
        raise ValueError("an appointment id has 8 bytes")
    body = code.body()
    return MAGIC + _base45_encode(body + key.sign(MAGIC.encode() + body))


def verify(text: str, keys: Keys) -> Code:
    """The code in `text`. Raises CodeRefused: foreign, forged, or signed by a key we don't hold."""
    if not looks_ours(text):
        raise CodeRefused("foreign")
    raw = _base45_decode(text[len(MAGIC) :])
    if raw is None or len(raw) != BODY_BYTES + SIGNATURE_BYTES:
        raise CodeRefused("forged")
    body, signature = raw[:BODY_BYTES], raw[BODY_BYTES:]
    _check_signature(keys, MAGIC, body, signature)
    return Code(
        key_id=body[0],
        site_number=int.from_bytes(body[1:3], "big"),
        appointment=body[3:11],
        starts_at=_EPOCH + timedelta(minutes=int.from_bytes(body[11:15], "big")),
    )


# ------------------------------------------------------------------ papers that are handed in

DOCUMENTS_MAGIC = "EZD1"


def documents_text(code: str) -> str:
    """What the QR code of a documents slip says; `code` is a short code."""
    return DOCUMENTS_MAGIC + code


# ------------------------------------------------------------------ the technician's service code

SERVICE_MAGIC = "EZS1"
_SERVICE_BYTES = 13


@dataclass(frozen=True)
class ServiceCode:
    """Opens the service menu of one device until a moment (UTC, whole minutes)."""

    key_id: int
    device: bytes
    """8 bytes: `device_mark` of the device it is for."""
    until: datetime

    def body(self) -> bytes:
        minutes = int(self.until.timestamp()) // 60
        return self.key_id.to_bytes(1, "big") + self.device + minutes.to_bytes(4, "big")


def device_mark(site: str, device: str) -> bytes:
    """8 bytes that stand for a device in a service code; sites may share a key, and names."""
    return blake2b(f"{site}/{device}".encode(), digest_size=8, person=b"ez-service").digest()


def sign_service(code: ServiceCode, key: Ed25519PrivateKey) -> str:
    """The text of a service code's QR; the mark before it keeps it apart from any letter."""
    body = code.body()
    return SERVICE_MAGIC + _base45_encode(body + key.sign(SERVICE_MAGIC.encode() + body))


def verify_service(text: str, keys: Keys) -> ServiceCode:
    """The service code in `text`. Raises CodeRefused."""
    if not text.startswith(SERVICE_MAGIC):
        raise CodeRefused("foreign")
    raw = _base45_decode(text[len(SERVICE_MAGIC) :])
    if raw is None or len(raw) != _SERVICE_BYTES + SIGNATURE_BYTES:
        raise CodeRefused("forged")
    body = raw[:_SERVICE_BYTES]
    _check_signature(keys, SERVICE_MAGIC, body, raw[_SERVICE_BYTES:])
    minutes = int.from_bytes(body[9:13], "big")
    return ServiceCode(body[0], body[1:9], _EPOCH + timedelta(minutes=minutes))


def _check_signature(keys: Keys, magic: str, body: bytes, signature: bytes) -> None:
    """The body's first byte names its key. Raises CodeRefused."""
    key = keys.get(body[0])
    if key is None:
        raise CodeRefused("unknown_key")
    try:
        key.verify(signature, magic.encode() + body)
    except InvalidSignature:
        raise CodeRefused("forged") from None


def _base45_encode(raw: bytes) -> str:
    """RFC 9285: two bytes become three characters, a last single byte becomes two."""
    out: list[str] = []
    for at in range(0, len(raw), 2):
        pair = raw[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, digit = divmod(value, 45)
            out.append(_BASE45[digit])
    return "".join(out)


def _base45_decode(text: str) -> bytes | None:
    """The bytes behind `text`, or None unless `text` is their one and only encoding."""
    out = bytearray()
    for at in range(0, len(text), 3):
        digits = [_BASE45_VALUES.get(character) for character in text[at : at + 3]]
        if None in digits or len(digits) == 1:
            return None
        value = sum((digit or 0) * 45**place for place, digit in enumerate(digits))
        width = len(digits) - 1
        if value >= 256**width:
            return None
        out += value.to_bytes(width, "big")
    return bytes(out)


def new_short_code() -> str:
    """Seven random characters and a check character, for people who type (Kurzcode)."""
    stem = "".join(secrets.choice(SHORT_ALPHABET) for _ in range(SHORT_LENGTH - 1))
    return stem + _check_character(stem)


def read_short_code(typed: str) -> str | None:
    """The short code in what somebody typed (spaces, hyphens, small letters), or None.

    One wrong character is always noticed, two swapped neighbours in 99 of 100 cases (ISO/IEC 7064
    hybrid system, here with the modules 29 and 28).
    """
    text = "".join(typed.split()).replace("-", "").upper()
    if len(text) != SHORT_LENGTH or any(character not in SHORT_ALPHABET for character in text):
        return None
    return text if _check_character(text[:-1]) == text[-1] else None


def show_short_code(code: str) -> str:
    """The short code as it is printed: ``K7MD-2QXP``."""
    return f"{code[:4]}-{code[4:]}"


def _check_character(stem: str) -> str:
    size = len(SHORT_ALPHABET)
    carry = size
    for character in stem:
        carry = (carry + SHORT_ALPHABET.index(character)) % size or size
        carry = carry * 2 % (size + 1)
    return SHORT_ALPHABET[(size + 1 - carry) % size]
