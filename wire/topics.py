"""Every MQTT topic once: who speaks, how surely, how long it lasts, and what it may say."""

import re
from dataclasses import dataclass
from typing import Literal

from wire.ids import SLUG, ZONE

ROOT = "ez/v1"
Speaker = Literal["hub", "device"]


@dataclass(frozen=True)
class Topic:
    """One row of the contract. `{site}`, `{dev}`, `{zone}`, `{hub}` are filled in by `path`."""

    name: str
    pattern: str
    speaker: Speaker
    retained: bool
    expiry_s: int | None
    types: tuple[str, ...]
    qos: int = 1

    def path(self, **parts: str) -> str:
        """The topic to publish or, with ``+`` as a part, to subscribe."""
        return f"{ROOT}/{self.pattern.format(**parts)}"


HUB_STATE = Topic("hub_state", "{site}/hub/{hub}/state", "hub", True, None, ("hub.state",))
LOOK = Topic("look", "{site}/bcast/look", "hub", True, None, ("look",))
DEVICE_STATE = Topic(
    "device_state", "{site}/d/{dev}/state", "device", True, None, ("device.state",)
)
HEALTH = Topic("health", "{site}/d/{dev}/rep/health", "device", True, None, ("device.health",))
UP = Topic(
    "up", "{site}/d/{dev}/up", "device", False, None,
    (
        "checkin.request", "ticket.request", "visit.amend", "documents.receipt", "feedback",
        "ticket.paper", "call.shown", "help.request", "call.spoken", "emergency.shown", "played",
        "order.done", "visit.leave",
    ),
)  # fmt: skip
ACK = Topic("ack", "{site}/d/{dev}/down/ack", "hub", False, 300, ("ack",))
CONFIG = Topic(
    "config", "{site}/d/{dev}/des/config", "hub", True, None, ("kiosk.config", "display.config")
)
BOOK = Topic("book", "{site}/d/{dev}/des/book", "hub", True, None, ("kiosk.book",))
HOUSE = Topic("house", "{site}/d/{dev}/des/house", "hub", True, None, ("kiosk.house",))
PROGRAMME = Topic(
    "programme", "{site}/d/{dev}/des/programme", "hub", True, None, ("display.programme",)
)
DOOR = Topic("door", "{site}/d/{dev}/des/door", "hub", True, None, ("display.door",))
COMMAND = Topic(
    "command", "{site}/d/{dev}/down/cmd", "hub", False, 120, ("reprint", "display.command")
)
TIME_ASKED = Topic("time_asked", "{site}/d/{dev}/ask/time", "device", False, 5, ("time.asked",), 0)
TIME_TOLD = Topic("time_told", "{site}/d/{dev}/down/time", "hub", False, 5, ("time.told",), 0)
REPORT = Topic("report", "{site}/d/{dev}/rep/display", "device", True, None, ("display.report",))
PICTURE = Topic("picture", "{site}/d/{dev}/rep/picture", "device", False, 60, ("display.picture",))
EMERGENCY = Topic("emergency", "{site}/bcast/emergency", "hub", True, None, ("emergency",))
BOARD = Topic("board", "{site}/z/{zone}/board", "hub", True, None, ("board",))
CALL = Topic("call", "{site}/z/{zone}/call", "hub", False, 30, ("call",))

TOPICS: tuple[Topic, ...] = (
    HUB_STATE, LOOK, EMERGENCY, DEVICE_STATE, HEALTH, REPORT, PICTURE, UP, ACK, CONFIG, BOOK,
    HOUSE, PROGRAMME, DOOR, COMMAND, TIME_ASKED, TIME_TOLD, BOARD, CALL,
)  # fmt: skip

_PARTS = {"site": SLUG, "dev": SLUG, "hub": SLUG, "zone": ZONE}


def _regex(topic: Topic) -> re.Pattern[str]:
    text = re.escape(f"{ROOT}/{topic.pattern}").replace(r"\{", "{").replace(r"\}", "}")
    for part, pattern in _PARTS.items():
        text = text.replace(f"{{{part}}}", f"(?P<{part}>{pattern})")
    return re.compile(f"^{text}$")


_REGEXES = tuple((topic, _regex(topic)) for topic in TOPICS)


@dataclass(frozen=True)
class Address:
    """A topic name taken apart."""

    topic: Topic
    parts: dict[str, str]


def parse(path: str) -> Address | None:
    """Which row of the contract a topic name belongs to, or None."""
    for topic, regex in _REGEXES:
        if match := regex.match(path):
            return Address(topic, match.groupdict())
    return None
