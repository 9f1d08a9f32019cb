"""SVG: refused when it is more than a drawing, otherwise drawn once and kept as a picture."""

import io
import re
from typing import Final
from xml.parsers import expat

import resvg_py
from PIL import Image

from hub.content.ingest import pictures
from hub.content.ingest.refusal import Bench, Made, Refused

LARGEST: Final = 10_000_000
"""Bytes."""
MOST_ELEMENTS: Final = 100_000
DEEPEST: Final = 200
LONGEST_SHAPE: Final = 20
"""How many times longer than wide a drawing may be."""
_ACTIVE: Final = frozenset({"script", "handler", "listener"})
_FOREIGN: Final = frozenset({"foreignobject", "iframe", "embed", "object", "audio", "video"})
_INLINE: Final = re.compile(r"^data:image/(png|jpeg|jpg|gif|webp)[;,]", re.IGNORECASE)
_URL: Final = re.compile(r"""url\(\s*["']?\s*([^)"']*)""", re.IGNORECASE)
_NUMBER: Final = re.compile(r"^\s*\+?(\d+(?:\.\d*)?|\.\d+)")


class _Inspector:
    """Walks through the drawing once and refuses what acts or fetches."""

    def __init__(self) -> None:
        self.elements = self.depth = 0
        self.root: dict[str, str] | None = None
        self.in_style = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.elements, self.depth = self.elements + 1, self.depth + 1
        if self.elements > MOST_ELEMENTS or self.depth > DEEPEST:
            raise Refused("svg_too_large")
        local = name.rpartition(":")[2].lower()
        if self.root is None:
            if local != "svg":
                raise Refused("unknown_kind")
            self.root = attributes
        if local in _ACTIVE:
            raise Refused("svg_script")
        if local in _FOREIGN:
            raise Refused("svg_external")
        self.in_style = local == "style"
        for key, value in attributes.items():
            self._attribute(key.rpartition(":")[2].lower(), value)

    def end(self, _name: str) -> None:
        self.depth, self.in_style = self.depth - 1, False

    def text(self, text: str) -> None:
        if self.in_style:
            self._style(text)

    def _attribute(self, key: str, value: str) -> None:
        if key.startswith("on") or "javascript:" in re.sub(r"\s", "", value).lower():
            raise Refused("svg_script")
        if key in ("href", "src") and not self._inside(value):
            raise Refused("svg_external")
        self._style(value)

    def _style(self, text: str) -> None:
        fetched = any(not self._inside(address) for address in _URL.findall(text))
        if fetched or "@import" in text.lower():
            raise Refused("svg_external")

    @staticmethod
    def _inside(address: str) -> bool:
        return address.strip().startswith("#") or bool(_INLINE.match(address.strip()))


def _no_doctype(*_: object) -> None:
    raise Refused("svg_doctype")


def take(bench: Bench) -> list[Made]:
    """The drawing as a picture that fills the panel. Raises Refused."""
    if bench.source.stat().st_size > LARGEST:
        raise Refused("svg_too_large")
    raw = bench.source.read_bytes()
    root = inspect(raw)
    wide = _is_wide(root)
    empty = bench.folder / "nothing"
    empty.mkdir()
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=raw.decode("utf-8-sig"),
            width=pictures.PANEL if wide else None,
            height=None if wide else pictures.PANEL,
            resources_dir=str(empty),
        )
    except ValueError:
        raise Refused("unreadable") from None
    with Image.open(io.BytesIO(bytes(png)), formats=["PNG"]) as drawn:
        pictures.check_size(*drawn.size)
        return [pictures.keep(bench, pictures.upright(drawn), 1)]


def inspect(raw: bytes) -> dict[str, str]:
    """The attributes of the root element. Raises Refused for whatever is more than a drawing."""
    found = _Inspector()
    parser = expat.ParserCreate()
    parser.StartElementHandler = found.begin
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.EntityDeclHandler = _no_doctype
    parser.ProcessingInstructionHandler = _no_doctype
    try:
        parser.Parse(raw, True)  # expat has no name for it
    except expat.ExpatError as error:
        cut = error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]
        raise Refused("truncated" if cut else "unreadable") from None
    return found.root or {}


def _is_wide(root: dict[str, str]) -> bool:
    """Wider than high. Raises Refused for a thread that no panel could show."""
    sides = re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:4]
    if len(sides) != 2:
        sides = [root.get("width", "1"), root.get("height", "1")]
    found = [match and float(match.group(1)) for match in map(_NUMBER.match, sides)]
    width, height = (side or 1.0 for side in found)
    if max(width, height) > LONGEST_SHAPE * min(width, height):
        raise Refused("picture_too_large", width=round(width), height=round(height),
                      most=pictures.LARGEST_SIDE)  # fmt: skip
    return width >= height
