"""The typefaces of the screen: Fira Sans from the assets, Noto Sans Arabic from the system.

Noto Sans Arabic asks for lines of 2.1 times its size, so that stacked marks of every language fit.
No text of ours has such stacks, and at that height a third less would stand on a screen. So the
face is loaded under a name of its own with lines of 1.4 times its size; its letters are the same.
"""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

FAMILY: Final = "Fira Sans"
ARABIC: Final = "Noto Sans Arabic"
SLIM: Final = "Slim Sans Arabic"
"""As long as the name it takes the place of."""
RISE: Final = 1.0
FALL: Final = 0.4
"""Height of a line above and below its base, as shares of the size."""
SCRIPTS: Final = {"Latin": "ßğșłç", "Cyrillic": "жїщъ", "Arabic": "بپگی"}
"""What must be drawn, by the name of the script."""


def load_fonts(assets: Path, missing: Callable[[str], object]) -> None:
    """`missing` hears of a file that could not be loaded, and of a script that cannot be drawn."""
    files = sorted((assets / "fonts").glob("FiraSans-*.ttf"))
    for file in files:
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            missing(file.name)
    if not files:
        missing("FiraSans-*.ttf")
    if SLIM not in QFontDatabase.families():
        for file in _system_fonts("NotoSansArabic-*.ttf"):
            QFontDatabase.addApplicationFontFromData(slim(file.read_bytes()))
    QFont.removeSubstitutions(FAMILY)
    QFont.insertSubstitutions(FAMILY, [SLIM])
    families = frozenset(QFontDatabase.families())
    for script, letters in SCRIPTS.items():
        if not any(_draws(family, letters) for family in (FAMILY, SLIM) if family in families):
            missing(script)


def _system_fonts(pattern: str) -> Iterator[Path]:
    kind = QStandardPaths.StandardLocation.FontsLocation
    for folder in QStandardPaths.standardLocations(kind):
        yield from sorted(Path(folder).rglob(pattern))


def _draws(family: str, letters: str) -> bool:
    """Whether the face itself has these letters, without help from other faces."""
    font = QRawFont.fromFont(QFont(family))
    return all(font.supportsCharacter(ord(letter)) for letter in letters)


def slim(face: bytes) -> bytes:
    """The same face with lower lines, named `SLIM` (OpenType: tables head, hhea, OS/2, name)."""
    changed = bytearray(face)
    tables = _tables(face)
    (units,) = struct.unpack_from(">H", face, tables["head"][0] + 18)
    rise, fall = round(RISE * units), round(FALL * units)
    struct.pack_into(">hhh", changed, tables["hhea"][0] + 4, rise, -fall, 0)
    struct.pack_into(">hhhHH", changed, tables["OS/2"][0] + 68, rise, -fall, 0, rise, fall)
    start, length = tables["name"]
    names = bytes(changed[start : start + length])
    for coding in ("utf-16-be", "ascii"):
        names = names.replace(ARABIC.encode(coding), SLIM.encode(coding))
    changed[start : start + length] = names
    return bytes(changed)


def _tables(face: bytes) -> dict[str, tuple[int, int]]:
    """Offset and length of each table of an OpenType file."""
    (count,) = struct.unpack_from(">H", face, 4)
    found = {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack_from(">4sIII", face, at)
        found[tag.decode("ascii")] = (offset, length)
    return found
