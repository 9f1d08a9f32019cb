"""The front door of pairing: players ask, technicians say where they hang, players are told."""

import dataclasses
import hashlib
import hmac
import logging
import secrets
from datetime import datetime
from typing import Final

from hub.content import service as content
from hub.devices import service as devices
from hub.devices.rules import DeviceExists, Place
from hub.emergency import service as emergency
from hub.kit.accounts import BrokerAccounts
from hub.kit.auth import Principal
from hub.kit.database import Change, Database, Session
from hub.kit.senders import sender
from hub.pairing import repository, schemas
from hub.pairing.rules import (
    CODE_LENGTH,
    KEPT,
    LIVES,
    MOST_OF_ADDRESS,
    MOST_PENDING,
    POLL_S,
    ChangedMeanwhile,
    CodeExpired,
    CodeUsed,
    Misplaced,
    NotADisplay,
    PairingOver,
    TooManyPairings,
    UnknownCode,
    UnknownPairing,
    over,
    step,
    typed,
)
from hub.pairing.tables import PairingRow
from hub.sites import service as sites
from hub.sites.rules import misplaced
from wire.ids import DeviceId, RoomId, SiteId, ZoneId, new_ulid
from wire.qr import SHORT_ALPHABET

log = logging.getLogger("hub.pairing")

SECRET_BYTES: Final = 24
RESERVED: Final = frozenset({"new", "live", "orders"})
"""Words that stand in the addresses of pages where a display's name would stand."""


# ------------------------------------------------------------------ the player's side


def ask(
    database: Database, site: SiteId, player: schemas.Player, *, address: str, now: datetime
) -> schemas.Asked:
    """A code for a player that nobody knows yet. Raises TooManyPairings."""
    secret, address = secrets.token_urlsafe(SECRET_BYTES), sender(address)
    with database.write() as session:
        repository.forget(session, now - KEPT)
        for whose, most in ((address, MOST_OF_ADDRESS), (None, MOST_PENDING)):
            if repository.pending(session, address=whose, now=now) >= most:
                log.warning("pairing_refused", extra={"site": site, "address": address})
                raise TooManyPairings(retry_after_s=int(LIVES.total_seconds()))
        row = PairingRow(
            id=new_ulid(now), site=site, code=_free_code(session), secret_hash=_digest(secret),
            address=address, asked_at=now, expires_at=now + LIVES, **player.model_dump(),
        )  # fmt: skip
        session.add(row)
    log.info("pairing_asked", extra={"site": site, "pairing": row.id, "model": row.model})
    return schemas.Asked(
        id=row.id, secret=secret, code=row.code, expires_at=row.expires_at,
        lives_s=int(LIVES.total_seconds()), poll_s=POLL_S,
    )  # fmt: skip


def tell(
    database: Database, accounts: BrokerAccounts, broker: str, pairing: str, secret: str,
    *, now: datetime,
) -> schemas.Told:  # fmt: skip
    """What became of it; once it is paired, its identity with a password that nobody else knows.

    Players ask every other second, so whoever waits keeps no writer waiting, and no writer waits
    for the broker's files. Raises UnknownPairing, CodeExpired, UnknownDevice, BrokerNotOurs,
    BrokerFilesLost, BrokerFilesUnwritable.
    """
    with database.read() as session:
        row = _mine(session, pairing, secret, locked=False)
        if over(row.expires_at, now):
            raise CodeExpired
        if row.state == "asked":
            left = int((row.expires_at - now).total_seconds())
            return schemas.Told(state="waiting", lives_s=left)
        step(repository.STATES[row.state], "tell")
        device = DeviceId(str(row.device))
        name = devices.device(session, SiteId(row.site), device).place.name

    def still() -> None:
        with database.read() as session:
            known = _mine(session, pairing, secret, locked=False)
            step(repository.STATES[known.state], "tell")

    password = accounts.let_in(device, "display", still)
    with database.write() as session:
        known = _mine(session, pairing, secret, locked=True)
        known.state = step(repository.STATES[known.state], "tell")
    log.info("pairing_told", extra={"site": row.site, "pairing": row.id, "device": device})
    return schemas.Told(
        state="paired", site=row.site, device=device, name=name, broker=broker, password=password
    )


