"""Reads the PO files of `locale/`; times and dates as people say them.

The files are gettext PO with the key as msgid (monolingual, as Weblate and poedit know it). German
is the source. ``#, fuzzy`` marks a translation that no native speaker has reviewed: it is used all
the same, and `python -m kiosk.texts status` counts it.
"""

import gettext
import io
import logging
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from wire.look import Lang

log = logging.getLogger("kiosk.texts")

LOCALE: Final = Path(__file__).parent / "locale"
ENDONYMS: Final[dict[Lang, str]] = {
    "de": "Deutsch",
    "de-simple": "Leichte Sprache",
    "en": "English",
    "tr": "Türkçe",
    "ar": "العربية",
    "uk": "Українська",
    "ru": "Русский",
    "fa": "فارسی",
    "ro": "Română",
    "bg": "Български",
    "pl": "Polski",
    "fr": "Français",
}
"""Each language by its own name."""
SOURCE: Final[Lang] = "de"


class Catalogues:
    """The languages of one folder, each read when it is first asked for.

    A file that cannot be read is a fault of the build, which checks it; here it costs its language
    and nothing more: its sentences are German then.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Lang, gettext.NullTranslations] = {}

    def translations(self, lang: Lang) -> gettext.NullTranslations:
        if lang not in self._read:
            self._read[lang] = self._load(lang)
        return self._read[lang]

    def keys(self) -> tuple[str, ...]:
        """All keys, as the source language has them."""
        with (self._folder / f"{SOURCE}.po").open("rb") as file:
            catalog = read_po(file, locale=SOURCE, abort_invalid=True)
        ids = (message.id for message in catalog if message.id)
        return tuple(one if isinstance(one, str) else one[0] for one in ids)

    def _load(self, lang: Lang) -> gettext.NullTranslations:
        try:
            found = compiled(self._folder / f"{lang}.po", lang)
        except (OSError, ValueError, PoFileError):
            if lang == SOURCE:
                raise
            log.exception("texts_unreadable", extra={"lang": lang})
            return self.translations(SOURCE)
        if lang != SOURCE:
            found.add_fallback(self.translations(SOURCE))
        return found


def compiled(file: Path, lang: Lang) -> gettext.GNUTranslations:
    """One PO file as gettext reads it. Raises OSError, ValueError, PoFileError."""
    with file.open("rb") as raw:
        catalog = read_po(raw, locale=locale_of(lang), abort_invalid=True)
    binary = io.BytesIO()
    write_mo(binary, catalog, use_fuzzy=True)
    binary.seek(0)
    return gettext.GNUTranslations(binary)


def locale_of(lang: Lang) -> str:
    """The CLDR locale whose dates and plurals a language takes: plain German counts as German."""
    return "de" if lang == "de-simple" else lang


_CATALOGUES: Final = Catalogues(LOCALE)


@cache
def words(lang: Lang) -> dict[str, str]:
    """All sentences of a language by key; each language has the same keys."""
    catalogue = _CATALOGUES.translations(lang)
    return {key: catalogue.gettext(key) for key in _CATALOGUES.keys()}  # noqa: SIM118 not a dict


def text(lang: Lang, key: str, **fields: object) -> str:
    """One sentence. KeyError when there is none, or when a field of it is missing."""
    return words(lang)[key].format(**fields)


def plural(lang: Lang, key: str, n: int) -> str:
    """The form of a sentence for `n` things, with the number in it."""
    return _CATALOGUES.translations(lang).ngettext(key, key, n).format(n=n)


def clock(at: datetime) -> str:
    """The time of day as it is said in Germany: ``8:43``."""
    return f"{at.hour}:{at.minute:02}"


def date(at: datetime, lang: Lang) -> str:
    """``Montag, 23. November``."""
    return format_date(at.date(), words(lang)["date_pattern"], locale=locale_of(lang))


def moment(at: datetime, lang: Lang) -> str:
    """``Montag, 23. November um 8:45 Uhr``."""
    return text(lang, "moment", date=date(at, lang), time=clock(at))


def greeting(at: datetime, lang: Lang) -> str:
    """Good morning until 11, good evening from 18 o'clock."""
    part = "morning" if at.hour < 11 else "day" if at.hour < 18 else "evening"
    return text(lang, f"greeting_{part}")
