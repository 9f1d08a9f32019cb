"""Breaks sentences into lines as a careful typesetter does, whatever measures their width. Pure."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Final

Measure = Callable[[str], float]

HARD_SPACE: Final = "\u00a0"
_KEPT = re.compile(r"(?<=\b[A-Z]) (?=\d)|(?<=\d) (?=[^\W\d])")
"""``T 042`` and ``20 Meter`` stay together."""
_SENTENCE_END: Final = tuple(".!?:;؟؛")
_PAUSE: Final = (",", "،", "–")
_TORN, _AFTER_PAUSE, _ALONE = 0.18, 0.03, 0.3
"""What a break amid a phrase costs, after a comma, and a word alone on its line."""


def broken(text: str, measure: Measure, width: float) -> list[str]:
    """`text` in as few lines as `width` allows; among these the best breaks.

    The best are even lines, broken after a sentence or a comma where it can be, and no word
    alone. A word wider than `width` is cut; hard spaces come back as plain ones.
    """
    words = [
        part
        for word in _KEPT.sub(HARD_SPACE, text).split(" ")
        if word
        for part in _fitting(word, measure, width)
    ]
    # The space of some fonts is narrower beside a letter than alone: measured between two.
    space = measure("n n") - measure("nn")
    widths = [measure(word) for word in words]
    ends = _best(words, widths, space, width)
    return [" ".join(words[a:b]).replace(HARD_SPACE, " ") for a, b in pairwise(ends)]


def _best(words: list[str], widths: list[float], space: float, width: float) -> list[int]:
    """Where each line begins, and the end: fewest lines first, then least cost."""
    best: list[tuple[int, float, list[int]]] = [(0, 0.0, [0])]
    for end in range(1, len(words) + 1):
        found: list[tuple[int, float, list[int]]] = []
        used = -space
        for start in range(end - 1, -1, -1):
            used += space + widths[start]
            if used > width + 0.01 and start < end - 1:
                break
            count, cost, starts = best[start]
            cost += ((width - used) / width) ** 2 + _cost_of_break(words, start, end)
            found.append((count + 1, cost, [*starts, end]))
        best.append(min(found))
    return best[-1][2]


def _cost_of_break(words: list[str], start: int, end: int) -> float:
    alone = _ALONE if end - start == 1 and len(words) > 1 else 0.0
    if end == len(words) or words[end - 1].endswith(_SENTENCE_END):
        return alone
    return alone + (_AFTER_PAUSE if words[end - 1].endswith(_PAUSE) else _TORN)


def _fitting(word: str, measure: Measure, width: float) -> list[str]:
    """The word, or as many pieces of it as it takes."""
    if measure(word) <= width:
        return [word]
    parts = [""]
    for character in word:
        if parts[-1] and measure(parts[-1] + character) > width:
            parts.append("")
        parts[-1] += character
    return parts
