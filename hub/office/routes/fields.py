"""The forms of the set-up as data: which fields a thing has, how they are shown and read."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

from hub.kit.languages import LANGUAGES
from hub.office.rules.file import clock, span
from hub.office.rules.things import Kind, Plain
from hub.office.texts import FIELDS, WEEKDAYS

Widget = Literal[
    "text", "number", "metres", "select", "checks", "words", "texts", "areas", "week", "times",
    "date", "moment", "flag", "sound",
]  # fmt: skip
MOMENT: Final = "%Y-%m-%dT%H:%M"
Values = dict[str, str | list[str]]


@dataclass(frozen=True)
class Field:
    """A field of a form. `options` names the list that it is chosen from; `new`: only at first."""

    name: str
    widget: Widget
    hint: str = ""
    options: str = ""
    new: bool = False
    needed: bool = False

    @property
    def label(self) -> str:
        return FIELDS[self.name]


_LETTER: Final = "Ein Buchstabe. Für A bis D gibt es Zeichen in Form und Farbe."
FORMS: Final[Mapping[Kind, tuple[Field, ...]]] = {
    "site": (
        Field("name", "text", "So steht es auf Displays, Kiosken und Seiten.", needed=True),
        Field("number", "number", "Steht in den Codes der Briefe. Alte Briefe gelten sonst nicht."),
        Field("timezone", "select", options="timezones"),
        Field("land", "select", "Danach richten sich die Feiertage.", "lands"),
        Field("promise_minutes", "number", "So lange soll niemand warten. Daran wird gemessen."),
        Field("early_minutes", "number"),
        Field("late_minutes", "number"),
    ),
    "floor": (
        Field("level", "number", "0 ist das Erdgeschoss, -1 der Keller.", new=True, needed=True),
        Field("name", "text", "Leer: wird gezählt, zum Beispiel 2. Obergeschoss."),
    ),
    "zone": (
        Field("id", "text", _LETTER, new=True, needed=True),
        Field("name", "texts"),
        Field("sound", "sound"),
    ),
    "concern": (
        Field("name", "texts"),
        Field("hint", "texts"),
        Field("parent", "select", "Gruppen fassen Anliegen am Kiosk zusammen.", "groups"),
        Field("zone", "select", "Hier warten die Leute.", "zones"),
        Field("service_minutes", "number", "So lange dauert es meistens."),
        Field("open", "flag", "Ohne Haken gibt es keine Nummern mehr (Annahmeschluss)."),
        Field("required_skill", "select", "Nur Plätze mit dieser Fähigkeit rufen auf.", "skills"),
        Field("languages", "checks", "Leer: in den Sprachen der Plätze.", "languages"),
        Field("papers", "areas", "Was mitzubringen ist, eine Zeile für jedes Papier."),
        Field("hours", "week", "Leer: so lange das Haus offen ist. Zum Beispiel 08:00-12:00."),
    ),
    "room": (
        Field("label", "text", "Steht an der Tür, zum Beispiel 2.14.", new=True, needed=True),
        Field("name", "texts"),
        Field("kind", "select", options="room_kinds"),
        Field("zone", "select", "Hier wird der Platz aufgerufen.", "zones"),
        Field("concerns", "checks", "Wer ohne Termin kommt, wird dafür aufgerufen.", "concerns"),
        Field("skills", "words", "Mit Komma getrennt, zum Beispiel U25, Widerspruch."),
        Field("languages", "checks", "Die man dort außer Deutsch spricht.", "languages"),
        Field("team", "text", "Kennzahlen werden nur nach Gruppen gezeigt."),
        Field("floor", "select", options="floors"),
        Field("x", "metres"), Field("y", "metres"), Field("w", "metres"), Field("h", "metres"),
    ),
    "point": (
        Field("id", "text", "Ein Name, den nur diese Seite zeigt.", new=True, needed=True),
        Field("kind", "select", options="point_kinds"),
        Field("ref", "select", "Welches Zimmer oder welche Wartezone hier ist.", "refs"),
        Field("floor", "select", options="floors"),
        Field("x", "metres"), Field("y", "metres"),
        Field("leads_to", "checks", "Zwischen diesen Punkten kann man gehen.", "points"),
    ),
    "day": (
        Field("day", "date", new=True, needed=True),
        Field("name", "text", "Zum Beispiel Betriebsausflug.", needed=True),
        Field("spans", "times", "Leer: geschlossen. Sonst zum Beispiel 08:00-12:00, 14:00-16:00."),
    ),
    "absence": (
        Field("kind", "select", "Krankheit wird nicht erfasst.", "absences"),
        Field("room", "select", "Dieser Platz zählt nicht als offen und ruft niemanden auf.",
              "rooms"),
        Field("staff", "select", "Wenn eine bestimmte Person fehlt.", "staff"),
        Field("starts_at", "moment", needed=True),
        Field("ends_at", "moment", needed=True),
    ),
}  # fmt: skip
HOURS: Final = (
    Field("hours", "week", "Leer an allen Tagen: immer offen. Zum Beispiel 08:00-12:00."),
    Field("closed_on_holidays", "flag"),
)
"""Of the site too, on a page of its own."""
DEFAULTS: Final[Mapping[Kind, Plain]] = {
    "floor": {"name": ""},
    "zone": {"name": {}, "sound": {"volume": 70, "quiet": []}},
    "concern": {"name": {}, "hint": {}, "service_minutes": 15, "open": True},
    "room": {"name": {}, "kind": "room", "concerns": [], "floor": 0, "x": 0, "y": 0,
             "w": 4, "h": 4},
    "point": {"kind": "corner", "ref": "", "floor": 0, "x": 0, "y": 0, "leads_to": []},
    "day": {"name": "", "spans": []},
    "absence": {"kind": "leave"},
}  # fmt: skip


# ------------------------------------------------------------------ shown


def shown(fields: tuple[Field, ...], plain: Plain, zone: ZoneInfo) -> Values:
    """The values of a form's inputs, by their names."""
    values: Values = {}
    for field in fields:
        values |= _shown(field, plain.get(field.name), zone)
    return values


