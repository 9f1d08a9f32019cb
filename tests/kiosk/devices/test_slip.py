"""The slip as bytes: golden pictures, and what an independent decoder reads in them."""

import io
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from kiosk.devices.paper import Cut, Feed, Paper, QrCode, Raster, TextLine, decode
from kiosk.devices.paper_picture import dots_on, picture
from kiosk.devices.printer_job import PIECE, slip_job
from kiosk.devices.printer_model import DOTS_PER_MM, MODELS, POS_5890, RP_F10_58MM, TM_T20II, Model
from kiosk.devices.slip import Picture, layout, printable
from kiosk.devices.slip_pictures import band, logo_picture
from kiosk.devices.slip_type import (
    FACES,
    Sentence,
    noto_arabic,
    runs,
    text_picture,
    width_of,
    wrapped,
)
from kiosk.devices.slip_wrap import broken
from kiosk.flow.receipt import Slip
from tests.kiosk.devices.kit import GOLDEN
from tests.kiosk.devices.slips import DOCUMENTS_SLIP, FOLLOW, OTHER, SLIPS, TEST_PRINT, ticket
from wire.ids import ZoneId
from wire.look import Lang

ALL = pytest.mark.parametrize(("slip", "model"), SLIPS.values(), ids=SLIPS)


def _paper(slip: Slip, model: Model = TM_T20II, logo: bytes = b"") -> Paper:
    return decode(b"".join(slip_job(layout(slip, model, "tcp kiosk:9100", logo), model).pieces))


def _rasters(paper: Paper) -> list[Raster]:
    return [item for item in paper.items if isinstance(item, Raster)]


@pytest.mark.parametrize("name", SLIPS)
def test_slips_look_as_they_did(name: str) -> None:
    """Another freetype may set a dot on an outline differently, nothing more."""
    slip, model = SLIPS[name]
    now = dots_on(_paper(slip, model), model.dots).convert("1")
    path = GOLDEN / f"slip-{name}.png"
    if not path.exists():
        now.save(path)
        pytest.fail(f"{path.name} was drawn anew; look at it, then run again")
    with Image.open(path) as opened:
        kept = opened.convert("1")
    assert kept.size == now.size
    strayed = ImageChops.logical_xor(kept, now).convert("L").filter(ImageFilter.MinFilter(3))
    assert strayed.getbbox() is None, "more than the edge of an outline has moved"
    differing = sum(ImageChops.logical_xor(kept, now).convert("L").histogram()[255:])
    assert differing <= 0.01 * sum(kept.convert("L").histogram()[255:])


@ALL
def test_the_decoder_knows_every_byte(slip: Slip, model: Model) -> None:
    paper = _paper(slip, model)
    assert paper.unknown == b""
    assert paper.number == (slip.number or None)
    assert isinstance(paper.items[-1], Cut if model.cuts else Feed)
    flowing = " ".join(paper.lines)
    for sentence in (*slip.head, *slip.body):
        assert sentence in flowing


@ALL
def test_no_piece_can_fill_a_printer(slip: Slip, model: Model) -> None:
    job = slip_job(layout(slip, model, ""), model)
    assert max(map(len, job.pieces)) <= PIECE + 32
    if not model.clears:
        for piece in job.pieces:
            assert sum(isinstance(item, TextLine) for item in decode(piece).items) <= 1


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_no_line_is_wider_than_the_paper(model: Model) -> None:
    long = replace(
        ticket("ar"),
        head=("Jobcenter " + "Musterstadt" * 6,),
        body=("Wartebereich für Familien mit Kindern im Erdgeschoss", "x" * 200, ""),
        other=("ان" * 90, "كلمة " * 40),
    )
    for item in _paper(long, model).items:
        if isinstance(item, TextLine):
            assert len(item.text) * item.wide <= model.columns
        elif isinstance(item, Raster):
            assert item.width <= model.dots


# ------------------------------------------------------------------ native text


