"""Copies the web and font parts we use out of their npm packages into build/assets."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TARGET = ROOT / "build" / "assets"

FONTS = "@kern-ux/native/dist/fonts/fira-sans"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")

WEB = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "hx-sse.min.js": "htmx.org/dist/ext/hx-sse.min.js",
}


def main() -> None:
    """Build the whole folder anew, so that nothing of an older version stays behind."""
    shutil.rmtree(TARGET, ignore_errors=True)
    web = TARGET / "web"
    web.mkdir(parents=True)
    for name, source in WEB.items():
        shutil.copyfile(PACKAGES / source, web / name)
    write_fonts(web / "fonts", TARGET / "fonts")
    (TARGET / "LICENCES.txt").write_text(licences(), encoding="utf-8")


def write_fonts(for_pages: Path, for_qt: Path) -> None:
    """WOFF2 as it came for the pages; TrueType for Qt and Pillow, which read no WOFF2."""
    for_pages.mkdir(parents=True)
    for_qt.mkdir(parents=True)
    for weight in WEIGHTS:
        source = PACKAGES / FONTS / f"FiraSans-{weight}.woff2"
        shutil.copyfile(source, for_pages / source.name)
        font = TTFont(source)
        font.flavor = None
        font.save(for_qt / f"FiraSans-{weight}.ttf")


def licences() -> str:
    """One line for each npm package, from what the packages say of themselves."""
    lines = []
    for manifest in sorted(PACKAGES.glob("*/package.json")) + sorted(PACKAGES.glob("@*/*/package.json")):
        about = json.loads(manifest.read_text(encoding="utf-8"))
        lines.append(f"{about['name']} {about['version']}: {about['license']}\n")
    return "".join(lines)


if __name__ == "__main__":
    main()
