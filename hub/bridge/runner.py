"""The hub at the broker: birth and will, a thread that takes messages in order, the drain."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Final, Protocol

from hub.appointments import service as appointments
from hub.appointments.service import Keyring
from hub.bridge.books import day_book
from hub.bridge.configs import display_config, kiosk_config, standalone
from hub.bridge.receive import Receiver
from hub.bridge.tries import Tries
from hub.content import service as content
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.displays import service as displays
from hub.emergency import service as emergency
from hub.kit.database import Change, Database
from hub.kit.drain import Drain
from hub.presence import service as presence
from hub.queue import service as tickets
from hub.sites import service as sites
from hub.sites.rules import House, Site, misplaced
from wire import topics
from wire.codec import WireError, decode, encode
from wire.ids import DeviceId, RoomId
from wire.link import Hooks, Link, LinkSettings, Publication
from wire.look import Look
from wire.messages import HubState, Source, Standalone, TimeAsked, TimeTold

log = logging.getLogger("hub.bridge")

MOST_WAITING = 10_000
"""Messages kept for a slow database; more are dropped, and their senders repeat them."""
STATE_EVERY_S = 30.0
"""How often the birth is repeated: a broker that dies takes the will that it holds with it."""
BOOK_EVERY_S = 5.0
"""How often the appointments are looked at: however many change meanwhile make one new book."""
LOOK_EVERY_S = 1.0
"""How often it is looked whether a device hangs elsewhere, or a door says something else by now."""
BATCH: Final = 50
"""Displays told in one change: between two, whoever waits for the site's lock has a turn."""
Work = Callable[[], None]
Part = Callable[[Change], object]
Name = str | tuple[str, frozenset[DeviceId]]
SourceOf = Callable[[DeviceId], Source | None]
"""Where a display fetches its content; None where it cannot."""


class BatchPart(Protocol):
    """What tells some devices in one change."""

    def __call__(self, change: Change, *, only: frozenset[DeviceId]) -> None: ...


@dataclass
class _Telling:
    """How far all has been told: on which day, in which connection, which of its parts."""

    day: date | None = None
    links: int = 0
    parts: set[Name] = field(default_factory=set)
    tries: Tries = field(default_factory=Tries)


