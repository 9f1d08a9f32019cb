"""What the phone page says, one file a language; all but German reviewed by no native speaker."""

from collections.abc import Mapping
from typing import Final

from hub.follow.texts import ar, bg, de, de_simple, en, fa, fr, pl, ro, ru, tr, uk
from wire.look import Lang

TEXTS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "de": de.TEXTS, "de-simple": de_simple.TEXTS, "en": en.TEXTS, "tr": tr.TEXTS, "ar": ar.TEXTS,
    "uk": uk.TEXTS, "ru": ru.TEXTS, "fa": fa.TEXTS, "ro": ro.TEXTS, "bg": bg.TEXTS,
    "pl": pl.TEXTS, "fr": fr.TEXTS,
}  # fmt: skip
"""Every language has the keys of German."""


def text(lang: Lang, key: str, **fields: object) -> str:
    """One sentence. KeyError when there is none, or when a field of it is missing."""
    return TEXTS[lang][key].format(**fields)