def _shown(field: Field, value: Any, zone: ZoneInfo) -> Values:  # noqa: ANN401  plain values
    name = field.name
    if field.widget in _LISTERS:
        return _LISTERS[field.widget](name, value)
    if field.widget == "moment" and value:
        return {name: datetime.fromisoformat(value).astimezone(zone).strftime(MOMENT)}
    if field.widget == "flag":
        return {name: "yes" if value else ""}
    if field.widget == "metres" and value is not None:
        return {name: f"{value:.12g}".replace(".", ",")}
    return {name: "" if value is None else str(value)}


def _sound_shown(name: str, value: Plain) -> Values:
    return {f"{name}:volume": str(value["volume"]), **_week(name, value["quiet"])}


def _week(name: str, hours: list[dict[str, int]]) -> Values:
    return {
        f"{name}:{day}": _times([one for one in hours if one["weekday"] == day])
        for day in range(len(WEEKDAYS))
    }


def _times(spans: list[dict[str, int]]) -> str:
    ordered = sorted(spans, key=lambda one: one["opens"])
    return ", ".join(f"{clock(one['opens'])}-{clock(one['closes'])}" for one in ordered)


_LISTERS: Final[Mapping[Widget, Callable[[str, Any], Values]]] = {
    "texts": lambda name, said: {f"{name}:{one}": (said or {}).get(one, "") for one in LANGUAGES},
    "areas": lambda name, said: {
        f"{name}:{one}": "\n".join((said or {}).get(one, [])) for one in LANGUAGES
    },
    "checks": lambda name, said: {name: [str(one) for one in said or []]},
    "words": lambda name, said: {name: ", ".join(said or [])},
    "week": lambda name, said: _week(name, said or []),
    "times": lambda name, said: {name: _times(said or [])},
    "sound": _sound_shown,
}  # fmt: skip


# ------------------------------------------------------------------ read


class Wrong(ValueError):
    """What was typed cannot be read; the words say how it should be."""


def typed(form: FormData) -> Values:
    """As it was typed, to be shown once more."""
    return {
        name: [one for one in form.getlist(name) if isinstance(one, str)]
        if len(form.getlist(name)) > 1
        else str(form.get(name, ""))
        for name in form
    }


