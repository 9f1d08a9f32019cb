"""Properties for QML that read one field of a view's face."""

from operator import attrgetter

from PySide6.QtCore import Property, Signal


def shown(kind: type, path: str, changed: Signal) -> Property:
    """A property of a view that has a `face`; `path` names the field, dots lead deeper."""
    read = attrgetter(path)
    return Property(kind, lambda view: read(view.face), notify=changed)
