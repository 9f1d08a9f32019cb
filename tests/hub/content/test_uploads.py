"""What comes in is made anew, and what cannot be shown is refused with the reason and a recipe."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image

from hub.app import create
from hub.content.ingest.refusal import REASONS
from hub.content.rules import LARGEST_UPLOAD, SENTENCES
from tests.hub.content import files
from tests.hub.content.files import JAVASCRIPT, Publisher, raw_pdf, svg
from tests.pages.office import Office
from wire.ids import SiteId


@pytest.fixture
def publisher(one: Office) -> Publisher:
    return Publisher(one)


def _cut(data: bytes, share: float = 0.5) -> bytes:
    return data[: round(len(data) * share)]


REFUSED = {
    "a zip bomb": ("bild.zip", files.zip_bomb, "packed_file"),
    "an office file": ("brief.docx", files.docx, "office_file"),
    "an office file that is called a picture": ("brief.png", files.docx, "office_file"),
    "30,000 pixels by its header": ("x.png", lambda: files.png_header(30_000, 30_000),
                                    "picture_too_large"),
    "a thread of pixels": ("x.png", lambda: files.png_header(100_000, 2), "picture_too_large"),
    "a bomb in a comment": ("x.png", files.png_with_bomb_in_its_text, "unreadable"),
    "a cut-off JPEG": ("x.jpg", lambda: _cut(files.picture("JPEG", (800, 600))), "truncated"),
    "a cut-off PNG": ("x.png", lambda: _cut(files.picture("PNG", (800, 600))), "truncated"),
    "a program": ("x.png", lambda: b"\x7fELF" + bytes(1000), "unknown_kind"),
    "a PDF that is called a picture": ("x.jpg", files.pdf, "wrong_extension"),
    "a picture that is called a video": ("x.mp4", files.picture, "wrong_extension"),
    "a photo of a telephone": ("x.heic", lambda: b"\0\0\0\x18ftypheic" + bytes(99), "heic_file"),
    "a saved web page": ("x.html", lambda: b"<!DOCTYPE html><svg></svg>", "web_page_file"),
    "SVG with a script": ("x.svg", lambda: svg("<script>alert(1)</script>"), "svg_script"),
    "SVG with a handler": ("x.svg", lambda: svg('<rect onload="x()"/>'), "svg_script"),
    "SVG with a script address": ("x.svg", lambda: svg('<a xlink:href=" java\nscript:x()"/>'),
                                  "svg_script"),
    "SVG with a web page within": ("x.svg", lambda: svg("<foreignObject/>"), "svg_external"),
    "SVG that fetches": ("x.svg", lambda: svg('<image href="https://example.org/x.png"/>'),
                         "svg_external"),
    "SVG that reads a file": ("x.svg", lambda: svg('<image xlink:href="/etc/passwd"/>'),
                              "svg_external"),
    "SVG with SVG within": ("x.svg", lambda: svg('<image href="data:image/svg+xml,&lt;svg/>"/>'),
                            "svg_external"),
    "SVG that fetches by style": ("x.svg", lambda: svg("<style>@import 'x.css';</style>"),
                                  "svg_external"),
    "SVG that fetches a colour": ("x.svg", lambda: svg('<rect style="fill:url(http://x/#a)"/>'),
                                  "svg_external"),
    "SVG with entities": ("x.svg", lambda: b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>'
                          + svg("<text>&a;</text>"), "svg_doctype"),
    "SVG as deep as a well": ("x.svg", lambda: svg("<g>" * 300 + "</g>" * 300), "svg_too_large"),
    "SVG cut off": ("x.svg", lambda: _cut(svg("<g>" * 20 + "</g>" * 20)), "truncated"),
    "PDF with JavaScript": ("x.pdf", lambda: raw_pdf(b"/OpenAction 4 0 R", JAVASCRIPT),
                            "pdf_script"),
    "PDF with JavaScript in other letters": (
        "x.pdf", lambda: raw_pdf(b"/OpenAction<</S/#4aava#53cript/#4AS(x)>>"), "pdf_script"),
    "PDF with packed JavaScript": (
        "x.pdf",
        lambda: raw_pdf(b"", files.stream(b"/Type/ObjStm/N 1/First 4", b"9 0 " + JAVASCRIPT)),
        "pdf_script"),
    "PDF that starts a program": (
        "x.pdf", lambda: raw_pdf(b"/OpenAction<</S/Launch/F(cmd.exe)>>"), "pdf_launch"),
    "PDF with a file within": (
        "x.pdf", lambda: raw_pdf(b"/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>",
                                 b"<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>",
                                 files.stream(b"/Type/EmbeddedFile", b"x")), "pdf_attachment"),
    "PDF of 61 pages": ("x.pdf", lambda: files.pdf(61), "pdf_too_many_pages"),
    "PDF that is none": ("x.pdf", lambda: b"%PDF-1.7\n" + bytes(500), "unreadable"),
    "a video without its end": ("x.mp4", lambda: _cut(files.video(4)), "truncated"),
    "a video without its beginning": ("x.mp4", lambda: files.video()[:40], "truncated"),
    "a video that is none": ("x.mp4", lambda: b"\0\0\0\x18ftypisom" + bytes(9_999), "truncated"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_shown_is_refused_with_the_reason(publisher: Publisher, case: str) -> None:
    name, build, reason = REFUSED[case]
    told = publisher.upload(name, build())
    assert (told["state"], told["key"]) == ("refused", reason)
    assert "{" not in f"{told['what']}{told['recipe']}"
    assert str(told["recipe"]).endswith(".")
    assert list(publisher.office.works.store.folder.glob("incoming/*")) == []


def test_every_reason_has_its_sentence() -> None:
    assert set(REASONS) <= set(SENTENCES)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "TIFF"])
def test_pictures_of_every_kind_become_what_boards_decode(publisher: Publisher, kind: str) -> None:
    told = publisher.upload(f"bild.{kind.lower()}", files.picture(kind))
    assert told["state"] == "done"
    (item,) = publisher.items()
    with Image.open(publisher.path(item)) as made:
        assert made.format in ("PNG", "JPEG")
        assert made.size == (64, 48)
        left, right = made.convert("RGB").getpixel((8, 24)), made.convert("RGB").getpixel((56, 24))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 150 > left[2]
    assert right[2] > 150 > right[0]


def test_a_photo_is_turned_upright_and_made_small_and_loses_what_it_tells(
    publisher: Publisher,
) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Wohnung von Frau Huber"
    publisher.upload("foto.jpg", files.picture("JPEG", (4_000, 2_000), exif=exif))
    (item,) = publisher.items()
    assert b"Huber" not in publisher.path(item).read_bytes()
    with Image.open(publisher.path(item)) as made:
        assert made.size == (960, 1_920)
        assert not made.getexif()
        top = made.convert("RGB").getpixel((480, 100))
    assert isinstance(top, tuple)
    assert top[0] > 150


def test_no_byte_of_a_file_that_is_two_things_reaches_a_board(publisher: Publisher) -> None:
    publisher.upload("foto.jpg", files.picture("JPEG") + files.zip_bomb() + b"<script>x</script>")
    (item,) = publisher.items()
    made = publisher.path(item).read_bytes()
    assert b"<script>" not in made
    assert b"PK\3\4" not in made


def test_a_picture_keeps_what_is_clear(publisher: Publisher) -> None:
    publisher.upload("logo.png", files.saved(Image.new("RGBA", (40, 40), (9, 9, 9, 90)), "PNG"))
    (item,) = publisher.items()
    with Image.open(publisher.path(item)) as made:
        assert (made.format, made.mode) == ("PNG", "RGBA")


def test_a_drawing_fills_the_panel(publisher: Publisher) -> None:
    assert publisher.upload("plan.svg", svg())["state"] == "done"
    (item,) = publisher.items()
    with Image.open(publisher.path(item)) as made:
        assert made.size == (1_920, 960)


def test_each_page_of_a_pdf_becomes_an_item_in_its_order(publisher: Publisher) -> None:
    publisher.upload("Merkblatt.pdf", files.pdf(3))
    items = publisher.items()
    assert [one.name for one in items] == [f"Merkblatt, Seite {n}" for n in (1, 2, 3)]
    with Image.open(publisher.path(items[0])) as first, Image.open(publisher.path(items[1])) as two:
        assert first.height == two.width == 1_920


@pytest.mark.parametrize("kind", ["mp4", "matroska", "mpegts"])
def test_a_video_loses_its_sound_and_is_made_small(publisher: Publisher, kind: str) -> None:
    name = {"mp4": "film.mp4", "matroska": "film.mkv", "mpegts": "film.ts"}[kind]
    told = publisher.upload(name, files.video(2, (1_920, 1_080), kind=kind, sound=True))
    assert told["state"] == "done", told
    (item,) = publisher.items()
    made = files.probe(publisher.path(item))
    assert (made.codec, made.pixels, made.size, made.sound) == ("h264", "yuv420p", (1_280, 720), 0)
    assert made.profile in ("High", "Main")
    assert made.rate == 25
    assert made.seconds == pytest.approx(2, abs=0.1)
    assert publisher.path(item).read_bytes().find(b"moov") < 1_000


def test_a_film_of_a_camcorder_is_taken(publisher: Publisher) -> None:
    plain = files.video(1, kind="mpegts")
    packets = [plain[at : at + 188] for at in range(0, len(plain), 188)]
    stamped = b"".join(b"\0\0\0\0" + packet for packet in packets)
    told = publisher.upload("00012.MTS", stamped)
    assert told["state"] == "done", told
    (item,) = publisher.items()
    assert files.probe(publisher.path(item)).seconds == pytest.approx(1, abs=0.1)


def test_the_same_file_twice_lies_on_the_disk_once(publisher: Publisher) -> None:
    for name in ("a.png", "b.png"):
        publisher.upload(name, files.picture())
    first, second = publisher.items()
    assert first.sha256 == second.sha256
    stored = list(publisher.office.works.store.folder.glob("??/*"))
    assert len(stored) == 2  # the picture and its thumbnail


def test_an_empty_file_is_refused_at_once(publisher: Publisher) -> None:
    status, told = publisher.send("leer.png", b"")
    assert (status, told["key"]) == (422, "empty_file")


def test_what_is_announced_too_large_is_not_even_read(publisher: Publisher) -> None:
    answer = publisher.http.post(
        "/api/v1/content/uploads", params={"name": "riesig.mp4"}, content=b"x",
        headers={**publisher.headers, "Content-Length": str(LARGEST_UPLOAD + 1)},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["key"]) == (413, "file_too_large")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_what_grows_too_large_is_stopped_and_leaves_nothing(publisher: Publisher) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(LARGEST_UPLOAD // 20_000_000 + 2):
            yield bytes(20_000_000)

    status, told = publisher.send("riesig.mp4", endless())
    assert (status, told["key"]) == (413, "file_too_large")
    assert list(publisher.office.works.store.folder.glob("incoming/*")) == []


@pytest.mark.parametrize("login", ["yilmaz", "brandt"])
def test_only_publishers_upload(one: Office, login: str) -> None:
    status, told = Publisher(one, login).send("x.png", files.picture())
    assert (status, told["key"]) == (403, "not_permitted")


def test_a_name_is_a_name_and_no_path(publisher: Publisher) -> None:
    told = publisher.upload("../../etc/pass\0wd\u202egnp.png", files.picture())
    assert told["name"] == "pass wd gnp.png"


def test_nobody_of_another_site_puts_anything_on_this_hub_s_disk(one: Office) -> None:
    one.app = create(replace(one.app.state.parts, site=SiteId("nebenstadt")))
    publisher = Publisher(one)
    answers = [
        publisher.http.post("/api/v1/content/uploads", content=files.picture(),
                            params={"name": "a.png"}, headers=publisher.headers),
        publisher.http.get("/content/new/web"),
        publisher.http.post("/content/new/web", data={"csrf": publisher.token}),
        publisher.http.get("/content/files/abc"),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [403] * 4
    assert answers[0].json()["key"] == "other_site"
    assert "Hub Ihres eigenen Standorts" in answers[1].text
    assert list(one.works.store.folder.glob("incoming/*")) == []
    assert publisher.http.get("/content/notices").status_code == 200
