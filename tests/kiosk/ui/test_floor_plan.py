"""The floor plan as it is drawn: nothing lies on a room, labels have air, the way is even."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest
from PySide6.QtCore import QMarginsF, QPointF, QRectF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.flow.visit import Errand, Session
from kiosk.texts import text
from kiosk.ui.gallery import FULL, UPRIGHT, WIDE, Size
from kiosk.ui.sample import HOUSE, TICKET
from tests.kiosk.ui.scene import Scene
from wire.look import PAPER, contrast
from wire.messages import KioskConfig, Plan, PlanRoom, PlanSign, Way

SHARE_OF_INK = 0.88
"""A sign's shape does not fill its square."""


def on_its_side(config: KioskConfig) -> KioskConfig:
    """The same office for a kiosk that hangs a quarter turn further: a high plan."""
    plan = config.plan
    height = plan.height

    def way(old: Way) -> Way:
        return old.model_copy(update={"line": tuple((height - y, x) for x, y in old.line)})

    turned = Plan(
        width=height,
        height=plan.width,
        here=(height - plan.here[1], plan.here[0]),
        rooms=tuple(
            PlanRoom(label=r.label, x=height - r.y - r.h, y=r.x, w=r.h, h=r.w) for r in plan.rooms
        ),
        signs=tuple(PlanSign(zone=s.zone, x=height - s.y, y=s.x) for s in plan.signs),
    )
    return config.model_copy(
        update={
            "plan": turned,
            "zone_ways": {zone: way(one) for zone, one in config.zone_ways.items()},
            "rooms": tuple(card.model_copy(update={"way": way(card.way)}) for card in config.rooms),
        }
    )


def screens() -> Iterator[tuple[str, Session]]:
    for name, config in (("", HOUSE), ("side-", on_its_side(HOUSE))):
        full = replace(FULL, config=config)
        for zone in "ABD":
            reply = TICKET.model_copy(update={"zone": zone})
            yield f"{name}done-{zone}", replace(full, state="done", reply=reply)
            yield f"{name}paper-{zone}", replace(full, state="paper_failed", reply=reply)
        for label in ("2.10", "2.14", "Empfang"):
            yield f"{name}room-{label}", replace(full, state="room", errand=Errand(room=label))


SCREENS = dict(screens())


class Floor:
    """The parts of the plan that are seen, told apart by the properties that only they have."""

    def __init__(self, scene: Scene) -> None:
        seen = list(scene.items())
        self.rooms = [item for item in seen if isinstance(item.property("goal"), bool)]
        self.signs = [item for item in seen if item.property("least") is not None]
        self.trails = [item for item in seen if item.property("step") is not None]
        self.dots = [
            _rect(dot)
            for trail in self.trails
            for leg in trail.childItems()
            for dot in leg.childItems()
            if dot.isVisible() and dot.width() > 0
        ]
        words = text("de", "you_are_here")
        self.captions = [each.rect for each in scene.texts() if each.text == words]

    def faults(self) -> Iterator[str]:
        yield from self.on_rooms()
        yield from self.tight()
        yield from self.uneven()

    def on_rooms(self) -> Iterator[str]:
        signs = [_rect(sign) for sign in self.signs]
        inked = [sign.marginsRemoved(_all(sign.width() * (1 - SHARE_OF_INK) / 2)) for sign in signs]
        for room in map(_rect, self.rooms):
            yield from (f"caption on a room: {room}" for at in self.captions if at.intersects(room))
            yield from (f"sign on a room: {room}" for at in inked if at.intersects(room))

    def tight(self) -> Iterator[str]:
        for room in self.rooms:
            for label in (item for item in room.childItems() if item.isVisible()):
                air = 0.3 * label.property("font").pixelSize()
                if not room.width() >= label.width() + 2 * air - 0.5:
                    yield f"no air around {label.property('text')}"

    def uneven(self) -> Iterator[str]:
        for trail in self.trails:
            step, here = trail.property("step"), trail.mapToScene(trail.property("here"))
            for one, other in combinations(self.dots, 2):
                apart = _apart(one.center(), other.center())
                if apart < 0.65 * step:
                    yield f"dots {apart:.0f} apart, not {step:.0f}"
            for dot in self.dots:
                if _apart(here, dot.center()) < trail.property("start") + dot.width() / 2:
                    yield "a dot sticks out"


def _rect(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _apart(one: QPointF, other: QPointF) -> float:
    return hypot(one.x() - other.x(), one.y() - other.y())


def _all(margin: float) -> QMarginsF:
    return QMarginsF(margin, margin, margin, margin)


@pytest.mark.parametrize("size", [UPRIGHT, WIDE], ids=["upright", "wide"])
def test_nothing_on_the_plan_lies_on_a_room(size: Size, app: QGuiApplication) -> None:
    scene = Scene(app, size)
    found: dict[str, list[str]] = {}
    for name, session in SCREENS.items():
        scene.show(session)
        floor = Floor(scene)
        assert len(floor.captions) == bool(floor.rooms), name
        found[name] = list(floor.faults())
    scene.kiosk.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", [UPRIGHT, WIDE], ids=["upright", "wide"])
def test_the_plan_is_there_with_its_rooms_and_an_outline_that_is_seen(
    size: Size, app: QGuiApplication
) -> None:
    scene = Scene(app, size)
    for name in ("done-A", "done-B", "paper-D", "room-2.14", "side-room-2.14"):
        scene.show(SCREENS[name])
        floor = Floor(scene)
        assert len(floor.rooms) == len(HOUSE.plan.rooms), name
        assert floor.dots, name
    assert contrast(scene.kiosk.theme.property("muted"), PAPER) >= 3
    scene.kiosk.close()
