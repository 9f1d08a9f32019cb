"""Copies of the translation files, to be damaged in a test."""

import re
import shutil
from pathlib import Path

from kiosk.texts.catalogue import LOCALE
from wire.look import Lang


def copies(into: Path) -> Path:
    """A folder with all translation files."""
    return Path(shutil.copytree(LOCALE, into / "locale"))


def change(folder: Path, lang: Lang, old: str, new: str) -> None:
    """Replace the first place of `lang` that matches the pattern `old`; there must be one."""
    file = folder / f"{lang}.po"
    changed, count = re.subn(old, lambda _: new, file.read_text(encoding="utf-8"), count=1)
    assert count, f"{lang}.po has nothing like {old}"
    file.write_text(changed, encoding="utf-8")


def blank(folder: Path, lang: Lang, key: str) -> None:
    """Take away what a language says for `key`, as a translator does who leaves it open."""
    change(
        folder,
        lang,
        rf'msgid "{key}"\n(msgid_plural .*\n)?(msgstr.*\n)+',
        f'msgid "{key}"\nmsgstr ""\n',
    )
