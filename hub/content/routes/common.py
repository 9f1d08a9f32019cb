"""What all pages of the content share: the works behind them, their frame, what went wrong."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from hub.content.rules import ChangedMeanwhile, InUse, Target, UnknownContent
from hub.content.service import Works
from hub.content.service.programmes import left_out
from hub.kit.auth import Principal, may
from hub.kit.database import Change, Database, Session
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, page
from hub.kit.permissions import Permission
from hub.sites import service as sites
from hub.sites.rules import Site
from wire.look import RTL, Look
from wire.pictograms import PICTOGRAMS

HOME: Final = "/content"
EVERYWHERE: Final = Target("all")
TABS: Final[tuple[tuple[str, str, str, Permission], ...]] = (
    ("library", HOME, "Inhalte", "content.publish"),
    ("playlists", f"{HOME}/playlists", "Listen", "content.publish"),
    ("week", f"{HOME}/week", "Sendezeiten", "content.publish"),
    ("notices", f"{HOME}/notices", "Hinweise", "content.announce"),
    ("preview", f"{HOME}/preview", "Vorschau", "content.announce"),
    ("played", f"{HOME}/played", "Nachweis", "content.publish"),
)
SAYINGS: Final = {
    "changed_meanwhile": "Jemand anders hat das inzwischen geändert. Ihre Änderung wurde nicht "
    "gespeichert, nichts wurde überschrieben.",
    "programme_too_large": "So viel passt nicht in das Programm von {display}. Es wurde nichts "
    "geändert. Bitte nehmen Sie etwas heraus.",
    "unknown_content": "Das gibt es nicht mehr. Vielleicht hat es jemand anders gelöscht.",
    "address_refused": "Diese Adresse ist nicht freigegeben. Freigegeben sind: {hosts}. Weitere "
    "trägt die Technik in EZ_SNAPSHOT_HOSTS ein.",
    "content_in_use": "Das ist noch im Einsatz: {places}.",
    "unstorable": "Das lässt sich nicht speichern. Bitte prüfen Sie die Eingaben.",
}
FAULTS: Final = {
    "page_does_not_answer": "Die Seite antwortet nicht.",
    "page_moves_on_and_on": "Die Seite leitet immer weiter um.",
    "page_takes_too_long": "Die Seite braucht zu lange.",
    "browser_failed": "Der Browser konnte die Seite nicht zeichnen.",
    "no_browser": "Auf dem Server fehlt der Browser (EZ_CHROMIUM).",
    "disk_nearly_full": "Auf dem Server ist kaum noch Platz. Das nächste Bild entsteht, sobald "
    "wieder Platz ist.",
    "address_refused": "Die Seite liegt auf keinem freigegebenen Server (EZ_SNAPSHOT_HOSTS).",
}
KINDS: Final = {
    "picture": "Bild", "video": "Video", "page": "Textseite", "web": "Internet-Seite",
}  # fmt: skip


async def _works(request: Request) -> Works:
    works: Works | None = request.app.state.works
    if works is None:
        raise UnknownContent
    return works


Working = Annotated[Works, Depends(_works)]
"""The store and its workers. Raises UnknownContent where the hub has none."""


@dataclass(frozen=True)
class Visit:
    """Who looks at which page of which office, and when."""

    data: Database
    who: Principal
    office: Look
    now: datetime
    works: Works

    def site(self, session: Session) -> Site:
        return sites.site(session, self.who.site)

    def without(self, session: Session, target: Target = EVERYWHERE) -> str:
        """Names of the displays of this target that nothing new reaches."""
        return ", ".join(one.name for one in left_out(session, self.who.site, target))

    def page(
        self, template: str, tab: str, session: Session, *, status: int = 200,
        v: Mapping[str, str] | None = None, **context: object,
    ) -> Response:  # fmt: skip
        """A page in the frame of the content; `v` are its form's values, empty unless named."""
        return page(
            f"content/{template}", status=status, office=self.office, me=self.who, tab=tab,
            tabs=[one for one in TABS if self.who.may(one[3])], site=self.site(session),
            now=self.now, conflict=status == ChangedMeanwhile.status, kinds=KINDS,
            pictograms=PICTOGRAMS, rtl=RTL, fault=fault,
            may_publish=self.who.may("content.publish"),
            may_announce=self.who.may("content.announce"), v=defaultdict(str, v or {}), **context,
        )  # fmt: skip


def removed(
    visit: Visit, form: FormData, tab: str, places: Callable[[Session], tuple[str, list[str]]],
    remove: Callable[[Change, bool], None], *, back: str, act: str, then: str,
) -> Response:  # fmt: skip
    """Asks once more before something goes for good, and says where it is still in use.

    `places` gives its name and those places. Who has read that there are none has not agreed to
    any that came meanwhile.
    """
    sure = form.get("sure")
    if sure:
        try:
            with visit.data.change(visit.who.site) as change:
                remove(change, sure == "yes")
        except InUse:
            """Since the page was drawn: it is drawn again."""
        else:
            return RedirectResponse(then, status_code=303)
    with visit.data.read() as session:
        name, found = places(session)
        return visit.page(
            "remove.html", tab, session, status=409 if found else 200, name=name, places=found,
            back=back, act=act,
        )  # fmt: skip


Publisher = Annotated[Principal, may("content.publish")]
Announcer = Annotated[Principal, may("content.announce")]


async def _publishing(
    data: Data, who: Publisher, office: Office, now: Now, works: Working
) -> Visit:
    return Visit(data, who, office, now, works)


async def _announcing(
    data: Data, who: Announcer, office: Office, now: Now, works: Working
) -> Visit:
    return Visit(data, who, office, now, works)


Publishing = Annotated[Visit, Depends(_publishing)]
"""A visit of somebody who decides what displays show."""
Announcing = Annotated[Visit, Depends(_announcing)]
"""A visit of somebody who may put up a notice."""


def saying(error: HouseError) -> str:
    """What went wrong, in words for people. Raises the error again where there are none."""
    if error.key not in SAYINGS:
        raise error
    listed = {
        key: ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        for key, value in error.fields.items()
    }
    return SAYINGS[error.key].format_map({"hosts": "", **listed, **_no_hosts(listed)})


def _no_hosts(listed: dict[str, str]) -> dict[str, str]:
    return {} if listed.get("hosts") else {"hosts": "keine"}


def fault(key: str) -> str:
    """Why a web page's picture could not be taken, in words for people."""
    if key.startswith("page_says_"):
        return f"Die Seite meldet den Fehler {key.removeprefix('page_says_')}."
    return FAULTS.get(key, "Das Bild der Seite konnte nicht gemacht werden.")
