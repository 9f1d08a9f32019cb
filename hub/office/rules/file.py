"""A set-up as one TOML file that people read and write, and back, exactly."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from hub.office.rules.things import (
    KEY_FIELDS,
    LINKS,
    ORDER,
    SITE,
    Fault,
    Key,
    Kind,
    Plain,
    Things,
    fault,
)

FORMAT: Final = 1
SECTIONS: Final[Mapping[str, Kind]] = {
    "floors": "floor", "zones": "zone", "concerns": "concern", "rooms": "room", "points": "point",
    "days": "day",
}  # fmt: skip
"""Tables of the file. Who is away is no set-up and stays out of it."""
_HEADINGS: Final[Mapping[str, str]] = {
    "floors": "Stockwerke", "zones": "Wartezonen",
    "concerns": "Anliegen, in der Reihenfolge, in der Kioske sie anbieten",
    "rooms": "Zimmer und Schalter; Maße in Metern, Ursprung oben links",
    "points": "Wegpunkte und Wege; jeder Weg steht nur einmal da",
    "days": "Besondere Tage; ohne Zeiten ist geschlossen",
}  # fmt: skip
_WEEK: Final = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_TIMES: Final = frozenset({"hours", "quiet", "spans"})
_SPAN: Final = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_AT: Final = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True)
class Slip:
    """What cannot be taken from a file, and in which line; None: in no line of its own."""

    fault: Fault
    line: int | None


@dataclass(frozen=True)
class Reading:
    """What a file says, and where; or why it says nothing."""

    things: dict[Key, Plain]
    slips: tuple[Slip, ...]
    lines: Mapping[tuple[Key, str], int]

    def slip(self, one: Fault) -> Slip:
        """The fault with the line of its field, else of its thing."""
        return Slip(one, self.lines.get((one.key, one.field), self.lines.get((one.key, ""))))


def write(things: Things) -> str:
    """The set-up as text; absences are left out."""
    lines = ["# Einrichtung eines Standorts. Zeiten sind Ortszeit.", f"format = {FORMAT}"]
    lines += ["", "[site]", *_body("site", things[SITE])]
    for section, kind in SECTIONS.items():
        lines += ["", f"# {_HEADINGS[section]}"]
        for key in _in_order(things, kind):
            lines += ["", f"[[{section}]]", *_named(key), *_body(section, _shown(key, things[key]))]
    return "\n".join(lines) + "\n"


def _in_order(things: Things, kind: Kind) -> list[Key]:
    if kind == "concern":
        return [Key("concern", name) for name in things[ORDER]["concerns"]]
    found = [key for key in things if key.kind == kind]
    return sorted(found, key=lambda one: int(one.name)) if kind == "floor" else sorted(found)


def _named(key: Key) -> Iterator[str]:
    plain = key.name if key.kind in ("floor", "day") else _value("", key.name)
    yield f"{KEY_FIELDS[key.kind]} = {plain}"


def _shown(key: Key, plain: Plain) -> Plain:
    """Each way at one of its ends only."""
    if key.kind != "point":
        return plain
    return plain | {LINKS: [one for one in plain[LINKS] if one > key.name]}


def _body(section: str, plain: Plain) -> Iterator[str]:
    """Plain values first: what follows a table's head belongs to the table."""
    tables = {name: value for name, value in plain.items() if isinstance(value, dict)}
    for name, value in plain.items():
        if name not in tables and value is not None:
            yield f"{_name(name)} = {_value(name, value)}"
    for name, table in tables.items():
        yield f"[{section}.{_name(name)}]"
        yield from _body(f"{section}.{_name(name)}", table)


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        said = [_times(one) for one in value] if name in _TIMES else value
        return f"[{', '.join(_value('', one) for one in said)}]"
    return repr(value)


def _quoted(text: str) -> str:
    """JSON's strings are TOML's, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _times(span: Mapping[str, int]) -> str:
    day = f"{_WEEK[span['weekday']]} " if "weekday" in span else ""
    return f"{day}{clock(span['opens'])}-{clock(span['closes'])}"


def clock(minute: int) -> str:
    """Minutes after midnight as a clock shows them: "08:30"; a day ends at "24:00"."""
    return f"{minute // 60:02}:{minute % 60:02}"


def span(text: str) -> dict[str, int] | None:
    """A span of a day from words like 08:00-12:00; None: it is none."""
    found = _SPAN.fullmatch(text.replace(" ", "").replace("–", "-"))
    if found is None:
        return None
    a, b, c, d = map(int, found.groups())
    opens, closes = a * 60 + b, c * 60 + d
    return {"opens": opens, "closes": closes} if max(opens, closes) <= 1440 else None


# ------------------------------------------------------------------ reading


def read(text: str) -> Reading:
    """What the file says, as things; what no file can say becomes slips. Never raises."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        return Reading({}, (Slip(fault(SITE, "", "no_toml"), line),), {})
    except (RecursionError, ValueError):
        return Reading({}, (Slip(fault(SITE, "", "no_toml"), None),), {})
    return _Reader(text, told).reading


