"""The columns that speak of nobody: set-up, devices, content, counts, and keys of rows."""

from collections.abc import Mapping
from typing import Final

EVERYTHING: Final = "*"
NOT_PERSONAL: Final[Mapping[str, str]] = {
    # Of tables that hold persons, too.
    "absence": "id site",
    "alarm": "site id kind reach zones scope since ended_at",
    "appointment": "site",
    "call": "id site",
    "call_addressee": "device site role speaks",
    "content_item": (
        "id site kind name seconds shown_from shown_until version sha256 thumb page original"
        " page_number upload url refresh_minutes tried_at taken_at fault came_at gone_at"
    ),
    "content_notice": (
        "id site page target_kind target_name valid_from valid_until seconds every_s version"
        " changed_at"
    ),
    "content_playlist": "id site name items together version changed_at gone_at",
    "content_upload": (
        "id site bytes state share reason fields tries room worker came_at beat_at ended_at"
    ),
    "display_order": "id site device action ordered_at outcome detail done_at",
    "erasure": "id site at visits counts",
    "evacuation": "id site begun_at ended_at",
    "evacuation_mark": "evacuation rev",
    "evacuation_staff": "evacuation",
    "four_eyes": "id site",
    "house_change": "id site action deed kind key undoes",
    "inbox": "received_at",
    "oidc_step": "expires_at",
    "outbox": "id site topic retain expires_at",
    "pairing": (
        "id site code secret_hash model version width height height_mm asked_at expires_at state"
        " device"
    ),
    "personal_view": "id site",
    "printed_number": "site device",
    "receipt": "site device",
    "silent_answer": "call",
    "silent_call": "id site",
    "staff": "version",
    "staff_event": "id",
    "system_token": (
        "id site name token_hash scopes made_at expires_at last_used_at revoked_at"
    ),
    "ticket": "site paper paper_fault paper_device paper_at version",
    "ticket_event": "id",
    "ticket_note": "id",
    # Of tables that hold none.
    "alarm_shown": EVERYTHING,
    "concern": EVERYTHING,
    "content_slot": EVERYTHING,
    "content_told": EVERYTHING,
    "day_book": EVERYTHING,
    "device": EVERYTHING,
    "display_picture": EVERYTHING,
    "display_report": EVERYTHING,
    "edge": EVERYTHING,
    "feedback": EVERYTHING,
    "floor": EVERYTHING,
    "house_told": EVERYTHING,
    "insights_setting": EVERYTHING,
    "job_run": EVERYTHING,
    "lease": EVERYTHING,
    "media_file": EVERYTHING,
    "node": EVERYTHING,
    "number_counter": EVERYTHING,
    "played": EVERYTHING,
    "played_day": EVERYTHING,
    "presence_rule": EVERYTHING,
    "room": EVERYTHING,
    "room_closure": EVERYTHING,
    "sign_in_rule": EVERYTHING,
    "site": EVERYTHING,
    "site_revision": EVERYTHING,
    "told": EVERYTHING,
    "zone_wait": EVERYTHING,
    "wrong_code": EVERYTHING,
    "zone": EVERYTHING,
}  # fmt: skip
"""By table; a whole table where `EVERYTHING` stands. A picture of a panel shows numbers only."""
