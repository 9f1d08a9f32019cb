"""Where renditions lie on the disk: under the hash of their bytes, each once and whole."""

import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

_BLOCK: Final = 1_048_576
KEY_BYTES: Final = 32


class Store:
    """The folder `EZ_STATE/media`; hub processes of one site share it, each by its instance."""

    def __init__(self, state: Path, instance: str) -> None:
        self._instance = instance
        self.folder = state / "media"
        self._incoming = self.folder / "incoming"
        self._work = self.folder / "work"
        for folder in (self._incoming, self._work):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.key = _key(state / "media.key")

    def path(self, sha256: str) -> Path:
        """Where a file lies or would lie."""
        return self.folder / sha256[:2] / sha256

    def incoming(self, upload: str) -> Path:
        """Where an upload lies until it has been worked on."""
        return self._incoming / upload

    def take(self, source: Path) -> str:
        """Move a finished file in; answers the hash under which it lies."""
        digest = hashlib.sha256()
        with source.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
            os.fsync(file.fileno())
        place = self.path(digest.hexdigest())
        place.parent.mkdir(exist_ok=True, mode=0o700)
        source.replace(place)
        _sync(place.parent)
        return digest.hexdigest()

    def incoming_since_long(self, before: datetime) -> list[Path]:
        """Uploads that came before a moment, each under its id."""
        return [path for path in self._incoming.iterdir() if _older(path, before)]

    def free_bytes(self) -> int:
        return shutil.disk_usage(self.folder).free

    @contextmanager
    def workplace(self) -> Iterator[Path]:
        """A folder on the same disk that is gone afterwards."""
        with tempfile.TemporaryDirectory(dir=self._work, prefix=f"{self._instance}.") as folder:
            yield Path(folder)

    def clear_work(self) -> None:
        """What this hub left behind when it died. Called before any work begins."""
        for folder in self._work.glob(f"{self._instance}.*"):
            shutil.rmtree(folder, ignore_errors=True)

    def drop(self, sha256: str, before: datetime) -> None:
        """Remove a file, unless it came (again) after a moment: somebody is about to name it."""
        path = self.path(sha256)
        if _older(path, before):
            path.unlink(missing_ok=True)


def _older(path: Path, before: datetime) -> bool:
    """Whether it was last written before a moment; not, when it is gone."""
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False


def _sync(folder: Path) -> None:
    """The name is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _key(path: Path) -> bytes:
    """The key of the site's tokens, made at the first start; of two processes one is first."""
    with suppress(FileExistsError):
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        fresh.write_bytes(secrets.token_bytes(KEY_BYTES))
        fresh.chmod(0o600)
        try:
            os.link(fresh, path)
        finally:
            fresh.unlink()
    return path.read_bytes()
