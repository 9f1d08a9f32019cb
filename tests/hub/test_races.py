"""A few rounds of each race on both databases; the long campaign uses the same functions."""

from datetime import timedelta

from tests.hub import races
from tests.hub.conftest import Office

ROUNDS = 5


def test_two_desks_never_get_the_same_person(office: Office) -> None:
    databases = [office.database, office.another_process()]
    for nth in range(ROUNDS):
        assert races.desks_call_next(databases, office.watch.now + timedelta(days=nth)) == []


def test_a_call_is_taken_back_once_however_many_desks_call_again_meanwhile(office: Office) -> None:
    databases = [office.database, office.another_process()]
    for nth in range(ROUNDS):
        day = office.watch.now + timedelta(days=nth)
        assert races.desks_recall_and_take_back(databases, day) == []


def test_nobody_is_called_to_a_room_that_closes_at_the_same_moment(office: Office) -> None:
    databases = [office.database, office.another_process()]
    for nth in range(ROUNDS):
        day = office.watch.now + timedelta(days=nth)
        assert races.desks_call_while_their_room_closes(databases, day) == []


def test_eight_numbers_drawn_at_once_are_eight_numbers(office: Office) -> None:
    databases = [office.database, office.another_process()]
    for nth in range(ROUNDS):
        assert races.kiosks_issue(databases, office.watch.now + timedelta(days=nth)) == []


def test_one_letter_at_eight_kiosks_is_one_ticket(office: Office) -> None:
    databases = [office.database, office.another_process()]
    for nth in range(ROUNDS):
        day = office.watch.now + timedelta(days=nth)
        assert races.kiosks_scan_one_letter(databases, office.keyring, day) == []
