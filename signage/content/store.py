"""Whole files under the hash of their bytes; what is not whole has another name."""

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from signage.content.rules import QUOTA, Held, Room

CHUNK = 1 << 20
_NAME = re.compile(r"^[0-9a-f]{64}$")


class Store:
    """A folder of its own; nothing outside of it is ever touched.

    Every method may raise OSError where the disk does. `free` gives the bytes that are free on it.
    """

    def __init__(
        self,
        folder: Path,
        quota: int = QUOTA,
        free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        self._folder = folder
        self._begin()
        self._quota = quota
        self._free = free

    def _begin(self) -> None:
        """A disk that does not take it now may do so later, and holds nothing until then."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the whole file is or will be."""
        return self._folder / sha256

    def part(self, sha256: str) -> Path:
        """Where its first bytes gather."""
        return self._folder / f"{sha256}.part"

    def held(self) -> list[Held]:
        """All whole files, verified or not; what cannot even be looked at is not there."""
        found = []
        for path in self._paths():
            if _NAME.match(path.name):
                with contextlib.suppress(OSError):
                    stat = path.stat()
                    found.append(Held(path.name, stat.st_size, stat.st_mtime))
        return found

    def _paths(self) -> list[Path]:
        self._begin()
        try:
            return list(self._folder.iterdir())
        except OSError:
            return []

    def begun(self, sha256: str) -> int:
        """How many bytes of it have gathered."""
        try:
            return self.part(sha256).stat().st_size
        except FileNotFoundError:
            return 0

    def room(self) -> Room:
        """What there is for whole files and for what beginnings still lack."""
        free = self._free(self._folder)
        begun = sum(self.begun(path.stem) for path in self._paths() if path.suffix == ".part")
        return Room(free, self._quota - begun)

    def is_intact(self, sha256: str) -> bool:
        """Read the whole file and compare."""
        return digest(self.path(sha256)) == sha256

    def admit(self, sha256: str) -> None:
        """The gathered bytes are the whole file: from now on it stands under its name for good."""
        part = self.part(sha256)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(self.path(sha256))
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def remove(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def make_room(self, needed: int) -> None:
        """Before anybody knows what is wanted: beginnings go, then the oldest, as far as needed."""
        with contextlib.suppress(OSError):
            if self._free(self._folder) >= needed:
                return
            self.drop_parts(frozenset())
            for oldest in sorted(self.held(), key=lambda one: one.since):
                if self._free(self._folder) >= needed:
                    return
                self.remove(oldest.sha256)

    def drop_parts(self, wanted: frozenset[str]) -> None:
        """Forget the beginnings of files that nobody wants any more."""
        for path in self._folder.glob("*.part"):
            if path.stem not in wanted:
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()
