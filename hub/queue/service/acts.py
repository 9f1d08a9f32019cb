"""What staff do to a visit by one word, and what a page must know to say why it was refused."""

from collections.abc import Callable, Mapping
from typing import Final

from hub.kit.database import Session
from hub.kit.errors import HouseError
from hub.queue.rules import NeedsChanged, Ticket
from hub.queue.service.calls import cancel, come_back, finish, leave, no_show, start
from hub.queue.service.moves import resume, undo
from hub.queue.service.reading import ticket
from hub.sites import service as sites
from wire.ids import SiteId

MOVES: Final[Mapping[str, Callable[..., Ticket]]] = {
    "start": start,
    "finish": finish,
    "no-show": no_show,
    "leave": leave,
    "cancel": cancel,
    "resume": resume,
    "come-back": come_back,
    "undo": undo,
}
"""By the end of the address that it is sent to: what needs no more than to be said."""


def explain(
    session: Session, site: SiteId, error: HouseError, ticket_id: str | None
) -> dict[str, object]:
    """The fields of an error with what a page needs: the number, the room's name, the needs."""
    fields = dict(error.fields)
    try:
        if ticket_id and isinstance(error, NeedsChanged):
            fields["needs"] = ticket(session, site, ticket_id).needs
        if ticket_id and "number" not in fields:
            fields["number"] = ticket(session, site, ticket_id).number
        if fields.get("room"):
            fields["room"] = sites.room(session, site, str(fields["room"])).name["de"]
    except HouseError:
        return dict(error.fields)
    return fields