def take(database: Database, pairing: str, secret: str) -> None:
    """The player has kept its identity; it is told no more. Raises UnknownPairing."""
    with database.read() as session:
        row = _mine(session, pairing, secret, locked=False)
        if step(repository.STATES[row.state], "take") == row.state:
            return
    with database.write() as session:
        row = _mine(session, pairing, secret, locked=True)
        row.state = step(repository.STATES[row.state], "take")


def forget(session: Session, *, now: datetime) -> None:
    """Codes that are over for so long that nobody asks for them."""
    repository.forget(session, now - KEPT)


def check(accounts: BrokerAccounts, device: str, password: str) -> None:
    """Whether a paired player still is one. Raises PairingOver.

    A player that hears so forgets who it is: in doubt it stays.
    """
    if not accounts.may_stay(device, password):
        raise PairingOver(device=device)


# ------------------------------------------------------------------ the technician's side


def waiting(session: Session, who: Principal, code: str, *, now: datetime) -> schemas.Waiting:
    """The player that shows this code. Raises UnknownCode, CodeExpired, CodeUsed."""
    row = _by_code(session, who.site, code, now, locked=False)
    return schemas.Waiting.model_validate(row, from_attributes=True)


def pair(
    change: Change, who: Principal, code: str, given: schemas.NewDisplay,
    accounts: BrokerAccounts, *, now: datetime,
) -> schemas.Paired:  # fmt: skip
    """The player of this code becomes a new display.

    Raises UnknownCode, CodeExpired, CodeUsed, DeviceExists, Misplaced, BrokerNotOurs,
    BrokerFilesLost, BrokerFilesUnwritable.
    """
    row = _by_code(change.session, change.site, code, now, locked=True)
    new = Place(DeviceId(given.device), "display", given.name, given.node, given.facing_deg)
    place = _hung(change, new, given)
    if place.id in RESERVED:
        raise DeviceExists(device=place.id)
    accounts.must_be_free(place.id)
    devices.hang(change, place)
    _claim(change.session, row, who, place, now)
    return schemas.Paired(device=place.id, name=place.name)


def placed(session: Session, who: Principal, device: str) -> Place:
    """Where a display hangs, for whoever corrects it. Raises UnknownDevice, NotADisplay."""
    return _display(session, who.site, device)


def drawn(place: Place) -> str:
    """What the form of a place shows; a page that bears another one is out of date."""
    shown = [getattr(place, name) for name in schemas.Placement.model_fields]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def require_drawn(session: Session, who: Principal, device: str, version: str) -> None:
    """A form that bears a version bears the present one. Raises ChangedMeanwhile."""
    if version not in ("", drawn(placed(session, who, device))):
        raise ChangedMeanwhile


def correct(
    change: Change, who: Principal, device: str, given: schemas.Placement
) -> schemas.Placement:
    """The display hangs elsewhere, or was written down wrongly; its player stays the same.

    Raises UnknownDevice, NotADisplay, Misplaced.
    """
    before = placed(change.session, who, device)
    place = _hung(change, before, given)
    if place != before:
        devices.rehang(change, place)
        names = {"site": who.site, "device": device, "staff": who.staff_id}
        log.info("display_rehung", extra=names)
    return schemas.Placement.model_validate(place, from_attributes=True)


def replace(
    database: Database, who: Principal, code: str, device: str, accounts: BrokerAccounts,
    *, now: datetime,
) -> schemas.Paired:  # fmt: skip
    """The player of this code takes a display's place; the one before it is shut out.

    Raises UnknownCode, CodeExpired, CodeUsed, UnknownDevice, NotADisplay, BrokerNotOurs,
    BrokerFilesLost, BrokerFilesUnwritable.
    """
    with database.read() as session:
        _by_code(session, who.site, code, now, locked=False)
        place = _display(session, who.site, device)

    def claim() -> None:
        with database.change(who.site) as change:
            row = _by_code(change.session, change.site, code, now, locked=True)
            hangs = _display(change.session, change.site, device)
            emergency.forget_shown(change, hangs.id)
            _claim(change.session, row, who, hangs, now)

    # The new player's first password waits for the files that void the old one: it comes later.
    accounts.shut_out(place.id, claim)
    return schemas.Paired(device=place.id, name=place.name)


