"""Who may fetch which file: tokens of devices, and what they are told of the source."""

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from hub.content import repository
from hub.content.rules import SHA256, UnknownContent
from hub.content.store import Store
from hub.devices import service as devices
from hub.devices.rules import UnknownDevice
from hub.kit.database import Session
from hub.kit.errors import HouseError
from wire.ids import DeviceId, SiteId
from wire.messages import Source


class NoToken(HouseError):
    """The request bears no token of a device of this site."""

    key = "token_missing_or_wrong"
    status = 401


@dataclass(frozen=True)
class Served:
    """A file that somebody may have."""

    path: Path
    sha256: str
    mime: str


def source_for(key: bytes, url: str, site: SiteId, device: DeviceId) -> Source | None:
    """Where a device fetches its content; None where the hub has no address for devices."""
    return Source(url=url.rstrip("/"), token=token(key, site, device)) if url else None


def token(key: bytes, site: SiteId, device: DeviceId) -> str:
    """The word with which one device fetches content; nothing of it is stored."""
    proof = hmac.new(key, f"{site}|{device}".encode(), hashlib.sha256).hexdigest()
    return f"{device}.{proof}"


def admit(session: Session, key: bytes, site: SiteId, authorization: str) -> DeviceId:
    """Whose token it is. Raises NoToken, also for a device that is no longer in the house."""
    scheme, _, given = authorization.partition(" ")
    device = DeviceId(given.strip().rpartition(".")[0])
    right = hmac.compare_digest(token(key, site, device).encode(), given.strip().encode())
    if scheme.lower() != "bearer" or not right:
        raise NoToken
    try:
        devices.device(session, site, device)
    except UnknownDevice:
        raise NoToken from None
    return device


def served(session: Session, store: Store, sha256: str) -> Served:
    """The file with this hash. Raises UnknownContent, whatever else is asked for."""
    row = repository.file(session, sha256) if SHA256.fullmatch(sha256) else None
    if row is None or not store.path(sha256).is_file():
        raise UnknownContent
    return Served(store.path(sha256), sha256, row.mime)
