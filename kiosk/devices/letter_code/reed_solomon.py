"""Corrects a Reed-Solomon block over GF(256), with erasures, as QR uses it. Pure.

ISO/IEC 18004, annex B: the field by x^8 + x^4 + x^3 + x^2 + 1, the roots of the generator are
a^0, a^1 and so on. Polynomials are lists, lowest power first.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

import numpy as np

_EXP = [1]
for _ in range(254):
    _double = _EXP[-1] << 1
    _EXP.append(_double ^ 0x11D if _double > 255 else _double)
_LOG = {value: power for power, value in enumerate(_EXP)}
_EXPS = np.array(_EXP)
_LOGS = np.array([0, *(_LOG[value] for value in range(1, 256))])
Poly = list[int]


def _times(a: int, b: int) -> int:
    return _EXP[(_LOG[a] + _LOG[b]) % 255] if a and b else 0


def _over(a: int, b: int) -> int:
    return _EXP[(_LOG[a] - _LOG[b]) % 255] if a else 0


def _product(a: Sequence[int], b: Sequence[int]) -> Poly:
    out = [0] * (len(a) + len(b) - 1)
    for i, left in enumerate(a):
        for j, right in enumerate(b):
            out[i + j] ^= _times(left, right)
    return out


def _values(poly: Sequence[int], powers: Iterable[int]) -> Poly:
    """`poly` at a to each of the `powers`."""
    factors = np.array(poly, np.intp)
    there = np.flatnonzero(factors)
    turned = _LOGS[factors[there]] + np.outer(list(powers), there)
    return [int(value) for value in np.bitwise_xor.reduce(_EXPS[turned % 255], axis=1)]


def parity(data: Sequence[int], checks: int) -> bytes:
    """The `checks` codewords that follow `data`."""
    generator = [1]
    for power in range(checks):
        generator = _product(generator, [_EXP[power], 1])
    rest = [0] * checks
    for value in data:
        lead = value ^ rest[-1]
        rest = [0, *rest[:-1]]
        for at in range(checks):
            rest[at] ^= _times(lead, generator[at])
    return bytes(reversed(rest))


def correct(block: Sequence[int], checks: int, erased: Iterable[int] = ()) -> bytes | None:
    """`block` without its errors, or None when they are too many.

    `erased` are places that are not to be trusted. With e of them and t errors elsewhere it is
    right whenever 2 t + e <= `checks`; beyond that it may be wrong without noticing.
    """
    size = len(block)
    received = list(reversed(block))
    syndromes = _values(received, range(checks))
    if not any(syndromes):
        return bytes(block)
    locator = [1]
    gone = sorted({size - 1 - place for place in erased})
    for power in gone:
        locator = _product(locator, [1, _EXP[power]])
    locator = _locator(syndromes, locator, len(gone))
    roots = _values(locator, range(0, -size, -1))
    places = [power for power, value in enumerate(roots) if value == 0]
    if len(places) != len(locator) - 1 or 2 * len(places) - len(gone) > checks:
        return None
    return _repaired(received, syndromes, locator, places)


def _locator(syndromes: Poly, start: Poly, erased: int) -> Poly:
    """Berlekamp and Massey, beginning from the places that are known to be lost."""
    now, before, length = list(start), list(start), erased
    for step in range(erased, len(syndromes)):
        off = 0
        for at, factor in enumerate(now):
            if at <= step:
                off ^= _times(factor, syndromes[step - at])
        before = [0, *before]
        if not off:
            continue
        old = now
        now = _plus(now, [_times(off, factor) for factor in before])
        if 2 * length <= step + erased:
            length = step + 1 + erased - length
            before = [_over(factor, off) for factor in old]
    while now and now[-1] == 0:
        now.pop()
    return now


def _plus(a: Poly, b: Poly) -> Poly:
    return [left ^ right for left, right in zip_longest(a, b, fillvalue=0)]


def _repaired(received: Poly, syndromes: Poly, locator: Poly, places: Sequence[int]) -> bytes:
    """Forney's formula gives what is wrong at each place."""
    evaluator = _product(syndromes, locator)[: len(syndromes)]
    slope = [factor if at % 2 == 0 else 0 for at, factor in enumerate(locator[1:])]
    inverse = [-power for power in places]
    wrongs = map(_over, _values(evaluator, inverse), _values(slope, inverse))
    for power, wrong in zip(places, wrongs, strict=True):
        received[power] ^= _times(wrong, _EXP[power])
    return bytes(reversed(received))
