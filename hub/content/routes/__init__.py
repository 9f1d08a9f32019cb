"""Library, playlists, times, notices, preview and proof of play, by page and by program."""

from typing import Final

from hub.content.routes import library, media, notices, played, playlists, preview, uploads, week
from hub.kit.routes import joined

STREAMED: Final = frozenset({("POST", uploads.PATH)})
"""For `pages.install`: what takes large bodies, from whom may send them, piece by piece."""

PARTS = library, media, notices, played, playlists, preview, uploads, week
router = joined(*(part.router for part in PARTS))
