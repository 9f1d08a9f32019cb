"""Genuine letters for tests: signed with a key whose public half stands in the kiosk's config."""

from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.ui.sample import CONFIG, NOW
from wire.messages import BookEntry, DayBook, Lease, LetterKey, Standalone
from wire.qr import Code, book_key, sign

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
SITE_NUMBER = 77
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""The appointment that the sample day begins with."""
LEASE = Lease(series="K", first=1, last=333, next=1)
STANDALONE = Standalone(
    site_number=SITE_NUMBER, early_minutes=60, late_minutes=30,
    keys=(LetterKey(id=1, public=PUBLIC),), sites={"78": "Jobcenter Neustadt"}, lease=LEASE,
)  # fmt: skip
ALONE_CONFIG = CONFIG.model_copy(update={"standalone": STANDALONE})


def appointment(n: int) -> bytes:
    """The eight bytes that name the n-th appointment."""
    return n.to_bytes(8, "big")


def letter(
    n: int = 1, at: datetime = AT, site: int = SITE_NUMBER, key: Ed25519PrivateKey = KEY
) -> str:
    """The text on the n-th appointment's letter."""
    return sign(Code(1, site, appointment(n), at), key)


def book(*known: int, revoked: tuple[int, ...] = (), as_of: datetime = NOW) -> DayBook:
    """A day book that knows these appointments, all in room 2.14 of zone B."""
    entry = BookEntry(zone="B", concern="leistung", room="2.14")
    return DayBook(
        rev=1, as_of=as_of - timedelta(minutes=10),
        entries={book_key(appointment(n)): entry for n in known},
        revoked=tuple(book_key(appointment(n)) for n in revoked),
    )  # fmt: skip
