"""Runs the child that reads an upload: little environment, little time, killed as a group."""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from hub.content.ingest.refusal import REASONS, Made
from hub.content.rules import ContentRefused
from hub.settings import REPOSITORY

log = logging.getLogger("hub.content")

LONGEST_S: Final = 3_600.0
"""Ten minutes of video take a small machine less."""
SILENT_S: Final = 120.0
"""A child says something more often, unless it hangs."""
LOOK_S: Final = 0.5
LONGEST_LINE: Final = 65_536
_MADE: Final = TypeAdapter(list[Made])
_PLAIN_NAME: Final = frozenset("0123456789abcdefghijklmnopqrstuvwxyz.")


class Interrupted(Exception):  # a sentence
    """The hub ends; the file is as it was."""


@dataclass(frozen=True)
class Patience:
    """How long the child may take in all, and say nothing, in seconds."""

    longest: float = LONGEST_S
    silent: float = SILENT_S


def ingest(
    source: Path,
    name: str,
    folder: Path,
    *,
    tell: Callable[[float], None],
    stop: Callable[[], bool],
    patience: Patience = Patience(),  # it is frozen
) -> list[Made]:
    """Renditions of a file in `folder`. Raises ContentRefused, Interrupted.

    A child that dies without a word was killed by one of its limits, or broken into: either way
    the file is not taken.
    """
    command = [sys.executable, "-m", "hub.content.ingest", str(source), name, str(folder)]
    process = _started(command, folder)
    try:
        for answer in _answers(process, patience, stop):
            if "walled" in answer:
                if answer["walled"] is not True:
                    log.info("ingest_without_walls")
            elif "share" in answer:
                tell(min(1.0, max(0.0, float(answer["share"]))))
            elif "refused" in answer:
                raise _refusal(answer)
            else:
                return _checked(answer, folder)
    except (ValueError, TypeError, KeyError):
        log.warning("ingest_answer_unreadable")
        raise ContentRefused("unreadable") from None
    finally:
        kill(process)
    log.info("ingest_died", extra={"code": process.returncode})
    by_limit = process.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    raise ContentRefused("too_hard" if by_limit else "unreadable")


def _started(command: list[str], folder: Path) -> "subprocess.Popen[bytes]":
    """In a group of its own; of our environment it gets nothing."""
    environment = {
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": str(folder), "HOME": str(folder),
        "MALLOC_ARENA_MAX": "2",
    }  # fmt: skip
    return subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def kill(process: "subprocess.Popen[bytes]") -> None:
    """The child and whatever it has started; no harm where all have ended."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _answers(
    process: "subprocess.Popen[bytes]", patience: Patience, stop: Callable[[], bool]
) -> Iterator[dict[str, Any]]:
    """Each line as it comes. Raises ContentRefused when it takes too long, Interrupted."""
    if process.stdout is None:
        raise TypeError("the child has no standard output")
    begun = heard = time.monotonic()
    rest = b""
    os.set_blocking(process.stdout.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if stop():
                raise Interrupted
            now = time.monotonic()
            if now - begun > patience.longest or now - heard > patience.silent:
                raise ContentRefused("too_hard")
            if not selector.select(LOOK_S):
                continue
            some = process.stdout.read()
            if not some:
                process.wait()
                return
            heard = now
            *lines, rest = (rest + some).split(b"\n")
            if len(rest) > LONGEST_LINE:
                raise ValueError("a line without end")
            for line in lines:
                yield dict(json.loads(line))


def _refusal(answer: dict[str, Any]) -> ContentRefused:
    reason = str(answer["refused"])
    fields = dict(answer.get("fields") or {})
    if reason not in REASONS or not all(isinstance(v, int | str) for v in fields.values()):
        return ContentRefused("unreadable")
    refused = ContentRefused(reason)
    refused.fields = {str(key): _short(value) for key, value in fields.items()}
    return refused


def _short(value: object) -> object:
    return value[:40] if isinstance(value, str) else value


def _checked(answer: dict[str, Any], folder: Path) -> list[Made]:
    """What the child says it made, as far as it lies there under a plain name."""
    made = _MADE.validate_python(answer["made"])
    for one in made:
        for name in (one.file, one.thumb):
            path = folder / name
            if not set(name) <= _PLAIN_NAME or not path.is_file() or path.is_symlink():
                raise ValueError("no such rendition")
    if not made:
        raise ValueError("nothing was made")
    return made
