"""What a display remembers over a restart, in its outbox's notes."""

import json
import logging
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from signage.board.calls import first_seen
from signage.board.events import Key, Moment
from signage.board.state import BoardState, begin
from wire.look import Look
from wire.messages import Board, DisplayConfig, Door, Emergency
from wire.outbox import Outbox, set_aside_if_broken

log = logging.getLogger("signage.memory")

Kept = TypeVar("Kept")
OUTBOX: Final = "outbox.sqlite"
BROKEN_KEPT: Final = 3
"""So many damaged files stay for whoever wants to know why; a card that dies makes one each day."""
_KEYS = TypeAdapter(tuple[Key, ...])
_NAMES = TypeAdapter(tuple[str, ...])
_BOARDS = TypeAdapter(tuple[Board, ...])
_TIMES = TypeAdapter(dict[str, datetime])


class Memory:
    """Each part under a name of its own, so that one that is broken costs no other."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def look(self) -> Look | None:
        return self._read("look", Look.model_validate_json)

    def state(self, now: Moment) -> BoardState:
        """The display as it was; what cannot be read any more is as if never heard."""
        boards = {board.zone: board for board in self._read("boards", _BOARDS.validate_json) or ()}
        return replace(
            begin(now),
            config=self._read("config", DisplayConfig.model_validate_json),
            boards=boards,
            came=first_seen({}, boards, now.steady),
            door=self._read("door", Door.model_validate_json),
            emergency=self._read("emergency", Emergency.model_validate_json),
            doubted_since=now.steady,
            as_of=self._read("fresh", _TIMES.validate_json) or {},
            acknowledged=self._read("acknowledged", _KEYS.validate_json) or (),
            raised=self._read("alarms", _NAMES.validate_json) or (),
        )

    def _read(self, name: str, parse: Callable[[str], Kept]) -> Kept | None:
        try:
            text = self._outbox.noted(name)
            return None if text is None else parse(text)
        except (ValidationError, ValueError, sqlite3.Error):
            log.warning("memory_unreadable", extra={"name_of_note": name})
            return None


def open_outbox(folder: Path, owner: str, make_room: Callable[[], None]) -> Outbox:
    """What this display remembers; a player that was another display before remembers nothing.

    A disk that takes nothing keeps no display dark: `make_room` may take something from it, and
    when that does not help, the display goes on in memory with what it can read.
    """
    path = folder / OUTBOX
    try:
        return _on_disk(path, owner)
    except (OSError, sqlite3.Error):
        make_room()
    try:
        return _on_disk(path, owner)
    except (OSError, sqlite3.Error) as error:
        log.warning("memory_for_this_life_only", extra={"detail": str(error)})
    outbox = Outbox(path, lasts=False)
    _own(outbox, owner)
    return outbox


def settle(outbox: Outbox) -> None:
    """Onto the disk after all. Raises OSError or sqlite3.Error while it takes nothing."""
    _set_aside(outbox.path)
    outbox.to_disk()
    log.info("memory_lasts_again")


def _on_disk(path: Path, owner: str) -> Outbox:
    """The hub says again all that a damaged memory has lost, so that none keeps the panel dark."""
    _set_aside(path)
    outbox = Outbox(path)
    try:
        _own(outbox, owner)
    except sqlite3.Error:
        outbox.close()
        raise
    return outbox


def _set_aside(path: Path) -> None:
    if aside := set_aside_if_broken(path, datetime.now(UTC)):
        log.error("memory_moved_aside", extra={"to": aside})
        files = path.parent.glob(f"{path.name}.broken-*")
        lives = sorted({file.name.removesuffix("-wal").removesuffix("-shm") for file in files})
        for name in lives[:-BROKEN_KEPT]:
            for part in ("", "-wal", "-shm"):
                path.with_name(name + part).unlink(missing_ok=True)


def _own(outbox: Outbox, owner: str) -> None:
    if outbox.belong_to(owner):
        log.info("memory_emptied", extra={"owner": owner})


def written(what: str, state: BoardState) -> str | None:
    """One part as text; None where there is nothing of it."""
    if what == "boards":
        return _BOARDS.dump_json(state.own_boards).decode()
    if what == "fresh":
        return _TIMES.dump_json(dict(state.as_of)).decode()
    if what == "acknowledged":
        return json.dumps(state.acknowledged)
    if what == "alarms":
        return json.dumps(state.raised)
    message = {"config": state.config, "door": state.door, "emergency": state.emergency}[what]
    return message.model_dump_json() if message else None