class _Reader:
    """Goes through the tables of one file."""

    def __init__(self, text: str, told: dict[str, Any]) -> None:
        self._places: dict[tuple[str, int], dict[str, int]] = {}
        for place, line in _places(text):
            self._places.setdefault(place[:2], {})[place[2]] = line
        self._things: dict[Key, Plain] = {}
        self._lines: dict[tuple[Key, str], int] = {}
        self._slips: list[Slip] = []
        if told.get("format") != FORMAT:
            self._wrong(SITE, "format", "no_such_format", ("", 0, "format"))
        for name in told.keys() - {"format", "site", *SECTIONS}:
            self._wrong(SITE, name, "no_such_section", ("", 0, name), section=name)
        site = told.get("site")
        if isinstance(site, dict):
            self._take(SITE, "site", 0, site)
        for section, kind in SECTIONS.items():
            self._section(section, kind, told.get(section, []))
        listed = [key.name for key in self._things if key.kind == "concern"]
        self._things[ORDER] = {"concerns": listed}

    @property
    def reading(self) -> Reading:
        return Reading(self._things, tuple(self._slips), self._lines)

    def _section(self, section: str, kind: Kind, listed: object) -> None:
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            self._wrong(SITE, section, "no_list", ("", 0, section), section=section)
            return
        field = KEY_FIELDS[kind]
        for at, table in enumerate(cast("list[Plain]", listed)):
            name = table.pop(field, None)
            known = isinstance(name, str) if kind != "floor" else type(name) is int
            if not known and not (kind == "day" and hasattr(name, "isoformat")):
                key = Key(kind, f"{at + 1}")
                self._wrong(key, field, "missing" if name is None else "type", (section, at, field))
                continue
            key = Key(kind, str(name))
            if key in self._things:
                self._wrong(key, field, "exists", (section, at, field))
                continue
            self._take(key, section, at, table)

    def _take(self, key: Key, section: str, at: int, table: Plain) -> None:
        for field, line in self._places.get((section, at), {}).items():
            self._lines[key, field] = line
        self._things[key] = {field: self._said(key, field, it) for field, it in table.items()}

    def _said(self, key: Key, path: str, value: object) -> object:
        """The value in plain form: dates as text, times as numbers."""
        if path.rpartition(".")[2] in _TIMES and isinstance(value, list):
            found = [_read_times(one) if isinstance(one, str) else None for one in value]
            if None in found:
                line = self._lines.get((key, path), self._lines.get((key, "")))
                self._slips.append(Slip(fault(key, path.partition(".")[0], "no_times"), line))
                return []
            return found
        if isinstance(value, dict):
            return {name: self._said(key, f"{path}.{name}", it) for name, it in value.items()}
        return value.isoformat() if hasattr(value, "isoformat") else value

    def _wrong(
        self, key: Key, field: str, code: str, place: tuple[str, int, str], **told: object
    ) -> None:
        lines = self._places.get(place[:2], {})
        line = lines.get(place[2], lines.get(""))
        self._slips.append(Slip(fault(key, field, code, **told), line))


def _read_times(text: str) -> dict[str, int] | None:
    day, _, times = text.strip().rpartition(" ")
    found = span(times)
    if found is None or (day and day not in _WEEK):
        return None
    return {"weekday": _WEEK.index(day), **found} if day else found


def _places(text: str) -> Iterable[tuple[tuple[str, int, str], int]]:
    """In which line each table and each field of a table stands, as people write them."""
    section, at, sub = "", 0, ""
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        head = re.match(r"\s*\[\[\s*([\w-]+)\s*\]\]|\s*\[\s*([\w-]+)(?:\.([\w.-]+))?\s*\]", line)
        field = re.match(r"\s*([\w-]+)\s*=", line)
        if head and head[1]:
            section, sub = head[1], ""
            at = counts[section] = counts.get(section, -1) + 1
            yield (section, at, ""), number
        elif head:
            section, sub = head[2], head[3] or ""
            at = counts.get(section, 0)
            yield (section, at, sub), number
        elif field:
            yield (section, at, f"{sub}.{field[1]}" if sub else field[1]), number
