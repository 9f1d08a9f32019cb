"""The translators' tool: ``python -m kiosk.texts check | status | update``."""

import argparse
import sys

from babel.messages.pofile import write_po

from kiosk.texts.catalogue import ENDONYMS, LOCALE, SOURCE
from kiosk.texts.check import faults, open_catalog, status
from wire.look import LANGUAGES


def main() -> int:
    """`check` ends with 1 when a file is wrong; `update` adds the keys that German has anew."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.texts", description=__doc__)
    parser.add_argument("what", choices=("check", "status", "update"))
    return {"check": check, "status": show_status, "update": update}[parser.parse_args().what]()


def check() -> int:
    found = list(faults())
    for fault in found:
        sys.stderr.write(f"{fault}\n")
    return 1 if found else 0


def show_status() -> int:
    """One line for each language: how much is there, how much nobody has reviewed."""
    for one in status():
        sys.stdout.write(
            f"{one.lang:10} {ENDONYMS[one.lang]:18} {one.translated:4} there, "
            f"{one.missing:4} missing, {one.unreviewed:4} not reviewed by a native speaker\n"
        )
    return 0


def update() -> int:
    """Give every language the keys of German; what is new is empty, and `check` says so."""
    source = open_catalog(SOURCE)
    for lang in LANGUAGES:
        if lang == SOURCE:
            continue
        catalog = open_catalog(lang)
        catalog.update(source, no_fuzzy_matching=True, keep_user_comments=True)
        catalog.obsolete.clear()
        with (LOCALE / f"{lang}.po").open("wb") as file:
            write_po(file, catalog, width=0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