class Bridge:
    """One hub process's side of the talk with the devices."""

    def __init__(
        self,
        database: Database,
        site: Site,
        keyring: Keyring,
        look: Look,
        link: LinkSettings,
        steady: Callable[[], float] = time.monotonic,
        source: SourceOf = lambda _device: None,
    ) -> None:
        self._database = database
        self._house = site
        self._site = site.id
        self._look = look
        self._look_changed: Callable[[Look], None] = lambda _look: None
        self._source = source
        self._steady = steady
        self._epoch = database.post.clock()
        self._born_at = self._epoch
        self._said_at = steady()
        self._told_on: tuple[date, int] | None = None
        self._telling = False
        self._links = 0
        self._told = _Telling()
        self._changes = Tries()
        self._booked_at = self._looked_at = self._said_at
        self._doors_at = self._epoch
        self._keyring = keyring
        self._receiver = Receiver(database, site.id, keyring)
        self._work: queue.Queue[Work | None] = queue.Queue(MOST_WAITING)
        hooks = Hooks(self._will, self._births, self._on_link, self._on_message, self._on_tick)
        self._link = Link(link, self._subscriptions(), hooks)
        self._drain = Drain(database, site.id, self._link.publish)
        self._worker = threading.Thread(target=self._run, name="bridge", daemon=True)

    @property
    def connected(self) -> bool:
        return self._link.connected

    @property
    def refused(self) -> dict[str, int]:
        """How many messages could not be taken since the start, by fault."""
        return self._receiver.refused

    def on_look(self, listener: Callable[[Look], None]) -> None:
        """Call `listener` whenever the office is called otherwise than before."""
        self._look_changed = listener

    def start(self) -> None:
        """Connect and begin to answer; returns at once."""
        self._worker.start()
        self._drain.start()
        self._link.start()

    def stop(self) -> None:
        """Answer what has arrived, publish what is written, say goodbye."""
        self._work.put(None)
        self._worker.join(timeout=5)
        self._drain.stop()
        self._link.stop([self._state(online=False, at=self._database.post.clock())])

    # ------------------------------------------------------------------ on the link's thread

    def _subscriptions(self) -> list[str]:
        heard = (topics.UP, topics.DEVICE_STATE, topics.HEALTH, topics.REPORT, topics.PICTURE)
        return [topic.path(site=self._site, dev="+") for topic in (*heard, topics.TIME_ASKED)]

    def _will(self) -> Publication:
        """The same moment as the birth that follows: an older will never overrules it."""
        self._born_at = self._database.post.clock()
        return self._state(online=False, at=self._born_at)

    def _births(self) -> Sequence[Publication]:
        """Also repeated later, with the same moment, so that the will still counts after it."""
        self._said_at = self._steady()
        return [self._state(online=True, at=self._born_at)]

    def _state(self, *, online: bool, at: datetime) -> Publication:
        state = HubState(online=online, at=at, epoch=self._epoch)
        topic = topics.HUB_STATE.path(site=self._site, hub=self._database.post.instance)
        return Publication(topic, encode(self._database.post.envelope(state)), retain=True)

    def _on_link(self, up: bool) -> None:
        if up:
            self._links += 1
            self._on_tick()
            self._drain.wake()

    def _on_message(self, path: str, payload: bytes, retained: bool) -> None:
        if path.endswith("/ask/time"):
            self._tell_time(path, payload)
            return
        self._hand_over(lambda: self._receiver.take(path, payload, kept=retained))

    def _tell_time(self, path: str, payload: bytes) -> None:
        """At once and past the queue: what waits meanwhile would make the answer wrong."""
        heard_at = self._database.post.clock()
        try:
            address, envelope = decode(path, payload)
        except WireError as error:
            log.warning("message_refused", extra={"fault": error.fault, "detail": error.detail})
            return
        if not isinstance(envelope.data, TimeAsked) or address.parts["site"] != self._site:
            return
        told = TimeTold(nonce=envelope.data.nonce, heard_at=heard_at)
        topic = topics.TIME_TOLD
        self._link.publish(
            Publication(
                topic.path(site=self._site, dev=address.parts["dev"]),
                encode(self._database.post.envelope(told)), topic.retained, topic.expiry_s,
                topic.qos,
            )
        )  # fmt: skip

    def _on_tick(self) -> None:
        """Say that the hub is there; tell all after each connection and each midnight.

        What fails is tried again at the next tick.
        """
        if self._steady() - self._said_at >= STATE_EVERY_S:
            for birth in self._births():
                self._link.publish(birth)
        today = self._house.day(self._database.post.clock())
        if self._told_on != (today, self._links) and not self._telling:
            # First, because the worker may be done before this thread goes on.
            self._telling = True
            if not self._hand_over(self._tell_all):
                self._telling = False
        if self._steady() - self._booked_at >= BOOK_EVERY_S:
            self._booked_at = self._steady()
            self._hand_over(self._tell_news)
        if self._steady() - self._looked_at >= LOOK_EVERY_S:
            self._looked_at = self._steady()
            self._hand_over(self._tell_changes)

    def _hand_over(self, work: Work) -> bool:
        try:
            self._work.put_nowait(work)
        except queue.Full:
            log.warning("message_dropped")
            return False
        return True

    # ------------------------------------------------------------------ on the worker's thread

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                work()
            except Exception:  # the message loop's rim: the sender repeats what got no answer
                log.exception("message_failed")

    def _tell_all(self) -> None:
        """All retained state: the broker may have lost its memory, a day is over.

        In short changes, because whoever calls a visitor waits for the site's lock meanwhile; what
        matters most comes first. A part or a display that fails keeps no other from being told, and
        it alone is tried again. A broker that was lost and found meanwhile is told once more.
        """
        now, links = self._database.post.clock(), self._links
        day = self._house.day(now)
        try:
            if (self._told.day, self._told.links) != (day, links):
                self._told = _Telling(day, links)
            # Each is told, whatever became of the one before.
            done = list(self._told_parts(now))
            if all(done):
                self._told_on = (day, links)
        finally:
            self._telling = False

    def _told_parts(self, now: datetime) -> Iterator[bool]:
        """Tell what there is to tell, what matters most first; whether each has been told."""
        yield self._told_part("alarms", emergency.tell)
        yield self._told_part("day", partial(self._end_day, now=now))
        yield self._told_part("house", partial(self._tell_house, now=now))
        with self._database.read() as session:
            names = [one.place.id for one in devices.devices(session, self._site)]
        batches = _batches(names)
        for batch in batches:
            yield self._told_batch("configurations", batch, self._tell_batch)
        yield self._told_part("presence", presence.tell_anew)
        yield self._told_part("books", partial(self._tell_new_books, now=now))
        programmes = partial(content.tell, now=now, again=True)
        for batch in batches:
            yield self._told_batch("programmes", batch, programmes)

    def _told_batch(self, what: str, batch: frozenset[DeviceId], tell: BatchPart) -> bool:
        """Whether these have been told: in one change; once that has failed, each in its own."""
        whole = what, batch
        if whole not in self._told.tries and self._told_part(whole, partial(tell, only=batch)):
            return True
        each = [frozenset({one}) for one in sorted(batch)]
        # Each is told, whatever became of the one before.
        done = [self._told_part((what, one), partial(tell, only=one)) for one in each]
        return all(done)

    def _told_part(self, name: Name, tell: Part) -> bool:
        """Whether it has been told, now or before."""
        if name not in self._told.parts and self._tell_part(self._told.tries, name, tell):
            self._told.parts.add(name)
        return name in self._told.parts

    def _tell_part(self, tries: Tries, name: Name, tell: Part) -> bool:
        """Whether it has been told now: in a change of its own, unless it failed just before."""

        def work() -> None:
            with self._database.change(self._site) as change:
                tell(change)

        return self._try(tries, name, work)

    def _try(self, tries: Tries, name: Name, work: Callable[[], object]) -> bool:
        """Whether the work has been done now: it is left alone when it failed just before."""
        if not tries.due(name, self._steady()):
            return False
        try:
            work()
        except Exception as fault:  # a part of the message loop's rim: a later tick tries it again
            if tries.failed(name, repr(fault), self._steady()):
                part, meant = (name, ()) if isinstance(name, str) else name
                log.exception("part_not_told", extra={"part": part, "devices": sorted(meant)})
            return False
        tries.forget(name)
        return True

    def _end_day(self, change: Change, now: datetime) -> None:
        """Before anything of the queue is told, so that nobody hears of yesterday's."""
        tickets.end_days(change, now=now)

    def _tell_house(self, change: Change, now: datetime) -> None:
        """What visitors need at once; few messages, however many displays there are."""
        change.publish(topics.LOOK, self._look)
        tickets.publish_boards(change, now=now)
        tickets.publish_doors(change, now=now)

    def _tell_batch(self, change: Change, only: Collection[DeviceId]) -> None:
        house = sites.house(change.session, self._site)
        for device in devices.devices(change.session, self._site):
            if device.place.id in only:
                self._tell_device(change, house, device.place)

    def _tell_new_books(self, change: Change, now: datetime) -> None:
        self._tell_books(change, sites.house(change.session, self._site), now)

    def _tell_news(self) -> None:
        """What is looked at every few seconds; a part that fails keeps no other waiting."""
        now = self._database.post.clock()
        here = self._database, self._site
        news: dict[str, Callable[[], object]] = {
            "pictures": partial(displays.forget_pictures, self._database, now=now),
            "roll": partial(presence.write_down, *here, now=now),
            "evening": partial(presence.count_out, *here, now=now),
            "kept_lists": partial(presence.tell_kiosks, *here, now=now),
            "newer_books": partial(self._tell_newer_books, now),
            "waits": partial(self._tell_waits, now),
        }
        for name, work in news.items():
            self._try(self._changes, name, work)

    def _tell_waits(self, now: datetime) -> None:
        """Boards say how long the last one waits; another hub may have told them."""
        with self._database.read() as session:
            coming = partial(appointments.to_come, session, self._site, now=now)
            waits = tickets.zone_waits(session, self._site, coming=coming, now=now)
            if waits == tickets.told_waits(session, self._site):
                return
        with self._database.change(self._site) as change:
            tickets.note_waits(change, waits, now=now)

    def _tell_newer_books(self, now: datetime) -> None:
        """When appointments were made or called off; another hub may be first."""
        with self._database.read() as session:
            if not appointments.book_is_behind(session, self._site):
                return
        with self._database.change(self._site) as change:
            if appointments.book_is_behind(change.session, self._site):
                self._tell_books(change, sites.house(change.session, self._site), now)

    def _tell_changes(self) -> None:
        """Visitors who came early and are due now; doors that turn; devices that hang elsewhere.

        In short changes, as above; a device that cannot be told keeps no other waiting. The office
        may have been given another name or time zone: what this process knows of it is renewed.
        """
        now = self._database.post.clock()
        with self._database.read() as session:
            site = sites.site(session, self._site)
            moved = devices.untold(session, self._site)
            turned = tickets.turned(session, self._site, after=self._doors_at, now=now)
            due = tickets.anybody_due(session, self._site, now=now)
        self._renew(site)
        if due:
            self._tell_part(self._changes, "due", partial(tickets.activate_due, now=now))
        tell_doors = partial(self._tell_doors, rooms=turned, now=now)
        if not turned or self._tell_part(self._changes, "doors", tell_doors):
            self._doors_at = now
        failed = [one for one in moved if _moved({one}) in self._changes]
        for batch in _batches(one for one in moved if one not in failed):
            self._tell_moved(batch, now)
        for one in failed:
            self._tell_moved(frozenset({one}), now)

    def _renew(self, site: Site) -> None:
        """The office as it is called by now, for devices and for the pages of this process."""
        if site.name != self._house.name:
            look = self._look.model_copy(update={"authority": site.name})
            if not self._tell_part(self._changes, "look", partial(_tell_look, look=look)):
                return
            self._look = look
            self._look_changed(look)
        self._house = site

    def _tell_doors(self, change: Change, rooms: Collection[str], now: datetime) -> None:
        for room in rooms:
            tickets.publish_door(change, RoomId(room), now=now)

    def _tell_moved(self, batch: frozenset[DeviceId], now: datetime) -> None:
        """These devices in one change; where that fails, each in one of its own."""
        tell = partial(self._tell_places, batch=batch, now=now)
        if self._tell_part(self._changes, _moved(batch), tell) or len(batch) == 1:
            return
        self._changes.forget(_moved(batch))
        for one in sorted(batch):
            self._tell_moved(frozenset({one}), now)

    def _tell_places(self, change: Change, batch: Collection[DeviceId], now: datetime) -> None:
        """All that follows from where these devices hang, unless another hub was first."""
        house, untold = sites.house(change.session, self._site), devices.untold
        told = [one for one in untold(change.session, self._site) if one in batch]
        places = [devices.device(change.session, self._site, one).place for one in told]
        for place in places:
            self._tell_device(change, house, place)
        self._tell_doors(change, {place.room for place in places if place.room}, now)
        if any(place.kind == "kiosk" for place in places):
            self._tell_books(change, house, now)
        if told:
            content.tell(change, now, only=told)

    def _tell_books(self, change: Change, house: House, now: datetime) -> None:
        book = day_book(change.session, house, rev=change.revision, now=now)
        for device in devices.devices(change.session, self._site):
            if device.place.kind == "kiosk":
                change.publish(topics.BOOK, book, dev=device.place.id)
        appointments.book_told(change)

    def _tell_device(self, change: Change, house: House, place: Place) -> None:
        """What the device must know of its place; a kiosk that hangs nowhere is told nothing.

        A place that no message can tell of keeps no other device waiting.
        """
        wrong = misplaced(house, place)
        if wrong and (place.kind == "display" or "no_point" in wrong):
            extra = {"device": place.id, "wrong": list(wrong)}
            log.warning("device_misplaced", extra=extra)
        try:
            if place.kind == "display":
                source = self._source(place.id)
                shown = display_config(house, place, change.revision, self._look, source)
                change.publish(topics.CONFIG, shown, dev=place.id)
            elif "no_point" not in wrong:
                alone = self._alone(change, house, place)
                today = house.site.day(self._database.post.clock())
                known = kiosk_config(house, place, change.revision, today, alone)
                change.publish(topics.CONFIG, known, dev=place.id)
        except ValueError:
            log.exception("device_not_configured", extra={"device": place.id})
        devices.note_told(change, place.id)

    def _alone(self, change: Change, house: House, place: Place) -> Standalone:
        """What a kiosk needs without the hub."""
        others = sites.other_sites(change.session, self._site)
        held = tickets.lease(change, place.id) if place.gives_numbers else None
        begin = tickets.next_leased(change.session, self._site, place.id, held) if held else None
        return standalone(house, self._keyring, others, held, begin)


def _tell_look(change: Change, look: Look) -> None:
    change.publish(topics.LOOK, look)


def _batches(names: Iterable[DeviceId]) -> list[frozenset[DeviceId]]:
    known = tuple(names)
    return [frozenset(known[n : n + BATCH]) for n in range(0, len(known), BATCH)]


def _moved(batch: Collection[DeviceId]) -> Name:
    return "moved", frozenset(batch)
