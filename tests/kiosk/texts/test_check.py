"""Each kind of fault in a translation file is found and named; the files we ship have none."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.texts import Catalogues
from kiosk.texts.catalogue import LOCALE, SOURCE
from kiosk.texts.check import faults, status
from tests.kiosk.texts.copies import blank, change, copies
from wire.look import LANGUAGES, Lang

KEYS = Catalogues(LOCALE).keys()
OTHERS = tuple(lang for lang in LANGUAGES if lang != SOURCE)
WITH_FIELDS = (("moment", "time"), ("wait", "low"), ("slip_room", "room"), ("say_button", "text"))


def found(folder: Path) -> list[str]:
    return list(faults(folder))


def test_nothing_is_missing_unknown_or_wrong_in_any_language() -> None:
    assert not list(faults())


def test_every_language_of_the_house_is_there_and_says_what_is_reviewed() -> None:
    states = {one.lang: one for one in status()}
    assert tuple(states) == LANGUAGES
    assert {one.missing for one in states.values()} == {0}
    assert states[SOURCE].unreviewed == 0


@settings(max_examples=6)
@given(key=st.sampled_from(KEYS))
def test_a_missing_sentence_is_named_in_each_language_that_lacks_it(key: str) -> None:
    with tempfile.TemporaryDirectory() as work:
        folder = copies(Path(work))
        for lang in OTHERS:
            blank(folder, lang, key)
        assert found(folder) == [f"{lang}.po: {key} is missing" for lang in OTHERS]


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize(("key", "field"), WITH_FIELDS)
def test_a_field_that_german_does_not_have_is_named(
    tmp_path: Path, lang: Lang, key: str, field: str
) -> None:
    folder = copies(tmp_path)
    change(folder, lang, rf'(?<=msgid "{key}"\n)msgstr .*', f'msgstr "{{{field}}} {{other}}"')
    (fault,) = found(folder)
    assert fault.startswith(f"{lang}.po: {key} has other fields than [")


@pytest.mark.parametrize(
    ("lang", "old", "new", "fault"),
    [
        ("tr", r'msgid "back"\n', 'msgid "bakc"\n', "tr.po: bakc is unknown"),
        ("tr", r'#, fuzzy\nmsgid "back"\nmsgstr .*\n', "", "tr.po: back is missing"),
        ("fr", r"\{time\}", "{time", "fr.po: moment has a brace without its partner"),
        ("fr", r"\{time\}", "time}", "fr.po: moment has a brace without its partner"),
        ("fr", r"\{time\}", "{}", r"fr.po: moment has other fields than \['date', 'time'\]"),
        ("fr", r"\{time\}", "8:45", r"fr.po: moment has other fields than \['date', 'time'\]"),
        ("pl", r"msgstr\[2\] .*\n", "", "pl.po: amending_persons_count is missing"),
        (
            "pl",
            r"(?=msgstr\[2\])",
            'msgstr[3] "{n}"\n',
            "pl.po: cannot be read .*more translations",
        ),
        ("ar", r"nplurals=6", "nplurals=2", "ar.po: cannot be read .*more translations"),
        ("ar", r"nplurals=6", "nplurals=7", "ar.po: Plural-Forms says 7 forms, .* has 6"),
        ("ru", r'msgstr\[1\] ".*"', 'msgstr[1] ""', "ru.po: amending_persons_count is missing"),
        ("bg", r"msgid_plural .*\nmsgstr.*\nmsgstr.*", 'msgstr "{n}"', ".* in one language only"),
        ("uk", r'msgstr "Назад"', 'msgstr "Назад', "uk.po: line .* too few or too many: .*Назад"),
        ("uk", r'msgstr "Назад"', 'msgstr "На"зад"', "uk.po: line .* too few or too many: .*зад"),
        ("uk", r'msgid "finish"', 'msgid "back"', 'uk.po: msgid "back" stands there twice'),
        ("uk", r'msgstr "Назад"', "Назад", "uk.po: cannot be read"),
        ("de", r'msgid "back"', '#, fuzzy\nmsgid "back"', "de.po: .* nothing to review"),
        ("de", r'msgstr "Zurück"', 'msgstr "Zurück', "de.po: line .* too few or too many"),
        ("de", r'msgstr "Zurück"', "Zurück", "de.po: cannot be read"),
        ("de", r"\{time\}", "{time", "de.po: moment has a brace without its partner"),
    ],
)
def test_each_kind_of_fault_is_named(
    tmp_path: Path, lang: Lang, old: str, new: str, fault: str
) -> None:
    folder = copies(tmp_path)
    change(folder, lang, old, new)
    assert [one for one in found(folder) if re.match(fault, one)]


def test_a_file_that_is_not_text_or_not_there_is_named(tmp_path: Path) -> None:
    folder = copies(tmp_path)
    (folder / "fa.po").write_bytes(b'msgid "back"\nmsgstr "\xff\xfe"\n')
    (folder / "ro.po").unlink()
    assert [fault[:21] for fault in found(folder)] == [
        "fa.po: cannot be read",
        "ro.po: cannot be read",
    ]


@pytest.mark.parametrize("name", ["it.po", "notes.txt", "de.po.orig"])
def test_a_file_of_no_language_of_the_house_is_named(tmp_path: Path, name: str) -> None:
    folder = copies(tmp_path)
    (folder / name).write_text("", encoding="utf-8")
    assert found(folder) == [f"{name}: no language of the house"]
