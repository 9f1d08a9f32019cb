"""The slip as bytes: golden files, and what an independent decoder reads in them."""

from pathlib import Path

import pytest

from kiosk.devices.paper import Cut, Paper, Raster, TextLine, decode
from kiosk.devices.paper_picture import picture
from kiosk.devices.printer import PAPER_58MM, PAPER_80MM, Model, slip_bytes
from kiosk.devices.slip import band, printable
from kiosk.flow.receipt import Slip
from tests.kiosk.devices.kit import GOLDEN, slip
from wire.ids import TicketId, TicketNumber, ZoneId

CASES = [
    ("slip-de", slip(), PAPER_80MM),
    ("slip-en", slip(english=True), PAPER_80MM),
    ("slip-58mm", slip(english=True), PAPER_58MM),
]


def _golden(path: Path, raw: bytes) -> bytes:
    """The kept bytes; when there are none yet, keep these and fail so that someone looks."""
    if not path.exists():
        path.write_bytes(raw)
        pytest.fail(f"{path.name} was written anew; look at it, then run again")
    return path.read_bytes()


@pytest.mark.parametrize(("name", "words", "model"), CASES, ids=[case[0] for case in CASES])
def test_bytes_are_as_they_were(name: str, words: Slip, model: Model) -> None:
    raw = slip_bytes(words, model)
    kept, now = decode(_golden(GOLDEN / f"{name}.bin", raw)), decode(raw)
    assert [i for i in now.items if not isinstance(i, Raster)] == [
        i for i in kept.items if not isinstance(i, Raster)
    ]
    before, after = _raster(kept), _raster(now)
    assert (before.width, before.height) == (after.width, after.height)
    # Another freetype may set a dot on an outline differently, nothing more.
    differing = sum((a ^ b).bit_count() for a, b in zip(before.bits, after.bits, strict=True))
    assert differing <= before.width * before.height // 200


@pytest.mark.parametrize(("name", "words", "model"), CASES, ids=[case[0] for case in CASES])
def test_decoder_knows_every_byte(name: str, words: Slip, model: Model) -> None:
    paper = decode(slip_bytes(words, model))
    assert paper.unknown == b"", name
    assert paper.number == "T042"
    assert isinstance(paper.items[-1], Cut)
    flowing = " ".join(paper.lines)
    for sentence in (*words.head, *words.body, *words.other):
        assert sentence in flowing


def test_german_signs_survive() -> None:
    words = "Straße, Tür, Öl, Übung – „später“ für 5 €"
    raw = slip_bytes(Slip(TicketId("t"), TicketNumber("A001"), ZoneId("A"), ("Amt",), ("A", words)))
    assert words.encode("cp1252") in raw.replace(b"\n", b" ")
    assert words in " ".join(decode(raw).lines)


def test_other_scripts_lose_accents_not_sense() -> None:
    assert printable("Braşov, Gdańsk, Łódź") == "Brasov, Gdansk, ?ódz"
    assert printable("e\u0301tat\x07") == "état "


def test_no_line_is_wider_than_the_paper() -> None:
    long = Slip(
        TicketId("t"), TicketNumber("D999"), ZoneId("D"), ("Jobcenter " + "Musterstadt" * 6,),
        ("Wartebereich für Familien mit Kindern im Erdgeschoss", "x" * 200, ""),
    )  # fmt: skip
    for model in (PAPER_80MM, PAPER_58MM):
        for item in decode(slip_bytes(long, model)).items:
            if isinstance(item, TextLine):
                assert len(item.text) * item.wide <= model.columns


def test_no_lonely_last_word() -> None:
    words = "Aufruf in etwa 5 bis 15 Minuten, danach sofort zu uns kommen"
    paper = decode(
        slip_bytes(Slip(TicketId("t"), TicketNumber("A001"), ZoneId("A"), (), ("A", words)))
    )
    first, second = [line for line in paper.lines if line in words][-2:]
    assert abs(len(first) - len(second)) < 15


@pytest.mark.parametrize("zone", ["A", "B", "C", "D", "E"])
@pytest.mark.parametrize("width", [576, 384])
def test_band_fits_and_carries_the_number(zone: str, width: int) -> None:
    image = band(TicketNumber("W888"), ZoneId(zone), width)
    assert (image.mode, image.width) == ("1", width)
    ink = image.convert("L").point(lambda value: 255 - value).getbbox()
    assert ink
    assert ink[0] >= 4, "the outermost dots are not at the paper's edge"
    assert ink[2] <= width - 4
    assert ink[2] - ink[0] > 0.85 * width, "the number is as large as the paper lets it be"


def test_signs_differ() -> None:
    drawn = {zone: band(TicketNumber("T042"), ZoneId(zone), 576).tobytes() for zone in "ABCDE"}
    assert len(set(drawn.values())) == 5


def test_picture_shows_ink_where_the_bytes_say() -> None:
    paper = decode(slip_bytes(slip(english=True)))
    image = picture(paper)
    assert image.mode == "RGBA"
    assert image.getpixel((0, 0)) == (19, 21, 37, 0), "around the paper it is clear"
    dark = sum(image.convert("L").histogram()[:90])
    dots = sum(byte.bit_count() for byte in _raster(paper).bits)
    assert dark > dots, "number, sign and text are dark"


def test_empty_paper_has_a_picture() -> None:
    assert picture(Paper(())).height > 50


def _raster(paper: Paper) -> Raster:
    (raster,) = [item for item in paper.items if isinstance(item, Raster)]
    return raster
