"""What people type into the forms of the content, checked field by field in words for people."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Final, get_args
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from starlette.datastructures import FormData

from hub.content.rules import TARGETS, Target
from hub.kit.languages import LANGUAGES
from hub.sites.rules import Site
from wire.look import Lang
from wire.messages import Holidays, TextPage
from wire.pictograms import PICTOGRAMS

MOST_TITLE: Final = 80
MOST_BODY: Final = 600
"""Characters of a page: more does not fit on a panel in letters that people can read."""
MINUTES: Final = "%Y-%m-%dT%H:%M"
SECONDS: Final = "%Y-%m-%dT%H:%M:%S"


async def _form(request: Request) -> FormData:
    return await request.form()


Given = Annotated[FormData, Depends(_form)]


class Fields:
    """Reads one form; `wrong` says what cannot be taken, in the order of the fields."""

    def __init__(self, form: FormData, site: Site) -> None:
        self._form = form
        self._zone = ZoneInfo(site.timezone)
        self.wrong: list[str] = []

    @property
    def values(self) -> dict[str, str]:
        """As typed, to be shown once more."""
        return {name: text for name, text in self._form.items() if isinstance(text, str)}

    def _text(self, name: str) -> str:
        given = self._form.get(name, "")
        return given.replace("\r\n", "\n").strip() if isinstance(given, str) else ""

    def words(self, name: str, label: str, most: int, *, needed: bool = True) -> str:
        text = self._text(name)
        if needed and not text:
            self.wrong.append(f"{label}: Bitte ausfüllen.")
        if len(text) > most:
            self.wrong.append(f"{label}: Höchstens {most} Zeichen, es sind {len(text)}.")
        if any(ord(one) < 32 and one != "\n" for one in text):
            self.wrong.append(f"{label}: Dieses Zeichen kann kein Bildschirm zeigen.")
        return text

    def number(self, name: str, label: str, least: int, most: int) -> int:
        text = self._text(name)
        if text.isdecimal() and len(text) < 10 and least <= int(text) <= most:
            return int(text)
        self.wrong.append(f"{label}: Bitte eine Zahl von {least} bis {most}.")
        return least

    def moment(self, name: str, label: str, *, needed: bool = False) -> datetime | None:
        """A local date and time of a form, as a moment; links say the offset from UTC beside it.

        Without one, of the hour that comes twice the first is meant.
        """
        text = self._text(name)
        if not text:
            if needed:
                self.wrong.append(f"{label}: Bitte Tag und Uhrzeit angeben.")
            return None
        try:
            local = datetime.fromisoformat(text if "T" in text else "")
        except ValueError:
            self.wrong.append(f"{label}: Das ist kein Tag mit Uhrzeit.")
            return None
        if not 2020 <= local.year < 2200:
            self.wrong.append(f"{label}: Das Jahr stimmt nicht.")
            return None
        if local.tzinfo is not None:
            return local.astimezone(UTC)
        found = local.replace(tzinfo=self._zone).astimezone(UTC)
        if found.astimezone(self._zone).replace(tzinfo=None) != local:
            self.wrong.append(f"{label}: Diese Uhrzeit gibt es an dem Tag nicht, die Uhr springt.")
            return None
        return found

    def day(self, name: str, label: str) -> date | None:
        text = self._text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.wrong.append(f"{label}: Das ist kein Tag.")
            return None

    def minute(self, name: str, label: str, *, midnight: int) -> int:
        """Minutes after midnight; `midnight` is what 00:00 means here."""
        text = self._text(name)
        hours, _, minutes = text.partition(":")
        if hours.isdecimal() and minutes[:2].isdecimal() and len(hours) <= 2:
            found = int(hours) * 60 + int(minutes[:2])
            last = max(midnight, 1439)  # 24:00 ends a day and begins none
            if found <= last and int(minutes[:2]) < 60:
                return found or midnight
        self.wrong.append(f"{label}: Bitte eine Uhrzeit wie 08:30.")
        return midnight

    def target(self) -> Target:
        found = target_of(self._text("target"))
        if found is not None:
            return found
        self.wrong.append("Wo: Bitte auswählen.")
        return Target("all")

    def many(self, name: str) -> list[str]:
        return [one for one in self._form.getlist(name) if isinstance(one, str)]

    def days(self) -> tuple[int, ...]:
        days = tuple(int(one) for one in self.many("day") if one in "0123456" and len(one) == 1)
        if not days:
            self.wrong.append("Tage: Bitte mindestens einen wählen.")
        return days

    def holidays(self) -> Holidays:
        given = self._text("holidays")
        known: tuple[Holidays, ...] = get_args(Holidays)
        return next((one for one in known if one == given), "as_usual")

    def flag(self, name: str) -> bool:
        return bool(self._text(name))

    def page(self, languages: Sequence[Lang]) -> TextPage:
        """Title and text in each language that was filled in; German is always there."""
        title: dict[Lang, str] = {}
        body: dict[Lang, str] = {}
        for lang in languages:
            name = LANGUAGES[lang]
            head = self.words(f"title_{lang}", f"Überschrift, {name}", MOST_TITLE,
                              needed=lang == "de")  # fmt: skip
            text = self.words(f"body_{lang}", f"Text, {name}", MOST_BODY, needed=False)
            if text and not head:
                self.wrong.append(f"Überschrift, {name}: Fehlt, es gibt aber einen Text dazu.")
            if head:
                title[lang] = head
            if head and text:
                body[lang] = text
        chosen = self._text("pictogram")
        pictogram = chosen if chosen in PICTOGRAMS else None
        return TextPage(title=title or {"de": "?"}, body=body, pictogram=pictogram)

    def version(self) -> int:
        text = self._text("version")
        return int(text) if text.isdecimal() and len(text) < 10 else 0


def target_of(text: str) -> Target | None:
    """Where something is shown, as forms name it: "group:foyer"."""
    kind, _, name = text.partition(":")
    return next((Target(known, name) for known in TARGETS if kind == known), None)


def page_values(page: Mapping[str, object] | None) -> dict[str, str]:
    """A page of words as the form shows it."""
    if page is None:
        return {}
    told = TextPage.model_validate(page)
    return {
        **{f"title_{lang}": text for lang, text in told.title.items()},
        **{f"body_{lang}": text for lang, text in told.body.items()},
        "pictogram": told.pictogram or "",
    }


def local_text(at: datetime | None, site: Site, form: str = MINUTES) -> str:
    """A moment as a field for date and time wants it, to the minute: its steps begin there."""
    return site.local(at).strftime(form) if at else ""


def exact_text(at: datetime, site: Site) -> str:
    """A moment for a link: the first full second at which what begins then has begun."""
    return site.local(at + timedelta(microseconds=999_999)).isoformat(timespec="seconds")


def minute_text(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
