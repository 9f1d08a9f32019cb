"""Really built files of every kind, good and hostile, and how they come into the library."""

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
import pypdfium2
from PIL import Image
from starlette.testclient import TestClient

from hub.content import repository
from hub.content.tables import ContentItemRow
from tests.pages.office import SITE, Office, sign_in

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
JAVASCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


@dataclass
class Publisher:
    """A signed-in member of staff who uploads; the work is done when they ask for it."""

    office: Office
    login: str = "vogel"

    def __post_init__(self) -> None:
        self.http = TestClient(self.office.app, base_url="http://hub.local", follow_redirects=False)
        self.headers = sign_in(self.http, self.login)
        self.token = self.headers["X-CSRF-Token"]

    def send(self, name: str, data: bytes | Iterator[bytes]) -> tuple[int, dict[str, object]]:
        """Upload; answers status and body at once."""
        answer = self.http.post(
            "/api/v1/content/uploads", params={"name": name}, content=data, headers=self.headers
        )
        body: dict[str, object] = answer.json()
        return answer.status_code, body

    def work(self) -> int:
        """Do all that waits; how much it was."""
        done = 0
        while self.office.works.work_once():
            done += 1
        return done

    def upload(self, name: str, data: bytes) -> dict[str, object]:
        """Upload and work; what became of it."""
        status, told = self.send(name, data)
        assert status == 202, told
        self.work()
        return self.outcome(str(told["id"]))

    def post(self, path: str, **fields: object) -> int:
        """Send a form of a page; answers the status."""
        return self.http.post(path, data={"csrf": self.token, **fields}).status_code

    def page(self, path: str) -> str:
        answer = self.http.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def items(self) -> list[ContentItemRow]:
        """What lies in the library, in the order in which it came."""
        with self.office.database.read() as session:
            return sorted(repository.items(session, SITE), key=lambda one: one.id)

    def path(self, item: ContentItemRow) -> Path:
        """Where the item's file lies."""
        return self.office.works.store.path(item.sha256 or "")

    def outcome(self, upload_id: str) -> dict[str, object]:
        listed = self.http.get("/api/v1/content/uploads").json()["uploads"]
        found: dict[str, object] = next(one for one in listed if one["id"] == upload_id)
        return found


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    """A picture with a red left half and a blue right half."""
    image = Image.new("RGB", size, (200, 0, 0))
    image.paste((0, 0, 200), (size[0] // 2, 0, *size))
    if kind == "GIF":
        image = image.convert("P")
    return saved(image, kind, **options)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that announces so many pixels and holds hardly any."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(bytes(1000)))
        + _chunk(b"IEND", b"")
    )


def png_with_bomb_in_its_text() -> bytes:
    """A small PNG whose compressed comment unpacks to 200 MB."""
    plain = picture()
    comment = b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9)
    return plain[:33] + _chunk(b"zTXt", comment) + plain[33:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def zip_bomb() -> bytes:
    """A small archive of 100 MB of nothing."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bild.png", bytes(100_000_000))
    return file.getvalue()


def docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<document/>")
    return file.getvalue()


def svg(inside: str = '<rect width="50" height="50" fill="#2044aa"/>', root: str = "") -> bytes:
    return f'<svg {SVG} viewBox="0 0 100 50" {root}>{inside}</svg>'.encode()


def pdf(pages: int = 1) -> bytes:
    """White pages in A4, the first upright and the others on their side."""
    document = pypdfium2.PdfDocument.new()
    for number in range(pages):
        document.new_page(*((595, 842) if number == 0 else (842, 595)))
    file = io.BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()


def raw_pdf(catalog: bytes = b"", *objects: bytes) -> bytes:
    """A PDF of one page, written by hand; `objects` are numbered from 4."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R " + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>",
        *objects,
    ]
    text, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return text + head + table + tail % (len(parts) + 1, len(text))


def stream(dictionary: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<<%b/Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (
        dictionary, len(packed), packed,
    )  # fmt: skip


def video(
    seconds: float = 2, size: tuple[int, int] = (320, 180), *, kind: str = "mp4", rate: int = 25,
    sound: bool = False, live: bool = False,
) -> bytes:  # fmt: skip
    """A white bar that walks over black, with a tone where asked; `live` says no duration."""
    options = {"movflags": "faststart"} if kind == "mp4" else {}
    options |= {"live": "1"} if live else {}
    with (
        tempfile.NamedTemporaryFile() as file,
        av.open(file.name, "w", format=kind, options=options) as out,
    ):
        picture_stream = out.add_stream("libx264", rate=rate)
        picture_stream.width, picture_stream.height = size
        picture_stream.pix_fmt = "yuv420p"
        picture_stream.options = {"preset": "ultrafast"}
        tone = out.add_stream("aac", rate=48_000) if sound else None
        for count in range(round(seconds * rate)):
            pixels = np.zeros((size[1], size[0], 3), np.uint8)
            at = count * 4 % size[0]
            pixels[:, at : at + 40] = 255
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            out.mux(picture_stream.encode(frame))
        out.mux(picture_stream.encode(None))
        if tone is not None:
            _tone(out, tone, seconds)
        out.close()
        return Path(file.name).read_bytes()


@cache
def long_video() -> bytes:
    """One that takes a while to be made anew; built once."""
    return video(10, (1_280, 720))


def _tone(out: av.container.OutputContainer, tone: av.AudioStream, seconds: float) -> None:
    for count in range(int(seconds * 48_000 / 1024)):
        samples = np.zeros((2, 1024), np.float32)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, count * 1024, Fraction(1, 48_000)
        out.mux(tone.encode(frame))
    out.mux(tone.encode(None))


@dataclass(frozen=True)
class Probed:
    """What a video is."""

    codec: str
    profile: str | None
    pixels: str
    size: tuple[int, int]
    rate: float
    seconds: float
    sound: int


def probe(path: Path) -> Probed:
    with av.open(path) as film:
        shown = film.streams.video[0]
        return Probed(
            shown.codec_context.name, shown.profile, shown.pix_fmt or "",
            (shown.width, shown.height), float(shown.average_rate or 0),
            (film.duration or 0) / av.time_base, len(film.streams.audio),
        )  # fmt: skip
