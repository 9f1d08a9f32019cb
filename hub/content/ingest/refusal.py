"""Why a file is refused, and what comes out when it is not."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

Reason = Literal[
    "empty_file", "unknown_kind", "wrong_extension", "packed_file", "office_file", "heic_file",
    "web_page_file", "truncated", "unreadable", "picture_too_large", "svg_script", "svg_external",
    "svg_doctype", "svg_too_large", "pdf_encrypted", "pdf_script", "pdf_launch", "pdf_attachment",
    "pdf_too_many_pages", "pdf_too_large", "video_too_long", "video_without_picture",
    "video_too_large", "no_video_encoder", "too_hard", "too_heavy",
]  # fmt: skip
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)
Mime = Literal["image/png", "image/jpeg", "video/mp4"]


class Refused(Exception):  # a sentence, as the house's errors are
    """The file is not taken; `fields` are what the sentence for people speaks of."""

    def __init__(self, reason: Reason, **fields: object) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.fields = fields


@dataclass(frozen=True)
class Made:
    """One thing to show: names of files in the folder of renditions; `seconds` of a video."""

    file: str
    thumb: str
    mime: Mime
    width: int
    height: int
    seconds: float | None = None


@dataclass(frozen=True)
class Bench:
    """Where the work is done: what comes in, where it goes, and whom to tell how far it is."""

    source: Path
    folder: Path
    tell: Callable[[float], None]
    """Told a share from 0 to 1."""
