"""What can be refused in the queue, each as a sentence."""

from hub.kit.errors import HouseError


class NobodyWaiting(HouseError):
    """Nobody waits whom this desk could call."""

    key = "nobody_waiting"
    status = 404


class UnknownTicket(HouseError):
    """No such ticket at this site."""

    key = "unknown_ticket"
    status = 404


class UnknownCall(HouseError):
    """No such call, or no such attempt, at this site."""

    key = "unknown_call"
    status = 404


class TicketAlreadyCalled(HouseError):
    """Another desk has this person; `room` says which."""

    key = "ticket_already_called"
    status = 409


class DeskIsBusy(HouseError):
    """The desk still has a visitor; `number` says whom."""

    key = "desk_is_busy"
    status = 409


class RoomClosed(HouseError):
    """Nobody is received in the room; `until` says until when, None for the rest of the day."""

    key = "room_closed"
    status = 409


class AlreadyOver(HouseError):
    """A room cannot be closed until a moment that has passed, or beyond the day."""

    key = "already_over"
    status = 422


class WrongState(HouseError):
    """What is wished for does not follow from the ticket's state."""

    key = "wrong_state"
    status = 409


class NotYourTicket(HouseError):
    """A device speaks of a ticket that another device has given out."""

    key = "not_your_ticket"
    status = 403


class NumbersUsedUp(HouseError):
    """All 999 numbers of this series were given out today."""

    key = "numbers_used_up"
    status = 409


class NotToday(HouseError):
    """The visit was on another day, and its day is over."""

    key = "not_today"
    status = 409


class TooLateToUndo(HouseError):
    """More than a minute has passed, or something else has happened to the visit since."""

    key = "too_late_to_undo"
    status = 409


class NowAnother(HouseError):
    """The visit has become one with another, whose `number` is called instead."""

    key = "now_another"
    status = 409


class NoRoomChosen(HouseError):
    """Calling needs a desk, and none is chosen."""

    key = "no_room_chosen"
    status = 409


class UnknownNeed(HouseError):
    """There is no such need; `need` says which was stated."""

    key = "unknown_need"
    status = 422


class NeedWithoutReason(HouseError):
    """Whoever lets somebody go before others says why."""

    key = "need_without_reason"
    status = 422


class NobodyServes(HouseError):
    """No room of the house serves what the visit would be handed on to."""

    key = "nobody_serves"
    status = 422


class NeedsChanged(HouseError):
    """A colleague has stated other needs since the form was drawn."""

    key = "needs_changed"
    status = 409
