"""Sample appointments around a moment: believable people, rooms and concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hub.appointments import service
from hub.appointments.rules import Appointment, NewAppointment
from hub.kit.database import Change
from hub.sites.rules import Site
from wire.ids import ConcernId, RoomId

ADVISERS = {"2.10": "Herr Lang", "2.12": "Frau Demir", "2.14": "Frau Brandt", "2.16": "Herr Sommer"}


@dataclass(frozen=True)
class _Plan:
    """An appointment `at` minutes from the present quarter of an hour."""

    at: int
    room: str | None
    concern: str
    person: str
    lang: str = "de"


DAY = (
    _Plan(-90, "2.10", "arbeitsvermittlung", "Fischer, L."),
    _Plan(-75, "2.12", "umzug", "Nowak, K."),
    _Plan(-75, "2.14", "arbeitsvermittlung", "Haddad, N.", "ar"),
    _Plan(-60, "2.16", "arbeitsvermittlung", "Lehmann, P."),
    _Plan(-45, "2.10", "umzug", "Tesfay, M.", "en"),
    _Plan(-30, "2.12", "arbeitsvermittlung", "Popescu, A.", "ro"),
    _Plan(-15, "2.14", "arbeitsvermittlung", "Krause, B."),
    _Plan(0, "2.10", "arbeitsvermittlung", "Marquardt, J."),
    _Plan(0, "2.16", "umzug", "Öztürk, S."),
    _Plan(15, "2.12", "arbeitsvermittlung", "Kovalenko, O.", "uk"),
    _Plan(15, "2.14", "arbeitsvermittlung", "Weber, H."),
    _Plan(30, "2.10", "umzug", "Schulze, M."),
    _Plan(30, "2.16", "arbeitsvermittlung", "Rahimi, F.", "fa"),
    _Plan(30, None, "erstantrag", "Hoxha, B."),
    _Plan(45, "2.12", "arbeitsvermittlung", "Nguyen, T."),
    _Plan(45, "2.14", "umzug", "Jovanović, Z."),
    _Plan(60, "2.10", "arbeitsvermittlung", "Yıldız, E.", "tr"),
    _Plan(75, "2.16", "arbeitsvermittlung", "Berger, I."),
    _Plan(90, "2.12", "umzug", "Okafor, C.", "en"),
    _Plan(105, None, "weiterbewilligung", "Petrov, D.", "bg"),
    _Plan(120, "2.14", "arbeitsvermittlung", "Santos, R."),
    _Plan(135, "2.10", "arbeitsvermittlung", "Al-Hamwi, R.", "ar"),
    _Plan(150, "2.16", "umzug", "Ivanova, S.", "ru"),
    _Plan(180, "2.12", "arbeitsvermittlung", "Brandner, U."),
)


def furnish(change: Change, site: Site, now: datetime) -> Sequence[Appointment]:
    """Book the day, in the order of `DAY`. Near midnight all of it is kept within the day."""
    return [_book(change, plan, _within(site, now, plan.at)) for plan in DAY]


def book(change: Change, person: str, starts_at: datetime) -> Appointment:
    """One more appointment, for a letter of a special kind."""
    plan = _Plan(0, "2.14" if change.site == "musterstadt" else None, "erstantrag", person)
    return _book(change, plan, starts_at)


def quarter(now: datetime) -> datetime:
    """The quarter of an hour that has begun."""
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)


def _book(change: Change, plan: _Plan, starts_at: datetime) -> Appointment:
    room = RoomId(plan.room) if plan.room else None
    adviser = ADVISERS.get(plan.room or "", "Servicetheke")
    born = date(1960, 1, 1) + timedelta(days=sum(plan.person.encode()) * 37 % 15_000)
    new = NewAppointment(
        starts_at, 30, ConcernId(plan.concern), room, adviser, plan.person, plan.lang, born
    )
    return service.book(change, new)


def _within(site: Site, now: datetime, minutes: int) -> datetime:
    first, after = site.bounds(site.day(now))
    wanted = quarter(now) + timedelta(minutes=minutes)
    return min(max(wanted, first), after - timedelta(minutes=1))
