"""Papers that were handed in: found by their code, tied to the letter, forgotten in time."""

from datetime import timedelta

import pytest

from hub.intake import service
from hub.intake.rules import KEPT, NoReceiptCode, Receipt, UnknownReceipt
from hub.kit.periods import PERSONAL_KEPT
from tests.hub.bridge.alone import Kiosk, book, hear, letter
from tests.hub.bridge.speech import acks, receiver
from tests.hub.conftest import Office
from wire.messages import DocumentsReceipt, DoneReply
from wire.qr import documents_text, new_short_code, show_short_code


def handed_in(office: Office, shown: str = "", code: str | None = None) -> DocumentsReceipt:
    return DocumentsReceipt(
        code=code or new_short_code(), lang="uk", letter=shown, at=office.watch.now
    )


def find(office: Office, typed: str) -> Receipt:
    with office.database.read() as session:
        return service.find(session, office.site, typed)


def test_papers_are_found_by_their_code_as_people_type_and_scan_it(office: Office) -> None:
    to, kiosk, said = receiver(office), Kiosk(office), handed_in(office)
    then, heard = office.watch.now, office.watch.wait(hours=5)
    hear(office, to, kiosk.says(said))
    assert acks(office)[-1].reply == DoneReply()
    for typed in (said.code, show_short_code(said.code).lower(), documents_text(said.code)):
        found = find(office, f" {typed} ")
        assert (found.at, found.received_at, found.device) == (then, heard, "kiosk-01")
        assert (found.lang, found.appointment) == ("uk", None)


def test_papers_are_tied_to_the_letter_that_was_shown(office: Office) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office), book(office)
    code = letter(office, booked).code
    forged = code[:60] + "AAA" + code[63:]
    for shown, owner in ((code, booked.id), (forged, None), ("https://example.org", None)):
        said = handed_in(office, shown)
        hear(office, to, kiosk.says(said))
        found = find(office, said.code)
        assert found.appointment == owner
        with office.database.read() as session:
            whose = service.owner(session, office.site, found)
        assert (whose.person if whose else None) == ("Weber, H." if owner else None)


@pytest.mark.warns("message_refused")
def test_one_code_is_one_bundle(office: Office) -> None:
    to, kiosk, other = receiver(office), Kiosk(office), Kiosk(office, "kiosk-07")
    said = handed_in(office)
    for each in (kiosk.says(said), kiosk.says(said), other.says(said)):
        hear(office, to, each)
    assert [ack.outcome for ack in acks(office)] == ["committed", "committed"]
    assert acks(office, "kiosk-07")[-1].outcome == "malformed"
    with office.database.read() as session:
        day = service.of_day(session, office.site, day=office.watch.now.date())
    assert [one.code for one in day] == [said.code]


@pytest.mark.warns("message_refused")
def test_a_code_with_a_wrong_character_is_none(office: Office) -> None:
    code = new_short_code()
    wrong = code[:-1] + ("A" if code[-1] != "A" else "C")
    hear(office, receiver(office), Kiosk(office).says(handed_in(office, code=wrong)))
    assert acks(office)[-1].outcome == "malformed"
    with pytest.raises(NoReceiptCode):
        find(office, wrong)
    with pytest.raises(UnknownReceipt):
        find(office, code)


def test_a_receipt_is_forgotten_when_it_has_served(office: Office) -> None:
    to, kiosk, said = receiver(office), Kiosk(office), handed_in(office)
    hear(office, to, kiosk.says(said))
    kept = find(office, said.code)
    assert KEPT == PERSONAL_KEPT
    assert kept.delete_on == (office.watch.now + KEPT).date()
    for passed in (KEPT - timedelta(days=1), timedelta(days=1)):
        find(office, said.code)
        office.watch.wait(days=passed.days)
        with office.database.change(office.site) as change:
            service.forget(change, now=office.watch.now)
    with pytest.raises(UnknownReceipt):
        find(office, said.code)
