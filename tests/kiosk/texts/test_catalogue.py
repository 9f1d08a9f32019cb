"""What a visitor is told at run time: fields, plurals, dates, and German when a file is broken."""

from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from kiosk.texts import Catalogues, date, greeting, moment, plural, text, words
from kiosk.texts.catalogue import SOURCE, locale_of
from tests.kiosk.texts.copies import blank, change, copies
from wire.look import LANGUAGES, Lang
from wire.messages import Reason

PLURALS = ("way_metres", "way_floors", "amending_persons_count")
AT = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_put_into_a_sentence_is_read_in_it(lang: Lang) -> None:
    for key, sentence in words(lang).items():
        names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
        if key in PLURALS:
            continue
        said = text(lang, key, **{name: f"<{name}>" for name in names})
        assert all(f"<{name}>" in said for name in names), key
        assert not set("{}") & set(said), key


@given(lang=st.sampled_from(LANGUAGES), key=st.sampled_from(PLURALS), n=st.integers(0, 10_000))
def test_things_are_counted_with_the_number_in_it(lang: Lang, key: str, n: int) -> None:
    assert str(n) in plural(lang, key, n)


@given(
    lang=st.sampled_from(LANGUAGES),
    key=st.sampled_from(PLURALS),
    n=st.integers(0, 300),
    other=st.integers(0, 300),
)
def test_numbers_of_one_plural_form_are_counted_alike(
    lang: Lang, key: str, n: int, other: int
) -> None:
    form = Locale.parse(locale_of(lang)).plural_form
    if form(n) == form(other):
        assert plural(lang, key, n) == plural(lang, key, other).replace(str(other), str(n))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("1 metre", "2 metres", "5 metres", "20 metres", "101 metres")),
        ("tr", ("1 metre", "2 metre", "5 metre", "20 metre", "101 metre")),
        ("ar", ("1 متر", "2 متر", "5 أمتار", "20 مترًا", "101 متر")),
        ("uk", ("1 метр", "2 метри", "5 метрів", "20 метрів", "101 метр")),
        ("ru", ("1 метр", "2 метра", "5 метров", "20 метров", "101 метр")),
        ("ro", ("1 metru", "2 metri", "5 metri", "20 de metri", "101 metri")),
        ("bg", ("1 метър", "2 метра", "5 метра", "20 метра", "101 метра")),
        ("pl", ("1 metr", "2 metry", "5 metrów", "20 metrów", "101 metrów")),
    ],
)
def test_metres_are_counted_as_the_language_does(lang: Lang, said: tuple[str, ...]) -> None:
    for n, start in zip((1, 2, 5, 20, 101), said, strict=True):
        assert plural(lang, "way_metres", n).startswith(f"{start} ")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("de", "Montag, 23. November um 8:05 Uhr"),
        ("de-simple", "Montag, 23. November um 8:05 Uhr"),
        ("en", "Monday 23 November at 8:05"),
        ("tr", "23 Kasım Pazartesi, saat 8:05"),
        ("ar", "الاثنين، 23 نوفمبر، الساعة 8:05"),
        ("uk", "понеділок, 23 листопада, 8:05"),
        ("ru", "понедельник, 23 ноября, 8:05"),
        ("fa", "دوشنبه 23 نوامبر، ساعت 8:05"),
        ("ro", "luni, 23 noiembrie, ora 8:05"),
        ("bg", "понеделник, 23 ноември, 8:05"),
        ("pl", "poniedziałek, 23 listopada, godzina 8:05"),
        ("fr", "lundi 23 novembre à 8:05"),
    ],
)
def test_times_are_said_as_people_say_them(lang: Lang, said: str) -> None:
    assert moment(AT, lang) == said
    assert date(AT, lang) in said


def test_the_greeting_follows_the_day() -> None:
    assert [greeting(AT.replace(hour=hour), "de") for hour in (8, 11, 17, 18)] == [
        "Guten Morgen.", "Guten Tag.", "Guten Tag.", "Guten Abend.",
    ]  # fmt: skip


def test_every_reason_has_its_title_and_what_to_do_next() -> None:
    for reason in get_args(Reason):
        assert {f"refused_{reason}_title", f"refused_{reason}_next"} <= set(words("de"))


def test_a_sentence_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        text("de", "no_such_sentence")


def test_a_sentence_that_is_left_open_is_said_in_german(tmp_path: Path) -> None:
    folder = copies(tmp_path)
    blank(folder, "tr", "back")
    turkish = Catalogues(folder).translations("tr")
    assert (turkish.gettext("back"), turkish.gettext("finish")) == ("Zurück", "Bitti")


@pytest.mark.warns("texts_unreadable")
@pytest.mark.parametrize("damage", ["syntax", "bytes", "gone"])
def test_an_unreadable_file_costs_its_language_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    folder = copies(tmp_path)
    if damage == "syntax":
        change(folder, "tr", r'msgstr "Geri"', "Geri")
    elif damage == "bytes":
        (folder / "tr.po").write_bytes(b"\xff")
    else:
        (folder / "tr.po").unlink()
    catalogues = Catalogues(folder)
    said = {lang: catalogues.translations(lang).gettext("back") for lang in LANGUAGES}
    assert said == {lang: words(lang)["back"] for lang in LANGUAGES} | {"tr": "Zurück"}
    assert catalogues.translations("tr").ngettext("way_floors", "way_floors", 2).endswith("werke")
    assert [(log.getMessage(), vars(log)["lang"]) for log in caplog.records] == [
        ("texts_unreadable", "tr")
    ]


def test_without_german_there_is_no_kiosk(tmp_path: Path) -> None:
    folder = copies(tmp_path)
    (folder / f"{SOURCE}.po").unlink()
    with pytest.raises(FileNotFoundError):
        Catalogues(folder).translations("en")
