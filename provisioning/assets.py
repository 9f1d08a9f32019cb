"""Copies the web and font parts we use out of their npm packages into build/assets."""

import json
import shutil
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TARGET = ROOT / "build" / "assets"

WEB = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "hx-sse.min.js": "htmx.org/dist/ext/hx-sse.min.js",
    "kern.min.css": "@kern-ux/native/dist/kern.min.css",
}
"""File name under web/ and where it lies in its package."""

FONTS = "@kern-ux/native/dist/fonts/fira-sans"
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
FONT_FACE = """@font-face {{
  font-family: "Fira Sans"; font-weight: {weight}; font-style: normal; font-display: swap;
  src: url("{file}") format("woff2");
}}
"""


def main() -> None:
    """Build the whole folder anew, so that nothing of an older version stays behind."""
    shutil.rmtree(TARGET, ignore_errors=True)
    web = TARGET / "web"
    web.mkdir(parents=True)
    for name, source in WEB.items():
        shutil.copyfile(PACKAGES / source, web / name)
    write_fonts(web / "fonts", TARGET / "fonts")
    (TARGET / "LICENCES.txt").write_text("".join(sorted(licences())), encoding="utf-8")


def write_fonts(for_pages: Path, for_qt: Path) -> None:
    """WOFF2 and its style sheet for the pages; TrueType for Qt and Pillow, which read no WOFF2."""
    for_pages.mkdir(parents=True)
    for_qt.mkdir(parents=True)
    faces = []
    for name, weight in WEIGHTS.items():
        source = PACKAGES / FONTS / f"FiraSans-{name}.woff2"
        shutil.copyfile(source, for_pages / source.name)
        faces.append(FONT_FACE.format(weight=weight, file=source.name))
        with TTFont(source) as font:
            font.flavor = None
            font.save(for_qt / f"{source.stem}.ttf")
    (for_pages / "fira-sans.css").write_text("".join(faces), encoding="utf-8")


def licences() -> Iterator[str]:
    """One line for each third-party part: name, version, licence as the part itself says it."""
    yield "Fira Sans (in @kern-ux/native): OFL-1.1\n"
    for manifest in (*PACKAGES.glob("*/package.json"), *PACKAGES.glob("@*/*/package.json")):
        about = json.loads(manifest.read_text(encoding="utf-8"))
        yield f"{about['name']} {about['version']} (npm): {about['license']}\n"
    for part in distributions():
        if part.name != "eingangszone":
            yield f"{part.name} {part.version} (Python): {_licence(part)}\n"


def _licence(part: Distribution) -> str:
    """The SPDX expression, else the old field's first line, else the classifiers."""
    about = part.metadata.json
    said = about.get("license_expression") or about.get("license")
    if said:
        return str(said).strip().splitlines()[0]
    marks = (mark for mark in about.get("classifier", ()) if mark.startswith("License :: "))
    return ", ".join(mark.rpartition(" :: ")[2] for mark in marks) or "see its package"


if __name__ == "__main__":
    main()