def read(
    fields: tuple[Field, ...], form: FormData, zone: ZoneInfo
) -> tuple[Plain, list[tuple[str, str]]]:
    """What the form says, in plain form, and for what cannot be read the field and a sentence."""
    plain: Plain = {}
    wrong: list[tuple[str, str]] = []
    for field in fields:
        try:
            plain[field.name] = _READERS[field.widget](form, field.name, zone)
        except Wrong as error:
            wrong.append((field.name, f"{field.label}: {error}"))
    return plain, wrong


def _text(form: FormData, name: str) -> str:
    given = form.get(name, "")
    return given.replace("\r\n", "\n").strip() if isinstance(given, str) else ""


def _number(form: FormData, name: str, _zone: ZoneInfo) -> int:
    text = _text(form, name)
    if not re.fullmatch(r"-?\d{1,9}", text):
        raise Wrong("Bitte eine ganze Zahl.")
    return int(text)


def _metres(form: FormData, name: str, _zone: ZoneInfo) -> float:
    text = _text(form, name).replace(",", ".")
    if not re.fullmatch(r"-?\d{1,6}(\.\d{1,6})?", text):
        raise Wrong("Bitte Meter wie 3,5.")
    return float(text)


def _checks(form: FormData, name: str, _zone: ZoneInfo) -> list[str]:
    return [one for one in form.getlist(name) if isinstance(one, str) and one]


def _words(form: FormData, name: str, _zone: ZoneInfo) -> list[str]:
    found = (one.strip() for one in _text(form, name).replace("\n", ",").split(","))
    return list(dict.fromkeys(one for one in found if one))


def _texts(form: FormData, name: str, _zone: ZoneInfo) -> dict[str, str]:
    found = {lang: _text(form, f"{name}:{lang}") for lang in LANGUAGES}
    return {lang: text for lang, text in found.items() if text}


def _areas(form: FormData, name: str, _zone: ZoneInfo) -> dict[str, list[str]]:
    found = {lang: list(_lines(_text(form, f"{name}:{lang}"))) for lang in LANGUAGES}
    return {lang: lines for lang, lines in found.items() if lines}


def _lines(text: str) -> Iterator[str]:
    return (one.strip() for one in text.split("\n") if one.strip())


def _hours(form: FormData, name: str, _zone: ZoneInfo) -> list[dict[str, int]]:
    return [
        {"weekday": day, **one}
        for day, called in enumerate(WEEKDAYS)
        for one in _spans(_text(form, f"{name}:{day}"), f"{called}: ")
    ]


def _day_times(form: FormData, name: str, _zone: ZoneInfo) -> list[dict[str, int]]:
    return list(_spans(_text(form, name), ""))


def _spans(text: str, place: str) -> Iterator[dict[str, int]]:
    for one in re.split(r"[,;]|\bund\b", text):
        found = span(one)
        if found is not None:
            yield found
        elif one.strip():
            raise Wrong(f"{place}Bitte Zeiten wie 08:00-12:00.")


def _sound(form: FormData, name: str, zone: ZoneInfo) -> Plain:
    volume = _text(form, f"{name}:volume")
    if not re.fullmatch(r"\d{1,3}", volume) or int(volume) > 100:
        raise Wrong("Lautstärke: Bitte eine Zahl von 0 bis 100.")
    return {"volume": int(volume), "quiet": _hours(form, name, zone)}


def _date(form: FormData, name: str, _zone: ZoneInfo) -> str:
    text = _text(form, name)
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise Wrong("Bitte einen Tag angeben.")
    return text


def _moment(form: FormData, name: str, zone: ZoneInfo) -> str:
    try:
        local = datetime.strptime(_text(form, name), MOMENT).replace(tzinfo=zone)
    except ValueError:
        raise Wrong("Bitte Tag und Uhrzeit angeben.") from None
    if not 2020 <= local.year < 2200:
        raise Wrong("Das Jahr stimmt nicht.")
    return local.astimezone(UTC).isoformat()


_READERS: Final[Mapping[Widget, Callable[[FormData, str, ZoneInfo], Any]]] = {
    "text": lambda form, name, _zone: _text(form, name),
    "select": lambda form, name, _zone: _text(form, name),
    "flag": lambda form, name, _zone: bool(_text(form, name)),
    "number": _number, "metres": _metres, "checks": _checks, "words": _words, "texts": _texts,
    "areas": _areas, "week": _hours, "times": _day_times, "date": _date, "moment": _moment,
    "sound": _sound,
}  # fmt: skip
