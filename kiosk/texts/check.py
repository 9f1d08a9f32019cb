"""Says what is wrong with a translation file, so that it stops the build and not the kiosk."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po

from kiosk.texts.catalogue import LOCALE, SOURCE, locale_of
from wire.look import LANGUAGES, Lang

_FORMATTER: Final = Formatter()
_LINE: Final = re.compile(
    r"""(?:#.*|(?:msg(?:id|id_plural|str|str\[\d\]) )?"(?:[^"\\]|\\.)*")?\s*"""
)
"""A line of a PO file; Babel takes a last letter for the quotation mark that is missing."""
_UNBALANCED: Final = frozenset({"{"})
"""No field can have this name."""


@dataclass(frozen=True)
class Status:
    """How far a language is; `unreviewed` have been seen by no native speaker."""

    lang: Lang
    translated: int
    missing: int
    unreviewed: int


def open_catalog(lang: Lang, folder: Path = LOCALE) -> Catalog:
    """One language's file. Raises OSError, ValueError, PoFileError."""
    with (folder / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=locale_of(lang), abort_invalid=True)


def faults(folder: Path = LOCALE) -> Iterator[str]:
    """Everything that is wrong, one sentence each; nothing when all is well."""
    try:
        source = open_catalog(SOURCE, folder)
    except (OSError, ValueError, PoFileError) as error:
        yield f"{SOURCE}.po: cannot be read ({error})"
        return
    known = {f"{lang}.po" for lang in LANGUAGES}
    for file in sorted(folder.glob("*")):
        if file.name not in known:
            yield f"{file.name}: no language of the house"
    for lang in LANGUAGES:
        try:
            catalog = open_catalog(lang, folder)
            lines = (folder / f"{lang}.po").read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError, PoFileError) as error:
            yield f"{lang}.po: cannot be read ({error})"
        else:
            yield from (f"{lang}.po: {fault}" for fault in _line_faults(lines))
            yield from (f"{lang}.po: {fault}" for fault in _faults(catalog, source, lang))


def _line_faults(lines: list[str]) -> Iterator[str]:
    """What Babel reads without a word, but not as it was meant."""
    for number, line in enumerate(lines, 1):
        if not _LINE.fullmatch(line):
            yield f"line {number} has a quotation mark too few or too many: {line}"
    keys = [line for line in lines if line.startswith("msgid ")]
    yield from (
        f"{key} stands there twice" for key in sorted({k for k in keys if keys.count(k) > 1})
    )


def _faults(catalog: Catalog, source: Catalog, lang: Lang) -> Iterator[str]:
    ours, theirs = _by_key(source), _by_key(catalog)
    if catalog.num_plurals != (number := get_plural(locale_of(lang)).num_plurals):
        yield f"Plural-Forms says {catalog.num_plurals} forms, the language has {number}"
    yield from (f"{key} is unknown" for key in theirs.keys() - ours.keys())
    if lang == SOURCE and any(message.fuzzy for message in catalog if message.id):
        yield "the source language has nothing to review"
    for key, message in ours.items():
        there = theirs.get(key)
        if there is None or not all(_forms(there)):
            yield f"{key} is missing"
            continue
        if isinstance(there.id, str) != isinstance(message.id, str):
            yield f"{key} has plural forms in one language only"
        wanted = _fields(_forms(message)[:1])
        for form in _forms(there):
            if (found := _fields((form,))) == _UNBALANCED:
                yield f"{key} has a brace without its partner: {form}"
            elif found != wanted:
                yield f"{key} has other fields than {sorted(wanted)}: {form}"


def _by_key(catalog: Catalog) -> dict[str, Message]:
    return {_key(message): message for message in catalog if message.id}


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    found = message.string
    return (found,) if isinstance(found, str) else tuple(found or ("",))


def _fields(forms: Iterable[str]) -> frozenset[str]:
    """The names in braces, or `_UNBALANCED`."""
    try:
        parts = [part for form in forms for part in _FORMATTER.parse(form)]
    except ValueError:
        return _UNBALANCED
    return frozenset(name for _, name, _, _ in parts if name is not None)


def status(folder: Path = LOCALE) -> tuple[Status, ...]:
    """Each language's state, in the order of the house."""
    every = len(_by_key(open_catalog(SOURCE, folder)))
    found = []
    for lang in LANGUAGES:
        messages = [m for m in _by_key(open_catalog(lang, folder)).values() if all(_forms(m))]
        unreviewed = sum(message.fuzzy for message in messages)
        found.append(Status(lang, len(messages), every - len(messages), unreviewed))
    return tuple(found)
