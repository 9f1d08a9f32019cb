"""Logs are events: one JSON line each on stderr."""

import json
import logging
import sys
from collections import deque
from datetime import UTC, datetime
from typing import Final

_PLAIN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """`log.info("ticket_issued", extra={...})` as one line; times are UTC in milliseconds."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "at": iso(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        fields |= {key: value for key, value in vars(record).items() if key not in _PLAIN}
        if record.exc_info:
            fields["trace"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)


class Recent(logging.Handler):
    """Remembers the last events for the service menu: time, level, name, nothing else."""

    def __init__(self, most: int = 40) -> None:
        super().__init__()
        self._lines: deque[str] = deque(maxlen=most)

    def emit(self, record: logging.LogRecord) -> None:
        at = datetime.fromtimestamp(record.created, UTC).astimezone()
        mark = "" if record.levelno < logging.WARNING else f" {record.levelname}"
        self._lines.append(f"{at:%H:%M:%S}{mark} {record.name} {record.getMessage()}")

    @property
    def lines(self) -> tuple[str, ...]:
        """Newest first."""
        return tuple(reversed(self._lines))


RECENT: Final = Recent()


def iso(at: datetime) -> str:
    """``2026-11-23T07:43:00.123+00:00``."""
    return at.isoformat(timespec="milliseconds")


def set_up(level: int = logging.INFO) -> None:
    """Send our events from `level` on to stderr, those of the libraries only from warning on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler, RECENT], force=True)
    for ours in ("kiosk", "wire"):
        logging.getLogger(ours).setLevel(level)
