"""Decoders on photographs of letters: how many are read, and what must not confuse them."""

import cv2
import numpy as np
import pytest
import zxingcpp

from kiosk.devices.decoders import Cascade, ZxingDecoder
from kiosk.devices.ports import Decoder, Image
from kiosk.devices.simulated.letter import letter_picture, qr_picture
from kiosk.devices.simulated.photo import SIZE, photo
from tests.kiosk.devices.kit import CODE

PHOTOS = 15
FRAMES = 8
"""How many frames of one photograph the cascade may look at: half a second of a held letter."""


def _read(decoder: Decoder, hardness: float) -> int:
    return sum(CODE in decoder.look(photo(CODE, seed, hardness)).texts for seed in range(PHOTOS))


def _in_time(hardness: float) -> int:
    """Each letter before a fresh cascade for some frames, as a camera shows it."""
    count = 0
    for seed in range(PHOTOS):
        cascade, image = Cascade(), photo(CODE, seed, hardness)
        count += any(CODE in cascade.look(image).texts for _ in range(FRAMES))
    return count


@pytest.mark.parametrize(("hardness", "least"), [(0.0, 15), (0.5, 15), (0.75, 14), (1.0, 9)])
def test_the_cascade_reads_letters(hardness: float, least: int) -> None:
    assert _in_time(hardness) >= least


@pytest.mark.parametrize(
    ("decoder", "hardness", "least"),
    [(ZxingDecoder(), 0.0, 15), (ZxingDecoder(), 0.75, 13), (Cascade(), 1.0, 14)],
    ids=["zxing-easy", "zxing-hard", "cascade-hardest"],
)
def test_each_decoder_alone(decoder: Decoder, hardness: float, least: int) -> None:
    assert _read(decoder, hardness) >= least


def test_the_hardest_letters_are_hard() -> None:
    assert _read(ZxingDecoder(), 1.0) < PHOTOS // 2, "hardness 1 must leave something to win"


def test_the_same_photo_twice() -> None:
    assert np.array_equal(photo(CODE, 3, 0.5), photo(CODE, 3, 0.5))
    assert not np.array_equal(photo(CODE, 3, 0.5), photo(CODE, 4, 0.5))


def _on_white(*texts: str) -> Image:
    """Codes side by side on a white page of a camera picture's size."""
    page = np.full((SIZE[1], SIZE[0]), 255, np.uint8)
    x = 10
    for text in texts:
        code = np.asarray(qr_picture(text, 600 // len(texts)), np.uint8)
        page[20 : 20 + code.shape[0], x : x + code.shape[1]] = code
        x += code.shape[1] + 60
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_GRAY2BGR), np.uint8)


DECODERS = [ZxingDecoder(), Cascade()]


@pytest.mark.parametrize("decoder", DECODERS, ids=["zxing", "cascade"])
def test_two_codes_in_view_are_both_told_once(decoder: Decoder) -> None:
    assert set(decoder.look(_on_white(CODE, "https://example.org")).texts) == {
        CODE,
        "https://example.org",
    }
    assert decoder.look(_on_white(CODE, CODE)).texts == (CODE,)


@pytest.mark.parametrize("decoder", DECODERS, ids=["zxing", "cascade"])
@pytest.mark.parametrize("text", ["WIFI:S:Café;P:geheim;;", "Привіт", "EZ1", "a\nb\x00c"])
def test_foreign_codes_are_read_like_any(decoder: Decoder, text: str) -> None:
    (found,) = decoder.look(_on_white(text)).texts
    assert found[:3] == text[:3]


@pytest.mark.parametrize("decoder", DECODERS, ids=["zxing", "cascade"])
def test_four_kilobytes_of_garbage(decoder: Decoder) -> None:
    """A code of the largest version; what is read is the flow's business."""
    import segno

    garbage = "".join("ABCDEFGHIJ$%*+-./:"[at * at % 18] for at in range(4096))
    matrix = np.array(segno.make(garbage, error="l", boost_error=False).matrix, np.uint8)
    dots = np.kron(255 - 255 * matrix, np.ones((4, 4), np.uint8)).astype(np.uint8)
    page = cv2.copyMakeBorder(dots, 6, 6, 20, 20, cv2.BORDER_CONSTANT, value=255)
    found = decoder.look(np.asarray(cv2.cvtColor(page, cv2.COLOR_GRAY2BGR), np.uint8)).texts
    assert list(found) in ([], [garbage])


@pytest.mark.parametrize("decoder", DECODERS, ids=["zxing", "cascade"])
def test_nothing_in_view(decoder: Decoder, capfd: pytest.CaptureFixture[str]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (SIZE[1], SIZE[0], 3), np.uint8)
    stripes = np.zeros_like(noise)
    stripes[:, ::7] = 255
    for image in (noise, stripes, np.zeros_like(noise), np.full_like(noise, 255)):
        assert decoder.look(image).texts == ()
    assert capfd.readouterr() == ("", ""), "no complaints on the terminal"


def test_a_bar_code_on_the_letter_is_nobodys_business() -> None:
    code = zxingcpp.create_barcode("DV 04.26 0,85", zxingcpp.BarcodeFormat.Code128)
    strip = cv2.resize(np.asarray(code.to_image(scale=3), np.uint8), (600, 120))
    page = np.full((SIZE[1], SIZE[0], 3), 255, np.uint8)
    page[50:170, 40:640] = strip[..., None]
    assert [found.text for found in zxingcpp.read_barcodes(page)] == ["DV 04.26 0,85"]
    for decoder in (ZxingDecoder(), Cascade()):
        assert decoder.look(page).texts == ()


def test_a_letter_as_it_is_printed() -> None:
    page = np.asarray(letter_picture(CODE), np.uint8)[:, :, ::-1]
    for decoder in (ZxingDecoder(), Cascade()):
        assert decoder.look(np.ascontiguousarray(page)).texts == (CODE,)
