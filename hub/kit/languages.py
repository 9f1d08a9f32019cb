"""What staff call the languages that visitors are spoken to in. Pure."""

from collections.abc import Iterable, Mapping
from typing import Final

from wire.look import Lang

LANGUAGES: Final[Mapping[Lang, str]] = {
    "de": "Deutsch", "de-simple": "Leichte Sprache", "en": "Englisch", "tr": "Türkisch",
    "ar": "Arabisch", "uk": "Ukrainisch", "ru": "Russisch", "fa": "Persisch", "ro": "Rumänisch",
    "bg": "Bulgarisch", "pl": "Polnisch", "fr": "Französisch",
}  # fmt: skip


def language(code: str) -> str:
    """The name of a language; of one that nobody knows its code."""
    return next((name for lang, name in LANGUAGES.items() if lang == code), code)


def languages(codes: Iterable[str]) -> str:
    """In which languages something was said: "Deutsch und Türkisch"."""
    return " und ".join(language(code) for code in codes)
