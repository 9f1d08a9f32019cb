"""Logs are events: one JSON line each on stderr."""

import json
import logging
import sys
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


def iso(at: datetime) -> str:
    """``2026-11-23T07:43:00.123+00:00``."""
    return at.isoformat(timespec="milliseconds")


def set_up(level: int = logging.INFO) -> None:
    """Send our events from `level` on to stderr, those of the libraries only from warning on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for ours in ("kiosk", "wire"):
        logging.getLogger(ours).setLevel(level)
