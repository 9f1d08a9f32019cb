"""What a file is, by its first bytes; what it is called only has to agree."""

from typing import Final, Literal

from hub.content.ingest.refusal import Reason, Refused

Kind = Literal["png", "jpeg", "webp", "gif", "tiff", "svg", "pdf", "video"]
Family = Literal["Bild", "SVG-Grafik", "PDF", "Video"]
HEAD: Final = 65_536
"""Bytes that are looked at."""

FAMILIES: Final[dict[Kind, Family]] = {
    "png": "Bild", "jpeg": "Bild", "webp": "Bild", "gif": "Bild", "tiff": "Bild",
    "svg": "SVG-Grafik", "pdf": "PDF", "video": "Video",
}  # fmt: skip
_CALLED: Final[dict[str, Family]] = {
    **dict.fromkeys(("png", "jpg", "jpeg", "jpe", "jfif", "webp", "gif", "tif", "tiff"), "Bild"),
    "svg": "SVG-Grafik",
    "pdf": "PDF",
    **dict.fromkeys(
        ("mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "mts", "m2ts", "ogv",
         "wmv", "flv", "3gp"), "Video",
    ),
}  # fmt: skip
_CONTAINERS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x1aE\xdf\xa3", "matroska"),  # WebM too
    (b"\0\0\1\xba", "mpeg"),  # programme stream
    (b"\0\0\1\xb3", "mpegvideo"),
    (b"OggS", "ogg"),
    (b"FLV\1", "flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),  # WMV too
)
"""Videos, by the name that FFmpeg has for what they come in."""
_BEGINNINGS: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"%PDF-", "pdf"),
    *((beginning, "video") for beginning, _ in _CONTAINERS),
)
_REFUSED: Final[tuple[tuple[bytes, Reason], ...]] = (
    (b"PK\3\4", "packed_file"),
    (b"PK\5\6", "packed_file"),
    (b"\x1f\x8b", "packed_file"),
    (b"7z\xbc\xaf", "packed_file"),
    (b"Rar!", "packed_file"),
    (b"BZh", "packed_file"),
    (b"\xfd7zXZ", "packed_file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office_file"),
    (b"{\\rtf", "office_file"),
)
_OFFICE: Final = (b"word/", b"ppt/", b"xl/", b"mimetypeapplication/vnd.", b"[Content_Types].xml")
_HEIC: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif", b"avis"})


def kind(head: bytes, name: str) -> Kind:
    """What the file is. Raises Refused, also where its name says something else."""
    if not head:
        raise Refused("empty_file")
    found = _kind(head)
    called = _CALLED.get(name.rpartition(".")[2].lower()) if "." in name else None
    if called is not None and called != FAMILIES[found]:
        raise Refused("wrong_extension", called=called, actual=FAMILIES[found])
    return found


def container(head: bytes) -> str:
    """What a video comes in, so that no other of FFmpeg's many readers is tried on it."""
    for beginning, found in _CONTAINERS:
        if head.startswith(beginning):
            return found
    if head.startswith(b"RIFF"):
        return "avi"
    return "mpegts" if _is_transport_stream(head) else "mov"


def _kind(head: bytes) -> Kind:
    for beginning, reason in _REFUSED:
        if head.startswith(beginning):
            office = reason == "packed_file" and any(mark in head for mark in _OFFICE)
            raise Refused("office_file" if office else reason)
    for beginning, found in _BEGINNINGS:
        if head.startswith(beginning):
            return found
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"AVI "):
        return "webp" if head[8:12] == b"WEBP" else "video"
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return _boxes(head)
    if _is_transport_stream(head):
        return "video"
    return _text(head)


def _is_transport_stream(head: bytes) -> bool:
    """MPEG packets of 188 bytes, or as camcorders write them: each after four bytes of time."""
    packets = ((0, 188, 376), (4, 196, 388))
    return any(all(head[at : at + 1] == b"G" for at in places) for places in packets)


def _boxes(head: bytes) -> Kind:
    """An ISO base media file: a video, or a picture as telephones store it."""
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        raise Refused("heic_file")
    return "video"


def _text(head: bytes) -> Kind:
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if plain.startswith((b"<!doctype html", b"<html")):
        raise Refused("web_page_file")
    if plain.startswith((b"<?xml", b"<svg", b"<!--", b"<!doctype svg")) and b"<svg" in plain:
        return "svg"
    raise Refused("unknown_kind")
