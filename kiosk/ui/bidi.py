"""Numbers, times, room codes and Latin names keep their order within a line from right to left."""

import re
from dataclasses import replace
from typing import Final

from kiosk.ui.shown import Shown

_WORD: Final = r"[A-Za-z0-9ÄÖÜäöüß](?:[A-Za-z0-9ÄÖÜäöüß.:/–-]*[A-Za-z0-9ÄÖÜäöüß])?"
_RUN: Final = re.compile(rf"{_WORD}(?: {_WORD})*")
START: Final = "\u2066"
END: Final = "\u2069"


def isolated(shown: Shown) -> Shown:
    """All sentences with what reads from left to right set apart (UAX 9: LRI and PDI)."""
    if not shown.rtl:
        return shown
    return replace(
        shown,
        title=isolate(shown.title),
        lines=tuple(isolate(line) for line in shown.lines),
        fact=isolate(shown.fact),
        appointment=isolate(shown.appointment),
        place=isolate(shown.place),
        way=isolate(shown.way),
        doubts=tuple(isolate(doubt) for doubt in shown.doubts),
        persons=isolate(shown.persons),
        concerns=tuple(replace(each, note=isolate(each.note)) for each in shown.concerns),
    )


def isolate(sentence: str) -> str:
    return _RUN.sub(lambda run: f"{START}{run.group()}{END}", sentence)
