"""The front door of the content: what displays show, what they have shown, and the files for it."""

from pathlib import Path

from hub.content.service.played import item_names, note_played
from hub.content.service.programmes import (
    audience,
    programme_for,
    take_down,
    tell,
    tidy,
    too_large,
)
from hub.content.service.serving import source_for
from hub.content.service.works import Works
from hub.content.store import Store
from hub.kit.database import Database
from hub.settings import ContentSettings
from wire.ids import SiteId

__all__ = [
    "Works", "audience", "item_names", "note_played", "open_works", "programme_for", "source_for",
    "take_down", "tell", "tidy", "too_large",
]  # fmt: skip


def open_works(database: Database, site: SiteId, state: Path, settings: ContentSettings) -> Works:
    """The store in the hub's state directory, with what works on it."""
    return Works(database, site, Store(state, database.post.instance), settings)
