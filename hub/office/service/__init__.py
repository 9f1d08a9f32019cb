"""The front door of the set-up: look, change, undo, read and write the file, first set-up."""

from hub.office.service.changing import (
    apply,
    draft_ways,
    forget,
    go_on,
    move_concern,
    put_thing,
    remove_thing,
    undo,
)
from hub.office.service.looking import changes, setup, uses
from hub.office.service.opening import open_site, taken
from hub.office.service.whole import Preview, import_file, preview, sample

__all__ = [
    "Preview",
    "apply",
    "changes",
    "draft_ways",
    "forget",
    "go_on",
    "import_file",
    "move_concern",
    "open_site",
    "preview",
    "put_thing",
    "remove_thing",
    "sample",
    "setup",
    "taken",
    "undo",
    "uses",
]