def test_german_signs_survive() -> None:
    words = "Straße, Tür, Öl, Übung – „später“ für 5 €"
    assert words in " ".join(_paper(replace(ticket(), body=("A", words))).lines)


def test_an_office_with_other_letters_loses_accents_not_sense() -> None:
    assert printable("Braşov, Gdańsk, Łódź") == "Brasov, Gdansk, ?ódz"
    assert printable("e\u0301tat\x07") == "état "


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_latin_text_is_the_printers_own(lang: Lang) -> None:
    words = ("Zone d'attente B", "Présentez-vous à l'accueil.")
    assert words[1] in _paper(replace(ticket("en"), lang=lang, other=words)).lines


@pytest.mark.parametrize("lang", ["tr", "ar", "uk"])
def test_other_scripts_are_drawn_whole(lang: Lang) -> None:
    """No sentence of such a block is left to the printer, so that one block has one look."""
    lines = " ".join(_paper(ticket(lang)).lines)
    assert not any(sentence in lines for sentence in OTHER[lang])
    assert "?" not in lines


# ------------------------------------------------------------------ line breaks


def test_no_lonely_last_word() -> None:
    lines = broken("Aufruf in etwa 5 bis 15 Minuten, danach sofort zu uns kommen", len, 48)
    assert lines == ["Aufruf in etwa 5 bis 15 Minuten,", "danach sofort zu uns kommen"]


def test_what_belongs_together_stays_together() -> None:
    lines = broken("Bitte gehen Sie zum Raum B 12 und warten Sie 20 Minuten", len, 26)
    assert all(not line.endswith((" B", " 20")) for line in lines)


