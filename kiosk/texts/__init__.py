"""The sentences that visitors read and hear, in every language of the house."""

from kiosk.texts.catalogue import (
    ENDONYMS,
    Catalogues,
    clock,
    date,
    greeting,
    moment,
    plural,
    text,
    words,
)

__all__ = [
    "ENDONYMS",
    "Catalogues",
    "clock",
    "date",
    "greeting",
    "moment",
    "plural",
    "text",
    "words",
]
