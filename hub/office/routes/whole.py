"""The set-up as a file: to take away, to look at what it would change, to take in."""

from typing import Annotated, Final

from fastapi import APIRouter, File, Form, Response, UploadFile
from fastapi.responses import RedirectResponse

from hub.kit.errors import HouseError
from hub.office import service
from hub.office.routes.common import HOME, Visit, Visiting
from hub.office.routes.words import said
from hub.office.rules import file
from hub.office.rules.refusals import SetupChanged, SetupFaulty, StillInUse

router = APIRouter(include_in_schema=False, prefix=HOME)
TOML: Final = "application/toml"
LARGEST: Final = 500_000
"""Bytes of a file; the largest office that can be set up has less."""


@router.get("/file")
def whole(visit: Visiting) -> Response:
    return _page(visit)


@router.get("/file/office.toml")
def download(visit: Visiting) -> Response:
    with visit.data.read() as session:
        text = file.write(visit.setup(session).things)
    name = f"einrichtung-{visit.who.site}-{visit.now:%Y-%m-%d}.toml"
    return Response(
        text, media_type=f"{TOML}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"',
                 "Cache-Control": "no-store"},
    )  # fmt: skip


@router.post("/file")
def look(visit: Visiting, given: Annotated[UploadFile | None, File()] = None) -> Response:
    """What the file would change; nothing is changed yet."""
    raw = given.file.read(LARGEST + 1) if given else b""
    text = decoded(raw)
    if text is None:
        return _page(visit, fault="Das ist keine Textdatei in UTF-8 von höchstens 500 KB.")
    with visit.data.read() as session:
        found = service.preview(session, visit.who.site, text, now=visit.now)
        return visit.page(
            "preview.html", "file", session, status=422 if found.slips else 200, found=found,
            text=text, said=said, error="",
        )  # fmt: skip


@router.post("/file/import")
def take_in(
    visit: Visiting, text: Annotated[str, Form(max_length=LARGEST)] = "",
    version: Annotated[str, Form(max_length=40)] = "", sure: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    text = text.replace("\r\n", "\n")
    try:
        with visit.data.change(visit.who.site) as change:
            service.import_file(change, visit.who, text, version, visit.now, sure=bool(sure))
    except (SetupChanged, SetupFaulty, StillInUse) as error:
        return _again(visit, text, error)
    return RedirectResponse(f"{HOME}/changes?saved=1", status_code=303)


def _again(visit: Visit, text: str, error: HouseError) -> Response:
    """The preview once more, as the office is now."""
    words = {
        "setup_changed": "Inzwischen hat jemand etwas geändert. Es wurde nichts eingelesen. "
        "Prüfen Sie bitte noch einmal, was die Datei ändert.",
        "still_in_use": "Bitte bestätigen Sie, dass Sie gelesen haben, was noch benutzt wird.",
    }  # fmt: skip
    with visit.data.read() as session:
        found = service.preview(session, visit.who.site, text, now=visit.now)
        return visit.page(
            "preview.html", "file", session, status=error.status, found=found, text=text,
            said=said, error=words.get(error.key, ""),
        )  # fmt: skip


def decoded(raw: bytes) -> str | None:
    """The text of a file; None: it is none, or too long."""
    if not raw or len(raw) > LARGEST:
        return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def _page(visit: Visit, *, fault: str = "") -> Response:
    with visit.data.read() as session:
        return visit.page("file.html", "file", session, status=422 if fault else 200, fault=fault)
