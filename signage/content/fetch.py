"""Fetches one file over HTTP: goes on where it broke off, takes no byte more than was announced."""

import errno
import hashlib
import http.client
import re
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from urllib.parse import SplitResult, urlsplit

from signage.content.rules import Fault
from wire.messages import MediaFile, Source

TIMEOUT_S = 10.0
"""For the connection, and between two pieces."""
LEAST_RATE = 2_000
"""Bytes a second, over more than `PATIENCE_S`; a slower source never ends."""
PATIENCE_S = 30.0
PIECE = 1 << 16
DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
_FAULTS: dict[int, Fault] = {401: "refused", 403: "refused", 404: "gone", 410: "gone"}


class FetchFailed(Exception):
    """The file is not here; `fault` says why. What has come stays for the next attempt."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def fetch(
    source: Source,
    file: MediaFile,
    part: Path,
    halted: Callable[[], bool],
    steady: Callable[[], float] = time.monotonic,
) -> bool:
    """Bring all bytes of `file` into `part`, verified. False: halted. Raises FetchFailed."""
    try:
        return _Fetch(source, file, part, halted, steady).run()
    except OSError as error:
        if error.errno in DISK_ERRORS:
            raise FetchFailed("full") from None
        raise FetchFailed("unreachable") from None
    except http.client.HTTPException:
        raise FetchFailed("cut") from None
    except ValueError:
        raise FetchFailed("unreachable") from None


class _Fetch:
    def __init__(
        self,
        source: Source,
        file: MediaFile,
        part: Path,
        halted: Callable[[], bool],
        steady: Callable[[], float],
    ) -> None:
        self._source = source
        self._file = file
        self._part = part
        self._halted = halted
        self._steady = steady
        self._digest = hashlib.sha256()

    def run(self) -> bool:
        have = self._reread()
        if have < self._file.bytes and not self._download(have):
            return False
        if self._digest.hexdigest() != self._file.sha256:
            self._part.unlink(missing_ok=True)
            raise FetchFailed("wrong")
        return True

    def _reread(self) -> int:
        """How many bytes are here already; they count into the hash."""
        try:
            if self._part.stat().st_size <= self._file.bytes:
                return self._take_in()
        except FileNotFoundError:
            return 0
        except OSError:
            # On a bad sector of the card it would fail again and again.
            self._digest = hashlib.sha256()
        self._part.unlink(missing_ok=True)
        return 0

    def _take_in(self) -> int:
        with self._part.open("rb") as file:
            while piece := file.read(PIECE):
                self._digest.update(piece)
            return file.tell()

    def _download(self, have: int) -> bool:
        where = urlsplit(self._source.url)
        connection = _connect(where)
        try:
            connection.request("GET", self._path(where), headers=self._headers(have))
            answer = connection.getresponse()
            start = self._start(answer, have)
            if start == 0:
                self._digest = hashlib.sha256()
            with self._part.open("ab" if start else "wb") as file:
                return self._stream(answer, file, start)
        finally:
            connection.close()

    def _path(self, where: SplitResult) -> str:
        return f"{where.path.rstrip('/')}/media/{self._file.sha256}"

    def _headers(self, have: int) -> dict[str, str]:
        wanted = {
            "Authorization": f"Bearer {self._source.token}",
            "Accept-Encoding": "identity",
        }
        return {**wanted, "Range": f"bytes={have}-"} if have else wanted

    def _start(self, answer: http.client.HTTPResponse, have: int) -> int:
        """From which byte on the answer goes. Raises FetchFailed when it is none."""
        if answer.status == HTTPStatus.OK:
            start = 0
        elif answer.status == HTTPStatus.PARTIAL_CONTENT:
            said = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
            start = int(said[1]) if said else -1
            if start != have:
                self._part.unlink(missing_ok=True)
                raise FetchFailed("wrong")
        elif answer.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            self._part.unlink(missing_ok=True)
            raise FetchFailed("wrong")
        else:
            raise FetchFailed(_FAULTS.get(answer.status, "busy"))
        if answer.length is not None and start + answer.length > self._file.bytes:
            raise FetchFailed("too_large")
        return start

    def _stream(self, answer: http.client.HTTPResponse, file: BinaryIO, start: int) -> bool:
        """Write piece by piece; False when halted."""
        begun, have = self._steady(), start
        while not self._halted():
            piece = answer.read1(PIECE)
            if not piece:
                break
            have += len(piece)
            if have > self._file.bytes:
                self._part.unlink(missing_ok=True)
                raise FetchFailed("too_large")
            file.write(piece)
            self._digest.update(piece)
            took = self._steady() - begun
            if took > PATIENCE_S and (have - start) / took < LEAST_RATE:
                raise FetchFailed("slow")
        if have == self._file.bytes:
            return True
        if self._halted():
            return False
        raise FetchFailed("cut")


def _connect(where: SplitResult) -> http.client.HTTPConnection:
    if where.scheme == "https":
        return http.client.HTTPSConnection(where.hostname or "", where.port, timeout=TIMEOUT_S)
    if where.scheme == "http":
        return http.client.HTTPConnection(where.hostname or "", where.port, timeout=TIMEOUT_S)
    raise FetchFailed("unreachable")