def unpair(
    database: Database, who: Principal, device: str, accounts: BrokerAccounts
) -> schemas.Paired:
    """The display's password is void; its player shows a code when it notices or starts anew.

    Raises UnknownDevice, NotADisplay, BrokerNotOurs,
    BrokerFilesLost, BrokerFilesUnwritable.
    """
    place = _shut_out(database, who.site, device, accounts)
    log.info("display_unpaired", extra={"site": who.site, "device": device, "staff": who.staff_id})
    return schemas.Paired(device=place.id, name=place.name)


def remove(
    database: Database, who: Principal, device: str, accounts: BrokerAccounts, *, now: datetime
) -> schemas.Paired:
    """The display hangs here no more. Its player is shut out first: if that fails, it hangs on.

    Raises UnknownDevice, NotADisplay, BrokerNotOurs,
    BrokerFilesLost, BrokerFilesUnwritable.
    """
    names = {"site": who.site, "device": device, "staff": who.staff_id}
    if accounts.ours:
        _shut_out(database, who.site, device, accounts)
    with database.change(who.site) as change:
        place = _display(change.session, change.site, device)
        repository.drop(change.session, change.site, place.id)
        content.take_down(change, place.id, now)
        emergency.forget_shown(change, place.id)
        site = sites.site(change.session, change.site)
        devices.take_down(change, place.id, timezone=site.timezone)
    if not accounts.ours:  # whoever made the account takes it away
        log.warning("broker_account_stays", extra=names)
    log.info("display_removed", extra=names)
    return schemas.Paired(device=place.id, name=place.name)


# ------------------------------------------------------------------ within


def _shut_out(database: Database, site: SiteId, device: str, accounts: BrokerAccounts) -> Place:
    """The display. Whoever was still to be told its password is a stranger by then.

    Raises UnknownDevice, NotADisplay, BrokerNotOurs, BrokerFilesLost, BrokerFilesUnwritable.
    """
    with database.read() as session:
        place = _display(session, site, device)

    def nobody_is_to_become_it() -> None:
        with database.write() as session:
            repository.drop(session, site, place.id)

    accounts.shut_out(place.id, nobody_is_to_become_it)
    return place


def _claim(session: Session, row: PairingRow, who: Principal, place: Place, now: datetime) -> None:
    """One player is this display: an earlier one of that name gets no password any more."""
    repository.drop(session, row.site, place.id, but=row.id)
    row.state = step(repository.STATES[row.state], "claim")
    row.device, row.claimed_by, row.expires_at = place.id, who.staff_id, now + LIVES
    names = {"site": row.site, "pairing": row.id, "device": place.id, "staff": who.staff_id}
    log.info("display_paired", extra=names)


def _hung(change: Change, place: Place, given: schemas.Placement) -> Place:
    """The place with what was given. Raises Misplaced."""
    in_zone, at_door = given.role == "zone", given.role == "door"
    hung = dataclasses.replace(
        place, name=given.name, node=given.node, facing_deg=given.facing_deg, role=given.role,
        zone=ZoneId(given.zone) if given.zone and in_zone else None,
        room=RoomId(given.room) if given.room and at_door else None,
        reading_distance_m=given.reading_distance_m, panel_height_mm=given.panel_height_mm,
    )  # fmt: skip
    if wrong := misplaced(sites.house(change.session, change.site), hung):
        raise Misplaced(wrong=wrong[0])
    return hung


def _display(session: Session, site: SiteId, device: str) -> Place:
    place = devices.device(session, site, DeviceId(device)).place
    if place.kind != "display":
        raise NotADisplay(device=device)
    return place


def _by_code(
    session: Session, site: SiteId, code: str, now: datetime, *, locked: bool
) -> PairingRow:
    row = repository.by_code(session, site, typed(code), locked=locked) if typed(code) else None
    if row is None:
        raise UnknownCode
    if row.state != "asked":
        raise CodeUsed
    if over(row.expires_at, now):
        raise CodeExpired
    return row


def _mine(session: Session, pairing: str, secret: str, *, locked: bool) -> PairingRow:
    row = repository.by_id(session, pairing, locked=locked)
    if row is None or not hmac.compare_digest(row.secret_hash, _digest(secret)):
        raise UnknownPairing
    return row


def _free_code(session: Session) -> str:
    """One that no player shows, or has shown within the last hour."""
    while True:
        code = "".join(secrets.choice(SHORT_ALPHABET) for _ in range(CODE_LENGTH))
        if repository.is_free(session, code):
            return code


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
