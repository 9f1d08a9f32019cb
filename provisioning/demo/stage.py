"""The page /demo: the house at a glance, and the hands that hold a letter or pull a plug."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Body, FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from provisioning.house import KIOSK_PIXELS, House
from wire import look

HERE = Path(__file__).parent / "page"
LOOK_S = 0.1
"""How often the pictures' dates are compared."""
KEPT_SLIPS = 6


@dataclass(frozen=True)
class LetterCard:
    """A letter on the table of the demo page; `png` is how it looks, `text` what its code says."""

    kind: str
    title: str
    text: str
    png: bytes


@dataclass(frozen=True)
class Fault:
    """A plug that can be pulled: carried out by the main thread, which owns the processes."""

    key: str
    label: str
    hint: str
    act: Callable[[House], None]


@dataclass(frozen=True)
class Scenery:
    """All that the stage shows."""

    house: House
    letters: Sequence[LetterCard]
    logins: Sequence[Mapping[str, str]]
    faults: Sequence[Fault]
    submit: Callable[[Fault], None]


def stage(scenery: Scenery, assets: Path) -> FastAPI:
    """The demo's own small web application; it outlives a killed hub."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    _page(app, scenery)
    _pictures(app, scenery)
    _hands(app, scenery)
    app.mount("/demo/page", StaticFiles(directory=HERE), name="page")
    app.mount("/demo/assets", StaticFiles(directory=assets / "web"), name="assets")
    return app


def _page(app: FastAPI, scenery: Scenery) -> None:
    templates = Jinja2Templates(HERE)
    shown = {"scenery": scenery, "reception": f"{scenery.house.url()}/reception"}

    @app.get("/")
    def home() -> RedirectResponse:
        return RedirectResponse("/demo")

    @app.get("/demo")
    def demo(request: Request) -> Response:
        return templates.TemplateResponse(request, "demo.html", shown)

    @app.get("/demo/look.css")
    def colours() -> Response:
        return Response(_tokens(), media_type="text/css")


def _pictures(app: FastAPI, scenery: Scenery) -> None:
    house = scenery.house
    folders = {name: house.view(name) for name in _devices(house)}

    @app.get("/demo/live")
    def live() -> StreamingResponse:
        return StreamingResponse(_changes(house, folders), media_type="text/event-stream")

    @app.get("/demo/view/{device}")
    def view(device: str) -> FileResponse:
        return _file(_picture(folders.get(device)))

    @app.get("/demo/paper/{name}")
    def paper(name: str) -> FileResponse:
        return _file({path.name: path for path in house.paper().glob("*.png")}.get(name))

    @app.get("/demo/letter/{number}")
    def letter(number: int) -> Response:
        return Response(_letter(scenery, number).png, media_type="image/png")


def _hands(app: FastAPI, scenery: Scenery) -> None:
    kiosk = scenery.house.children["kiosk-01"]
    faults = {fault.key: fault for fault in scenery.faults}

    @app.post("/demo/hold/{number}", status_code=204)
    def hold(number: int) -> None:
        kiosk.tell(hold=_letter(scenery, number).text)

    @app.post("/demo/touch", status_code=204)
    def touch(at: Annotated[list[float], Body(min_length=2, max_length=2)]) -> None:
        x, y = (min(max(share, 0.0), 1.0) for share in at)
        kiosk.tell(touch=[round(x * KIOSK_PIXELS[0]), round(y * KIOSK_PIXELS[1])])

    @app.post("/demo/fault/{key}", status_code=202)
    def fault(key: str) -> None:
        if key not in faults:
            raise HTTPException(404)
        scenery.submit(faults[key])


def _letter(scenery: Scenery, number: int) -> LetterCard:
    if not 0 <= number < len(scenery.letters):
        raise HTTPException(404)
    return scenery.letters[number]


def _devices(house: House) -> list[str]:
    return [*house.plan.kiosks, *(display.device for display in house.plan.displays)]


def _picture(folder: Path | None) -> Path | None:
    if folder is None:
        return None
    return next((folder / n for n in ("screen.png", "screen.jpg") if (folder / n).exists()), None)


def _file(path: Path | None) -> FileResponse:
    if path is None or not path.exists():
        raise HTTPException(404)
    return FileResponse(path, headers={"Cache-Control": "no-store"})


async def _changes(house: House, pictures: Mapping[str, Path]) -> AsyncIterator[str]:
    """Server-sent events: which picture is new, which slips lie there, who is alive."""
    told: dict[str, object] = {}
    while True:
        for key, value in _state(house, pictures).items():
            if told.get(key) != value:
                told[key] = value
                yield f"event: {key}\ndata: {json.dumps(value)}\n\n"
        await asyncio.sleep(LOOK_S)


def _state(house: House, pictures: Mapping[str, Path]) -> dict[str, object]:
    state: dict[str, object] = {
        f"view-{name}": _date(_picture(folder)) for name, folder in pictures.items()
    }
    papers = sorted(path.name for path in house.paper().glob("*.png"))
    state["paper"] = papers[-KEPT_SLIPS:][::-1]
    state["alive"] = {name: child.alive for name, child in house.children.items()}
    return state


def _date(path: Path | None) -> int:
    try:
        return path.stat().st_mtime_ns if path else 0
    except FileNotFoundError:
        return 0


def _tokens() -> str:
    """The one look as CSS variables."""
    names = [name for name in vars(look) if name.isupper() and str(getattr(look, name))[:1] == "#"]
    lines = [f"  --{name.lower().replace('_', '-')}: {getattr(look, name)};" for name in names]
    return ":root {\n" + "\n".join(lines) + "\n}\n"
