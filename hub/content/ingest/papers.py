"""PDF: refused when it is more than paper, otherwise each page becomes a picture."""

import re
import zlib
from collections.abc import Iterator
from typing import Final

import pypdfium2
from pypdfium2 import raw as pdfium

from hub.content.ingest import pictures
from hub.content.ingest.refusal import Bench, Made, Reason, Refused

LARGEST: Final = 100_000_000
"""Bytes."""
MOST_PAGES: Final = 60
MOST_UNPACKED: Final = 64_000_000
"""Bytes of packed objects that are looked through."""
_STREAM: Final = re.compile(rb"(<<[^\x00]{0,4000}?>>)\s*stream\r?\n")
_NAME_HEX: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE: Final[tuple[tuple[re.Pattern[bytes], Reason], ...]] = (
    (re.compile(rb"/(?:JavaScript|JS|XFA|RichMedia)(?![A-Za-z0-9])"), "pdf_script"),
    (re.compile(rb"/(?:Launch|ImportData|SubmitForm|GoToE)(?![A-Za-z0-9])"), "pdf_launch"),
    (re.compile(rb"/(?:EmbeddedFiles?|Movie)(?![A-Za-z0-9])"), "pdf_attachment"),
)


def take(bench: Bench) -> list[Made]:
    """One picture for each page, in their order. Raises Refused."""
    if bench.source.stat().st_size > LARGEST:
        raise Refused("pdf_too_large")
    try:
        with pypdfium2.PdfDocument(bench.source) as document:
            _check(document)
            inspect(bench.source.read_bytes())
            return _pages(bench, document)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise Refused("pdf_encrypted" if locked else "unreadable") from None


def _check(document: pypdfium2.PdfDocument) -> None:
    """What pdfium itself says of the document."""
    if pdfium.FPDF_GetSecurityHandlerRevision(document.raw) >= 0:
        raise Refused("pdf_encrypted")
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        raise Refused("pdf_script")
    if pdfium.FPDFDoc_GetAttachmentCount(document.raw) > 0:
        raise Refused("pdf_attachment")
    if len(document) > MOST_PAGES:
        raise Refused("pdf_too_many_pages", pages=len(document), most=MOST_PAGES)
    if len(document) == 0:
        raise Refused("unreadable")


def inspect(data: bytes) -> None:
    """Raises Refused for actions and files within, also where objects are packed."""
    for part in _dictionaries(data):
        plain = _NAME_HEX.sub(lambda code: bytes([int(code.group(1), 16)]), part)
        for pattern, reason in _ACTIVE:
            if pattern.search(plain):
                raise Refused(reason)


def _dictionaries(data: bytes) -> Iterator[bytes]:
    """All that is not the content of a stream, and what object streams hold."""
    at = 0
    while found := _STREAM.search(data, at):
        yield data[at : found.end()]
        end = data.find(b"endstream", found.end())
        at = end if end >= 0 else len(data)
        if b"ObjStm" in found.group(1):
            yield _unpacked(data[found.end() : at])
    yield data[at:]


def _unpacked(packed: bytes) -> bytes:
    """An object stream in plain; what does not unpack is broken and holds nothing."""
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(packed, MOST_UNPACKED)
    except zlib.error:
        return packed
    if unpacker.unconsumed_tail:
        raise Refused("too_heavy")
    return plain


def _pages(bench: Bench, document: pypdfium2.PdfDocument) -> list[Made]:
    made = []
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
            raise Refused("unreadable")
        drawn = page.render(scale=pictures.PANEL / max(width, height)).to_pil()
        made.append(pictures.keep(bench, drawn.convert("RGB"), number))
        page.close()
        bench.tell(number / len(document))
    return made
