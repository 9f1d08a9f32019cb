"""Which role may use which route, as it was agreed: written by hand, whatever the rules say."""

from typing import Final

LETTERS: Final = {
    "E": "reception", "B": "adviser", "T": "technician", "R": "publisher", "L": "manager",
    "V": "admin",
}  # fmt: skip
"""Empfang, Beratung, Technik, Redaktion, Leitung, Verwaltung der Zugänge; `*`: nobody signs in."""

TABLE: Final = """
# For everybody
******  GET    /login/oidc
******  GET    /login/oidc/back
******  GET    /login/second
******  POST   /login/second
******  POST   /login/recovery
******  GET    /welcome/{token}
******  POST   /welcome/{token}
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
******  GET    /t/{token}/leave
******  POST   /t/{token}/leave
******  POST   /api/v1/follow/{token}/leave
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
EBTRLV  POST   /api/v1/session/site
EBTRLV  GET    /api/v1/me
EBTRLV  GET    /api/v1/me/sessions
EBTRLV  DELETE /api/v1/me/sessions
EBTRLV  DELETE /api/v1/me/sessions/{mark}
EBTRLV  POST   /api/v1/me/password
EBTRLV  POST   /api/v1/me/proof
EBTRLV  POST   /me/proof
EBTRLV  GET    /api/v1/me/passkeys
EBTRLV  POST   /api/v1/me/passkeys
EBTRLV  POST   /api/v1/me/passkeys/options
EBTRLV  POST   /api/v1/me/passkeys/codes
EBTRLV  DELETE /api/v1/me/passkeys/{mark}
EBTRLV  POST   /me/passkeys
EBTRLV  POST   /me/passkeys/new
EBTRLV  POST   /me/passkeys/codes
EBTRLV  POST   /me/passkeys/{mark}/remove
EBTRLV  GET    /me
EBTRLV  POST   /me/password
EBTRLV  POST   /me/sessions/end
EBTRLV  POST   /me/sessions/{mark}/end
EBTRLV  POST   /me/site
# Other systems
.....V  GET    /api/v1/tokens
.....V  POST   /api/v1/tokens
.....V  POST   /api/v1/tokens/requests
.....V  POST   /systems/requests
.....V  DELETE /api/v1/tokens/{system}
.....V  GET    /systems
.....V  POST   /systems
.....V  POST   /systems/{system}/revoke
# Who saw what, and two pairs of eyes
....LV  GET    /api/v1/audit
....LV  POST   /api/v1/audit/requests
....LV  GET    /api/v1/audit/{request}
....LV  GET    /audit
....LV  GET    /audit.csv
....LV  POST   /audit/requests
....LV  GET    /audit/{request}
....LV  GET    /audit/{request}/rows.csv
....LV  GET    /api/v1/approvals
....LV  POST   /api/v1/approvals/{request}/approve
....LV  POST   /api/v1/approvals/{request}/refuse
....LV  GET    /approvals
....LV  POST   /approvals/{request}/approve
....LV  POST   /approvals/{request}/refuse
# Whose data, why, how long
....L.  GET    /api/v1/privacy/register
....L.  GET    /api/v1/privacy/nights
....L.  GET    /api/v1/privacy/due
....L.  GET    /api/v1/privacy/erasures
....L.  POST   /api/v1/privacy/people
....L.  GET    /api/v1/privacy/people/{person}
....L.  POST   /api/v1/privacy/people/{person}/requests
....L.  GET    /api/v1/privacy/people/{person}/export
....L.  POST   /api/v1/privacy/people/{person}/erase
....L.  GET    /privacy
....L.  POST   /privacy/people
....L.  GET    /privacy/people/{person}
....L.  POST   /privacy/people/{person}/requests
....L.  GET    /privacy/people/{person}/export
....L.  GET    /privacy/people/{person}/export.json
....L.  POST   /privacy/people/{person}/erase
# Accounts
.....V  GET    /api/v1/sign-in-rule
.....V  PUT    /api/v1/sign-in-rule
.....V  POST   /sign-in-rule
.....V  GET    /api/v1/staff
.....V  POST   /api/v1/staff
.....V  GET    /api/v1/staff/{staff}
.....V  PATCH  /api/v1/staff/{staff}
.....V  POST   /api/v1/staff/{staff}/disable
.....V  POST   /api/v1/staff/{staff}/enable
.....V  POST   /api/v1/staff/{staff}/link
.....V  DELETE /api/v1/staff/{staff}/passkeys
.....V  POST   /staff/{staff}/passkeys/remove
.....V  GET    /staff
.....V  GET    /staff/new
.....V  POST   /staff/new
.....V  GET    /staff/{staff}
.....V  POST   /staff/{staff}
.....V  POST   /staff/{staff}/disable
.....V  POST   /staff/{staff}/enable
.....V  POST   /staff/{staff}/link
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
# The adviser's page
EB....  GET    /api/v1/desk
EB....  POST   /api/v1/desk/calls
EB....  GET    /desk
EB....  GET    /desk/live
EB....  POST   /desk/room
EB....  POST   /desk/call
EB....  POST   /desk/tickets/{ticket}/call
EB....  POST   /desk/tickets/{ticket}/recall
EB....  POST   /desk/tickets/{ticket}/park
EB....  POST   /desk/tickets/{ticket}/transfer
EB....  POST   /desk/tickets/{ticket}/notes
EB....  POST   /desk/tickets/{ticket}/{act}
EB....  POST   /desk/close
EB....  POST   /desk/open
# The manager's floor, and the rule of the order
....L.  GET    /api/v1/lead
....L.  GET    /lead
....L.  GET    /lead/live
....LV  GET    /api/v1/order-rule
....L.  POST   /api/v1/order-rule/preview
....LV  PUT    /api/v1/order-rule
....LV  GET    /lead/order
....L.  POST   /lead/order/preview
....LV  POST   /lead/order
# Papers and feedback
EB..L.  GET    /api/v1/feedback
EB..L.  GET    /feedback
# Figures
....L.  GET    /api/v1/insights/figures
....L.  GET    /api/v1/insights/tables/{table}.csv
....L.  GET    /api/v1/insights/glossary
....L.  GET    /api/v1/insights/settings
....L.  PUT    /api/v1/insights/settings
....L.  POST   /api/v1/insights/settings/requests
....L.  GET    /insights
....L.  POST   /insights/settings
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
..TR..  GET    /content/week/new
..TR..  POST   /content/week/new
..TR..  GET    /content/week/{slot}
..TR..  POST   /content/week/{slot}
..TR..  POST   /content/week/{slot}/move
..TR..  POST   /content/week/{slot}/remove
# Set-up of the office
....LV  GET    /office
....LV  GET    /office/sites
....LV  POST   /office/sites
....LV  GET    /api/v1/office/sites
....LV  POST   /api/v1/office/sites
....LV  GET    /office/setup
....LV  POST   /office/setup
....LV  POST   /office/setup/sample
....LV  GET    /office/list/{kind}
....LV  GET    /office/hours
....LV  POST   /office/hours
....LV  GET    /office/new/{kind}
....LV  POST   /office/new/{kind}
....LV  GET    /office/thing/{kind}/{name}
....LV  POST   /office/thing/{kind}/{name}
....LV  POST   /office/thing/{kind}/{name}/remove
....LV  POST   /office/concerns/{concern}/move
....LV  POST   /office/draft
....LV  GET    /office/file
....LV  GET    /office/file/office.toml
....LV  POST   /office/file
....LV  POST   /office/file/import
....LV  GET    /office/changes
....LV  POST   /office/changes/{action}/undo
....LV  GET    /api/v1/office
....LV  GET    /api/v1/office/things/{kind}/{name}
....LV  PUT    /api/v1/office/things/{kind}/{name}
....LV  DELETE /api/v1/office/things/{kind}/{name}
....LV  POST   /api/v1/office/concerns/{concern}/move
....LV  POST   /api/v1/office/draft
....LV  POST   /api/v1/office/sample
....LV  PUT    /api/v1/office/setup
....LV  GET    /api/v1/office/file
....LV  POST   /api/v1/office/file/preview
....LV  POST   /api/v1/office/file
....LV  GET    /api/v1/office/changes
....LV  POST   /api/v1/office/changes/{action}/undo
# Alarms
EBTRLV  GET    /api/v1/alarms
EBTRLV  POST   /api/v1/alarms
E.T.LV  POST   /api/v1/alarms/{alarm}/end
EBTRLV  GET    /emergency
EBTRLV  GET    /emergency/live
EBTRLV  GET    /emergency/banner
EBTRLV  GET    /emergency/confirm
EBTRLV  POST   /emergency
E.T.LV  GET    /emergency/{alarm}/end
E.T.LV  POST   /emergency/{alarm}/end
# Who is in the house
E...L.  GET    /api/v1/presence
EB....  POST   /api/v1/presence/leave
E...L.  GET    /api/v1/presence/rule
....LV  PUT    /api/v1/presence/rule
E...L.  GET    /api/v1/presence/keepers
..T...  PUT    /api/v1/presence/keepers/{device}
EBT.L.  GET    /api/v1/evacuation
EBT.L.  POST   /api/v1/evacuation
EBT.L.  POST   /api/v1/evacuation/marks
EBT.L.  POST   /api/v1/evacuation/end
E...L.  GET    /presence
E...L.  GET    /presence/live
EB....  POST   /presence/leave
..T...  POST   /presence/keepers
....LV  POST   /presence/rule
EBT.L.  GET    /presence/evacuation
EBT.L.  GET    /presence/evacuation/live
EBT.L.  POST   /presence/evacuation
EBT.L.  POST   /presence/evacuation/marks
EBT.L.  GET    /presence/evacuation/end
EBT.L.  POST   /presence/evacuation/end
# Silent calls
EBTRLV  GET    /api/v1/silent-calls
EBTRLV  POST   /api/v1/silent-calls
....L.  GET    /api/v1/silent-calls/rate
EBTRLV  POST   /api/v1/silent-calls/{call}/answer
EBTRLV  POST   /api/v1/silent-calls/{call}/end
EBTRLV  GET    /silent
EBTRLV  GET    /silent/live
EBTRLV  GET    /silent/sure
EBTRLV  POST   /silent
EBTRLV  POST   /silent/{call}/answer
EBTRLV  GET    /silent/{call}/end
EBTRLV  POST   /silent/{call}/end
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
