"""Which role may use which route, as it was agreed: written by hand, whatever the rules say."""

from typing import Final

LETTERS: Final = {
    "E": "reception", "B": "adviser", "T": "technician", "R": "publisher", "L": "manager",
    "V": "admin",
}  # fmt: skip
"""Empfang, Beratung, Technik, Redaktion, Leitung, Verwaltung der Zugänge; `*`: nobody signs in."""

TABLE: Final = """
# For everybody
******  GET    /openapi.json
******  HEAD   /openapi.json
******  GET    /look.css
******  GET    /login
******  POST   /login
******  POST   /api/v1/session
******  GET    /media/{name:path}
******  HEAD   /media/{name:path}
******  GET    /api/v1/follow/{token}
******  GET    /t/{token}
******  GET    /t/{token}/now
******  GET    /t/{token}/live
******  POST   /api/v1/pairing
******  POST   /api/v1/pairing/check
******  POST   /api/v1/pairing/{pairing}
******  POST   /api/v1/pairing/{pairing}/taken
******  GET    /
******  GET    /health
# Oneself
EBTRLV  POST   /logout
EBTRLV  DELETE /api/v1/session
EBTRLV  POST   /api/v1/session/room
# Reception
EBTRLV  GET    /api/v1/floor
EB....  POST   /api/v1/tickets
EB....  POST   /api/v1/checkins
EB....  POST   /api/v1/calls
EB....  POST   /api/v1/tickets/{ticket}/call
EB....  POST   /api/v1/tickets/{ticket}/recall
EB....  POST   /api/v1/tickets/{ticket}/reprint
EB....  POST   /api/v1/tickets/{ticket}/{act}
EBTRLV  GET    /api/v1/search
EBTRLV  GET    /api/v1/tickets/{ticket}
EB....  POST   /api/v1/tickets/{ticket}/park
EB....  POST   /api/v1/tickets/{ticket}/transfer
EB....  POST   /api/v1/tickets/{ticket}/merge
EB....  POST   /api/v1/tickets/{ticket}/needs
EB....  POST   /api/v1/tickets/{ticket}/notes
EB....  POST   /api/v1/rooms/{room}/close
EB....  POST   /api/v1/rooms/{room}/open
EBTRLV  GET    /reception
EBTRLV  GET    /reception/live
EBTRLV  POST   /reception/room
EB....  POST   /reception/tickets
EB....  POST   /reception/checkins
EB....  POST   /reception/devices/{device}/help
EB....  POST   /reception/tickets/{ticket}/call
EB....  POST   /reception/tickets/{ticket}/reprint
EB....  POST   /reception/tickets/{ticket}/{act}
EBTRLV  GET    /reception/visits/{ticket}
EBTRLV  GET    /reception/find
EBTRLV  POST   /reception/find
EB....  POST   /reception/tickets/{ticket}/park
EB....  POST   /reception/tickets/{ticket}/transfer
EB....  POST   /reception/tickets/{ticket}/merge
EB....  POST   /reception/tickets/{ticket}/needs
EB....  POST   /reception/tickets/{ticket}/notes
EB....  POST   /reception/close
EB....  POST   /reception/open
# Papers and feedback
EB..L.  GET    /api/v1/feedback
EB..L.  GET    /feedback
EB....  GET    /api/v1/papers
EB....  GET    /api/v1/papers/{code}
EB....  GET    /papers
# Technicians
..T...  POST   /api/v1/devices/{device}/service-code
..T...  GET    /care
..T...  POST   /care
# Displays
..T...  PUT    /api/v1/displays/{device}/place
..T...  GET    /displays/{device}/place
..T...  POST   /displays/{device}/place
..T...  GET    /api/v1/pairing-codes/{code}
..T...  POST   /api/v1/pairing-codes/{code}/display
..T...  POST   /api/v1/pairing-codes/{code}/replacement
..T...  POST   /api/v1/displays/{device}/unpair
..T...  DELETE /api/v1/displays/{device}
..T...  GET    /displays/new
..T...  POST   /displays/new
..T...  POST   /displays/new/replacement
..T...  POST   /displays/{device}/unpair
..T...  POST   /displays/{device}/remove
E.T.L.  GET    /api/v1/displays
E.T...  POST   /api/v1/displays/orders
..T...  PATCH  /api/v1/displays
E.T.L.  GET    /api/v1/displays/{device}
E.T.L.  GET    /api/v1/displays/{device}/picture
E.T.L.  GET    /api/v1/displays/{device}/orders
E.T...  POST   /api/v1/displays/{device}/orders
..T...  PATCH  /api/v1/displays/{device}
E.T.L.  GET    /api/v1/zones/{zone}/sound
..T...  PUT    /api/v1/zones/{zone}/sound
E.T.L.  GET    /displays
E.T.L.  GET    /displays/live
E.T...  POST   /displays
..T...  POST   /displays/zones/{letter}/sound
E.T.L.  GET    /displays/{device}
E.T.L.  GET    /displays/{device}/live
E.T.L.  GET    /displays/{device}/picture.jpg
E.T...  POST   /displays/{device}/orders
..T...  POST   /displays/{device}
# Content
..TR..  GET    /content
..TR..  GET    /content/new/{kind}
..TR..  POST   /content/new/{kind}
..TR..  GET    /content/items/{item}
..TR..  POST   /content/items/{item}
..TR..  POST   /content/items/{item}/remove
E.TRL.  GET    /content/files/{name}
E.TRL.  GET    /content/notices
E.TRL.  GET    /content/notices/new
E.TRL.  POST   /content/notices/new
E.TRL.  GET    /content/notices/{notice}
E.TRL.  POST   /content/notices/{notice}
E.TRL.  POST   /content/notices/{notice}/end
..TR..  GET    /content/played
..TR..  GET    /content/played.csv
..TR..  GET    /content/playlists
..TR..  POST   /content/playlists
..TR..  GET    /content/playlists/{playlist}
..TR..  POST   /content/playlists/{playlist}
..TR..  POST   /content/playlists/{playlist}/remove
E.TRL.  GET    /content/preview
..TR..  POST   /api/v1/content/uploads
..TR..  GET    /api/v1/content/uploads
..TR..  GET    /content/week
..TR..  POST   /content/week/land
..TR..  GET    /content/week/new
..TR..  POST   /content/week/new
..TR..  GET    /content/week/{slot}
..TR..  POST   /content/week/{slot}
..TR..  POST   /content/week/{slot}/move
..TR..  POST   /content/week/{slot}/remove
# Alarms
EBTRLV  GET    /api/v1/alarms
EBTRLV  POST   /api/v1/alarms
E.T.L.  POST   /api/v1/alarms/{alarm}/end
EBTRLV  GET    /emergency
EBTRLV  GET    /emergency/live
EBTRLV  GET    /emergency/banner
EBTRLV  GET    /emergency/confirm
EBTRLV  POST   /emergency
E.T.L.  GET    /emergency/{alarm}/end
E.T.L.  POST   /emergency/{alarm}/end
"""


def cells() -> dict[tuple[str, str], frozenset[str] | None]:
    """The roles for each method and path; None where nobody signs in."""
    found: dict[tuple[str, str], frozenset[str] | None] = {}
    for line in TABLE.splitlines():
        if not line or line.startswith("#"):
            continue
        who, method, path = line.split()
        assert (method, path) not in found, f"twice: {line}"
        roles = frozenset(LETTERS[one] for one in who if one in LETTERS)
        found[method, path] = None if who == "******" else roles
    return found