@given(st.text("abc .,äß1B", max_size=120), st.integers(5, 48))
def test_breaking_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = broken(text, len, width)
    assert all(0 < len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


# ------------------------------------------------------------------ right to left


def test_codes_and_figures_are_read_from_left_to_right_within_arabic() -> None:
    told = [(run.text, run.rtl) for run in runs("الغرفة B 12 (2.14)؟", "ar")]
    assert told == [
        ("الغرفة ", True), ("B 12", False), (" ", True), ("(", True), ("2.14", False), (")", True),
        ("؟", True),
    ]  # fmt: skip


def test_an_arabic_line_begins_at_the_right() -> None:
    """The code at its end stands leftmost, and the letters join: they are narrower than alone."""
    sentence = Sentence("منطقة الانتظار B", 40)
    dots = np.asarray(text_picture([sentence], "ar", 500, centred=False)) < 128
    alone = np.asarray(text_picture([Sentence("B", 40)], "de", 500, centred=False)) < 128
    columns = np.flatnonzero(dots.any(axis=0))
    assert columns[-1] > 480
    letter = np.flatnonzero(alone.any(axis=0))
    shape = alone[:, letter[0] : letter[-1] + 1].sum(axis=0)
    assert (dots[:, columns[0] : columns[0] + len(shape)].sum(axis=0) == shape).all()
    word = "الانتظار"
    apart = sum(width_of(letter, sentence, "ar") for letter in word)
    assert width_of(word, sentence, "ar") < 0.9 * apart


@pytest.mark.parametrize("lang", ["tr", "ar", "uk"])
def test_drawn_lines_fit_and_are_even(lang: Lang) -> None:
    for text in OTHER[lang]:
        sentence = Sentence(text, 36)
        lines = wrapped(sentence, lang, 368)
        widths = [width_of(line, sentence, lang) for line in lines]
        assert max(widths) <= 368
        assert all(" " in line or len(lines) == 1 for line in lines), "no lonely word"


# ------------------------------------------------------------------ pictures


@pytest.mark.parametrize("zone", ["A", "B", "C", "D", "E", None])
@pytest.mark.parametrize("width", [576, 512, 384])
@pytest.mark.parametrize("text", ["W 888", "K7MD-2QXY"])
def test_the_number_is_as_large_as_the_paper_lets_it_be(
    text: str, zone: str | None, width: int
) -> None:
    image = band(text, ZoneId(zone) if zone else None, width)
    assert (image.mode, image.width) == ("1", width)
    ink = image.convert("L").point(lambda value: 255 - value).getbbox()
    assert ink
    assert ink[0] >= 4, "the outermost dots are not at the paper's edge"
    assert ink[2] <= width - 4
    assert ink[2] - ink[0] > 0.8 * width or ink[3] - ink[1] > 0.24 * width


def test_signs_differ() -> None:
    drawn = {zone: band("T 042", ZoneId(zone), 576).tobytes() for zone in "ABCDE"}
    assert len(set(drawn.values())) == 5


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@pytest.mark.parametrize("code", ["K7MD-2QXY", "EZ1" + "A0B1C2D3E4" * 12])
def test_the_qr_code_can_be_read_and_its_modules_are_half_a_millimetre(
    model: Model, code: str
) -> None:
    paper = _paper(replace(DOCUMENTS_SLIP, code=code), model)
    sheet = ImageChops.invert(dots_on(paper, model.dots))
    (found,) = zxingcpp.read_barcodes(np.asarray(sheet))
    assert found.text == code
    drawn = [item for item in paper.items if isinstance(item, QrCode)]
    assert bool(drawn) == model.draws_qr
    assert all(4 <= one.module <= 8 and len(one.rows) * one.module < model.dots for one in drawn)


@ALL
def test_a_ticket_is_followed_by_what_a_phone_reads_from_the_paper(
    slip: Slip, model: Model
) -> None:
    """About 25 mm, with modules of more than half a millimetre and white all around."""
    paper = _paper(slip, model)
    ink = np.asarray(dots_on(paper, model.dots)) > 0
    found = zxingcpp.read_barcodes(np.asarray(ImageChops.invert(dots_on(paper, model.dots))))
    assert [one.text for one in found] == ([slip.code] if slip.code else [])
    if slip.code != FOLLOW:
        return
    corners = found[0].position
    left, right = corners.top_left.x, corners.bottom_right.x
    top, bottom = corners.top_left.y, corners.bottom_right.y
    side = right - left
    assert 22 * DOTS_PER_MM <= side <= 26 * DOTS_PER_MM
    module = side / 37
    assert module >= 4.9
    quiet = round(4 * module) - 2
    assert not ink[top - quiet : top - 1, left - quiet : right + quiet].any()
    assert not ink[bottom + 2 : bottom + quiet, left - quiet : right + quiet].any()
    assert not ink[top:bottom, left - quiet : left - 1].any()
    assert not ink[top:bottom, right + 2 : right + quiet].any()


def test_a_picture_never_reads_as_an_order_to_the_printer() -> None:
    """DLE EOT and DLE DC4 are obeyed wherever they stand, even amid a picture's dots."""
    white = bytes(36)
    orders = bytes((0x10, 0x04, 0x01, 0x10, 0x14, 0x08, 0x10, 0x05, 0x02)) * 4
    dots = (white + orders) * 64
    image = Image.frombytes("1", (576, 64), bytes(255 - byte for byte in dots))
    raw = b"".join(slip_job([Picture(image)], TM_T20II).pieces)
    assert not any(a == 0x10 and b in (0x04, 0x05, 0x14) for a, b in pairwise(raw))
    printed = np.asarray(dots_on(decode(raw), 576))[:64] > 0
    wanted = ~np.asarray(image)
    assert (printed & ~wanted).sum() == 0
    assert (wanted & ~printed).sum() == 3 * 4 * 64, "one dot for each order"


def test_white_is_fed_not_sent() -> None:
    image = Image.new("1", (576, 700), 1)
    image.paste(0, (100, 600, 200, 601))
    job = slip_job([Picture(image)], TM_T20II)
    assert job.size < 150
    ink = np.argwhere(np.asarray(dots_on(decode(b"".join(job.pieces)), 576)))
    assert ink[[0, -1]].tolist() == [[600, 100], [600, 199]]


def _logo(size: tuple[int, int] = (600, 200)) -> bytes:
    """A blue bar on clear ground."""
    png = io.BytesIO()
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    image.paste("#2044aa", (size[0] // 4, 0, 3 * size[0] // 4, size[1]))
    image.save(png, "png")
    return png.getvalue()


def test_the_logo_stands_on_top_and_is_no_taller_than_14_mm() -> None:
    first = _paper(ticket(), logo=_logo()).items[0]
    assert isinstance(first, Raster)
    assert first.width == 176
    assert first.align == "center"
    assert 60 < first.height <= 112
    assert any(first.bits)


def test_a_shaded_logo_is_scattered_dots_a_plain_one_has_clean_edges() -> None:
    shaded = io.BytesIO()
    Image.linear_gradient("L").resize((400, 400)).save(shaded, "png")
    soft, hard = logo_picture(shaded.getvalue(), 384), logo_picture(_logo(), 384)
    assert soft is not None
    assert hard is not None
    ink = 1 - np.asarray(soft, dtype=float)
    middle = ink[:, 136:248]
    quarters = [middle[at : at + 28].mean() for at in range(0, 112, 28)]
    assert quarters == sorted(quarters, reverse=True)
    assert quarters[0] > 0.7
    assert quarters[-1] < 0.2
    changes = np.abs(np.diff(np.asarray(hard, dtype=int), axis=1)).sum(axis=1)
    assert set(changes.tolist()) == {2}, "a plain bar has two edges in each row"


@pytest.mark.warns("logo_not_read", "logo_too_large")
@pytest.mark.parametrize("logo", [b"not a picture", _logo()[:60], _logo((5000, 4000))])
def test_a_logo_that_cannot_be_read_costs_nobody_their_slip(logo: bytes) -> None:
    assert _paper(ticket(), logo=logo).items == _paper(ticket()).items


def test_the_test_print_names_printer_and_line() -> None:
    lines = _paper(TEST_PRINT, RP_F10_58MM).lines
    assert "RP-F10-58mm, 384 Punkte" in lines
    assert "tcp kiosk:9100" in lines


@pytest.mark.warns("script_not_drawn")
def test_without_the_arabic_typeface_the_german_words_still_come(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    noto_arabic.cache_clear()
    words = replace(ticket("ar"), note=("Vorsicht",), note_other=("تنبيه",))
    lines = _paper(words).lines
    assert "Wartebereich B" in lines
    assert _paper(words).number == "T042"
    assert "ar: keine Schrift" in _paper(TEST_PRINT).lines


def test_picture_shows_ink_where_the_bytes_say() -> None:
    paper = _paper(ticket("en"))
    image = picture(paper)
    assert image.mode == "RGBA"
    assert image.getpixel((0, 0)) == (19, 21, 37, 0), "around the paper it is clear"
    dark = sum(image.convert("L").histogram()[:90])
    dots = sum(byte.bit_count() for raster in _rasters(paper) for byte in raster.bits)
    assert dark > dots, "number, sign and text are dark"


def test_empty_paper_has_a_picture() -> None:
    assert picture(Paper(())).height > 50


def test_a_cheap_printer_gets_only_what_it_knows() -> None:
    paper = _paper(DOCUMENTS_SLIP, POS_5890)
    assert not paper.cut
    assert not any(isinstance(item, QrCode) for item in paper.items)


def test_weeks_of_numbers_keep_no_more_typefaces_open_than_a_day() -> None:
    def opened() -> int:
        return Path("/proc/self/maps").read_text(encoding="utf-8").count("FiraSans-Bold.ttf")

    def numbers(widths: range) -> None:
        for width in widths:
            band(f"T {width}", None, width)

    numbers(range(300, 300 + 4 * FACES))
    day = opened()
    assert day > 0
    numbers(range(300, 700))
    assert opened() <= day
