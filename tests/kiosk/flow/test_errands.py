"""What people come for beside checking in, and how they use the kiosk: told as conversations."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.flow.receipt import receipt_slips, slip_for
from kiosk.flow.session import about_to_leave, step
from kiosk.flow.visit import Manner, Session, State
from kiosk.ui.present import present
from kiosk.ui.sample import CONFIG, HOUSE, LOOK, NOW, TICKET, WALK_IN
from tests.kiosk.flow.playbook import (
    LETTER,
    OTHER_LETTER,
    Playbook,
    ask_letter,
    ask_number,
    printing,
    refused,
    serving,
)
from wire.messages import (
    OFFERS,
    AmendRequest,
    ConcernCard,
    DoneReply,
    KioskConfig,
    RoomCard,
    Way,
)

ROOM = RoomCard(label="2.14", name={"de": "Zimmer 2.14"}, way=Way(arrow="left"))
GROUP = ConcernCard(id="geld", name={"de": "Geld"}, hint={"de": "Alles zu Geld."}, zone="B")
LEAF = GROUP.model_copy(update={"id": "miete", "parent": "geld"})
FULL = CONFIG.model_copy(
    update={"offers": OFFERS, "rooms": (ROOM,), "concerns": (*CONFIG.concerns, GROUP, LEAF)}
)
CODE = "K7MD2QXY"


def house(config: KioskConfig = FULL) -> Playbook:
    return (serving() >> ev.ConfigReceived(NOW, config)).shows("welcome")


# ------------------------------------------------------------------ concerns as a tree


def test_a_group_leads_to_its_page_and_back_and_its_leaf_to_a_number() -> None:
    play = house() >> ev.WalkInPressed(NOW) >> ev.ConcernChosen(NOW, "geld")
    shown = present(play.shows("choosing").session, NOW, NOW)
    assert [one.id for one in shown.concerns] == ["miete"]
    play = play >> ev.BackPressed(NOW)
    assert play.shows("choosing").session.errand.group == ""
    play = play >> ev.ConcernChosen(NOW, "geld") >> ev.ConcernChosen(NOW, "miete")
    (play << ask_number("miete")).shows("asking")


def test_pages_of_a_long_list_go_round() -> None:
    many = tuple(LEAF.model_copy(update={"id": f"anliegen-{n}", "parent": None}) for n in range(8))
    play = house(FULL.model_copy(update={"concerns": many})) >> ev.WalkInPressed(NOW)
    seen = []
    for _ in range(2):
        shown = present(play.session, NOW, NOW)
        seen += [one.id for one in shown.concerns]
        play = play >> ev.PageTurned(NOW, 1)
    assert seen == [card.id for card in many]
    assert present(play.session, NOW, NOW).page == 0
    assert present((play >> ev.PageTurned(NOW, -1)).session, NOW, NOW).page == 1


# ------------------------------------------------------------------ more about a visit


def done(config: KioskConfig = FULL) -> Playbook:
    play = house(config).holds(LETTER) << ask_letter()
    play = play.answers(1, TICKET) << printing()
    return play.paper(1, "printed").reports(1, TICKET, "printed").shows("done")


def test_companions_and_another_concern_are_told_once_and_the_number_stays() -> None:
    play = done() >> ev.AmendPressed(NOW)
    for by in (1, 1, -1, 1):
        play = play >> ev.PersonsChanged(NOW, 1 if by > 0 else -1)
    play = play >> ev.ConcernChosen(NOW, "leistung") >> ev.ConcernChosen(NOW, "arbeit")
    play = play >> ev.ConcernChosen(NOW, "leistung") >> ev.SavePressed(NOW)
    message = AmendRequest(ticket_id=TICKET.ticket_id, persons=3, concerns=("arbeit",))
    play = play << ef.Ask(2, message)
    shown = present(play.shows("done").session, NOW, NOW)
    assert shown.number == "T 042"
    assert "Gespeichert" in shown.hint
    (play.answers(2, DoneReply()) << ef.Settle(2)).shows("done")


def test_there_is_always_somebody_and_never_a_crowd() -> None:
    play = done() >> ev.AmendPressed(NOW)
    for _ in range(20):
        play = play >> ev.PersonsChanged(NOW, 1)
    assert play.session.errand.persons == 9
    for _ in range(20):
        play = play >> ev.PersonsChanged(NOW, -1)
    assert play.session.errand.persons == 1


def test_the_next_letter_does_not_wait_for_who_entered_companions() -> None:
    play = (done() >> ev.AmendPressed(NOW)).holds(OTHER_LETTER)
    (play << ask_letter(2, OTHER_LETTER)).shows("asking")
    assert play.session.errand.persons == 1


# ------------------------------------------------------------------ papers


def receipt(lang: str = "de") -> tuple[ef.PrintReceipt, Playbook]:
    play = house() >> ev.DocumentsPressed(NOW)
    play = play.shows("documents").holds(LETTER) << ef.HandIn(1, LETTER, "de")
    slips = receipt_slips(CODE, LOOK.authority, NOW.astimezone(), lang)  # type: ignore[arg-type]
    return ef.PrintReceipt(1, slips), play.shows("receipt")


def test_papers_get_a_code_on_two_slips() -> None:
    _, play = receipt()
    play = play >> ev.ReceiptGiven(NOW, 1, CODE, NOW)
    [effect] = play.unsaid
    assert isinstance(effect, ef.PrintReceipt)
    yours, papers = effect.slips
    assert yours.number == papers.number == "K7MD-2QXY"
    assert yours.code == papers.code == "EZD1" + CODE
    assert "aufheben" in " ".join(yours.body)
    assert "Unterlagen legen" in " ".join(papers.body)
    play.unsaid.clear()
    play = play >> ev.ReceiptPrinted(NOW, 1, "printed")
    assert present(play.session, NOW, NOW).paper_state == "printed"
    play.wait(61).shows("welcome")


def test_without_a_letter_papers_can_be_handed_in_too() -> None:
    play = house() >> ev.DocumentsPressed(NOW) >> ev.WithoutLetterPressed(NOW)
    (play << ef.HandIn(1, "", "de")).shows("receipt")


def test_the_letter_that_just_checked_in_also_says_whose_papers_these_are() -> None:
    play = done() >> ev.FinishPressed(NOW) >> ev.DocumentsPressed(NOW)
    (play.wait(2.1).holds(LETTER) << ef.HandIn(2, LETTER, "de")).shows("receipt")


@pytest.mark.parametrize("press", [ev.DocumentsPressed, ev.AppointmentPressed])
def test_a_letter_that_was_left_in_view_is_no_other_visitors(press: type[ev.Event]) -> None:
    play = (done() >> ev.FinishPressed(NOW)).holds_for(2, LETTER) >> press(NOW)
    play.holds_for(5, LETTER)
    assert play.session.state in ("documents", "scanning")


@pytest.mark.parametrize("outcome", ["failed", "unclear"])
def test_without_paper_the_code_is_to_be_written_down(outcome: ev.PaperOutcome) -> None:
    _, play = receipt()
    play = play >> ev.ReceiptGiven(NOW, 1, CODE, NOW)
    play.unsaid.clear()
    shown = present((play >> ev.ReceiptPrinted(NOW, 1, outcome)).session, NOW, NOW)
    assert shown.title == "Schreiben Sie diesen Code auf Ihre Unterlagen."
    assert "Zettel" not in " ".join(shown.lines)
    assert shown.number == "K7MD-2QXY"


def test_a_printer_that_says_nothing_of_the_receipt_is_not_waited_for() -> None:
    _, play = receipt()
    play = play >> ev.ReceiptGiven(NOW, 1, CODE, NOW)
    play.unsaid.clear()
    play.wait(21)
    assert present(play.session, play.now, play.now).paper_state == "failed"


def test_papers_whose_code_could_not_be_kept_go_to_reception() -> None:
    _, play = receipt()
    play = play >> ev.ReceiptGiven(NOW, 1, "", NOW)
    assert play.shows("reception").session.to_reception == "not_taken"


def test_a_receipt_of_somebody_who_left_changes_nothing() -> None:
    _, play = receipt()
    play = play >> ev.FinishPressed(NOW) >> ev.ReceiptGiven(NOW, 1, CODE, NOW)
    play.shows("welcome")


def test_who_calls_for_help_keeps_number_and_code_in_sight() -> None:
    play = house().holds(LETTER) << ask_letter()
    play = play.answers(1, TICKET) << printing()
    play = play.paper(1, "failed", "paper_out").reports(1, TICKET, "failed", "paper_out")
    play.unsaid.clear()
    play = play >> ev.HelpPressed(NOW)
    play.unsaid.clear()
    assert "T 042" in present(play.shows("help_called").session, NOW, NOW).fact
    assert "T 042" in present(play.wait(2.6).shows("reception").session, NOW, NOW).fact
    _, papers = receipt()
    papers = papers >> ev.ReceiptGiven(NOW, 1, CODE, NOW)
    papers.unsaid.clear()
    papers = papers >> ev.HelpPressed(NOW)
    papers.unsaid.clear()
    assert "K7MD-2QXY" in present(papers.session, NOW, NOW).fact


def test_papers_whose_code_comes_while_help_is_called_get_their_slips() -> None:
    _, play = receipt()
    play = play >> ev.HelpPressed(NOW)
    play.unsaid.clear()
    play = play >> ev.ReceiptGiven(NOW, 1, CODE, NOW)
    [effect] = play.unsaid
    assert isinstance(effect, ef.PrintReceipt)


def test_another_visitors_failed_code_disturbs_nobody() -> None:
    _, play = receipt()
    play = play >> ev.FinishPressed(NOW) >> ev.DocumentsPressed(NOW)
    play = play >> ev.WithoutLetterPressed(NOW) << ef.HandIn(2, "", "de")
    (play >> ev.ReceiptGiven(NOW, 1, "", NOW)).shows("receipt")


# ------------------------------------------------------------------ rooms, feedback, offers


def test_a_room_is_found_and_left() -> None:
    play = house() >> ev.FindRoomPressed(NOW) >> ev.RoomChosen(NOW, "2.14")
    shown = present(play.shows("room").session, NOW, NOW)
    assert (shown.number, shown.arrow) == ("2.14", "left")
    play = play >> ev.BackPressed(NOW)
    play.shows("rooms")
    (play >> ev.RoomChosen(NOW, "9.99")).shows("rooms")


@pytest.mark.parametrize("reason", ["waiting", None])
def test_a_face_and_perhaps_a_reason_are_told_without_any_person(reason: str | None) -> None:
    play = (house() >> ev.ScoreChosen(NOW, 2)).shows("why")
    event = ev.ReasonChosen(NOW, "waiting") if reason else ev.FinishPressed(NOW)
    play = play >> event << ef.SendFeedback(2, "waiting" if reason else None)
    play.shows("thanks").wait(6.1).shows("welcome")


def test_who_walks_away_from_the_reason_has_said_how_it_was() -> None:
    play = (house() >> ev.ScoreChosen(NOW, 5)).wait(41) << ef.SendFeedback(5, None)
    play.shows("thanks")


def test_a_face_counts_also_when_the_next_visitor_is_quick() -> None:
    play = (house() >> ev.ScoreChosen(NOW, 4)).holds(LETTER) << ef.SendFeedback(4, None)
    (play << ask_letter()).shows("asking")


@pytest.mark.parametrize("score", [0, 6, -1])
def test_there_are_five_faces(score: int) -> None:
    (house() >> ev.ScoreChosen(NOW, score)).shows("welcome")


EVENTS = {
    "check_in": ev.AppointmentPressed(NOW),
    "ticket": ev.WalkInPressed(NOW),
    "documents": ev.DocumentsPressed(NOW),
    "find_room": ev.FindRoomPressed(NOW),
    "feedback": ev.ScoreChosen(NOW, 3),
}


@pytest.mark.parametrize("offer", list(EVENTS))
def test_what_the_office_does_not_offer_does_not_appear_and_does_nothing(offer: str) -> None:
    without = tuple(one for one in OFFERS if one != offer)
    play = house(FULL.model_copy(update={"offers": without}))
    shown = present(play.session, NOW, NOW)
    assert offer not in [one.id for one in shown.offers]
    assert (shown.faces == ()) == (offer == "feedback")
    (play >> EVENTS[offer]).shows("welcome")


def test_an_exit_kiosk_reads_no_letters() -> None:
    exit_only = house(FULL.model_copy(update={"offers": ("feedback",)}))
    exit_only.holds(LETTER).shows("welcome")
    assert present(exit_only.session, NOW, NOW).faces


# ------------------------------------------------------------------ how it is used


def test_the_manner_of_one_visitor_is_gone_with_them() -> None:
    play = house() >> ev.OptionsPressed(NOW) >> ev.ContrastToggled(NOW) >> ev.LowToggled(NOW)
    play = play >> ev.SpeechToggled(NOW) >> ev.BackPressed(NOW)
    assert play.shows("welcome").session.manner == Manner(contrast=True, low=True, speech=True)
    assert play.session.overlay == ""
    play = play.wait(181) << ef.Quiet() << ef.Reset()
    assert play.session.manner == Manner()


def test_who_listens_has_three_times_the_time_and_is_asked_before_it_ends() -> None:
    play = house() >> ev.SpeechToggled(NOW) >> ev.TypePressed(NOW)
    play.wait(150)
    assert not about_to_leave(play.session, play.now)
    play.wait(11)
    assert about_to_leave(play.session, play.now)
    (play >> ev.StayPressed(play.now)).wait(100).shows("typing")


def test_the_time_begins_when_the_voice_has_ended() -> None:
    play = house() >> ev.SpeechToggled(NOW) >> ev.TypePressed(NOW)
    play = play.wait(150) >> ev.SpeechEnded(play.now)
    play.wait(150)
    assert not about_to_leave(play.session, play.now)
    play.shows("typing")


def test_headphones_start_and_end_the_voice() -> None:
    play = house() >> ev.HeadphonesPlugged(NOW, yes=True)
    assert play.session.manner.speech
    play = play >> ev.FocusMoved(NOW, "Taste: Hilfe.") << ef.Speak("Taste: Hilfe.", "de")
    play = play >> ev.RepeatPressed(NOW) << ef.Repeat()
    play = play >> ev.HeadphonesPlugged(NOW, yes=False) << ef.Quiet() << ef.Reset()
    assert not play.session.manner.speech
    (play >> ev.FocusMoved(NOW, "x") >> ev.RepeatPressed(NOW)).shows("welcome")


def test_languages_lie_over_a_screen_without_ending_it() -> None:
    play = (house() >> ev.TypePressed(NOW)).types("K7") >> ev.LanguagesPressed(NOW)
    assert play.shows("typing").session.overlay == "languages"
    play = play >> ev.LanguageChosen(NOW, "en")
    assert (play.session.overlay, play.session.lang, play.session.typed) == ("", "en", "K7")


def test_an_overlay_does_not_outlive_its_screen() -> None:
    play = (house() >> ev.OptionsPressed(NOW)).holds(LETTER) << ask_letter()
    assert play.shows("asking").session.overlay == ""


def test_every_trouble_that_matters_to_a_visitor_has_its_banner() -> None:
    play = house()
    for keys, banner in (
        ({"camera.covered"}, "camera"),
        ({"printer.paper_out"}, "printer"),
        ({"printer.paper_near_end", "disk.low"}, ""),
        (set(), ""),
    ):
        play = play >> ev.TroublesChanged(NOW, frozenset(keys))
        shown = present(play.session, NOW, NOW)
        assert (shown.banner, bool(shown.notice)) == (banner, bool(banner))


def test_without_a_camera_an_appointment_is_typed_and_nothing_is_to_be_held_up() -> None:
    play = house() >> ev.TroublesChanged(NOW, frozenset({"camera.unplugged"}))
    [check_in, *_] = present(play.session, NOW, NOW).offers
    assert (check_in.icon, check_in.hint) == ("keys", "Tippen Sie den Code von Ihrem Brief ein.")
    (play >> ev.AppointmentPressed(NOW)).shows("typing")


@pytest.mark.parametrize(
    ("state", "troubles", "reachable", "banner"),
    [
        ("welcome", {"camera.dark"}, False, "no_hub"),
        ("typing", set(), False, "no_hub"),
        ("choosing", {"camera.dark"}, False, "alone"),
        ("documents", {"camera.dark"}, True, ""),
    ],
)
def test_no_banner_promises_what_does_not_work(
    state: State, troubles: set[str], reachable: bool, banner: str
) -> None:
    alone = HOUSE.model_copy(update={"offers": OFFERS})
    session = replace(
        house(alone).session, state=state, troubles=frozenset(troubles), reachable=reachable
    )
    assert present(session, NOW, NOW).banner == banner


def test_where_no_letter_is_wanted_no_code_is_refused() -> None:
    exit_ = house(FULL.model_copy(update={"offers": ("feedback",)}))
    exit_.holds("https://example.org").shows("welcome")
    shown = present(exit_.session, NOW, NOW)
    assert not shown.with_help
    (exit_ >> ev.HelpPressed(NOW)).shows("welcome")


def test_what_is_not_offered_is_no_way_on_from_a_refusal() -> None:
    letters = house(FULL.model_copy(update={"offers": ("check_in", "help")}))
    for reason, step_ in (("finished", ""), ("foreign", "scan")):
        session = replace(letters.session, state="refused", refusal=refused(reason))
        assert present(session, NOW, NOW).next_step == step_


def test_whoever_no_longer_waits_is_sent_to_reception() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.wait(2.6).shows("delayed") >> ev.FinishPressed(NOW)
    assert play.shows("reception").session.to_reception == "kept"


def test_a_way_with_stairs_says_who_helps() -> None:
    above = RoomCard(label="3.05", name={"de": "Reha"}, way=Way(arrow="stairs_up"))
    config = FULL.model_copy(update={"rooms": (ROOM, above)})
    rooms = house() >> ev.ConfigReceived(NOW, config) >> ev.FindRoomPressed(NOW)
    said = {room: _lines_of(rooms.session, room) for room in ("2.14", "3.05")}
    assert said["2.14"] == ()
    assert said["3.05"][0].startswith("Sie können keine Treppen steigen?")


def _lines_of(session: Session, room: str) -> tuple[str, ...]:
    shown, _ = step(session, ev.RoomChosen(NOW, room))
    return present(shown, NOW, NOW).lines


def test_who_only_says_how_it_was_is_not_greeted() -> None:
    config = FULL.model_copy(update={"offers": ("feedback",)})
    shown = present((house() >> ev.ConfigReceived(NOW, config)).session, NOW, NOW)
    assert shown.greeting == "Wie war es heute bei uns?"


def test_without_paper_the_screen_says_what_the_slip_would_have_said() -> None:
    session = replace(house().session, state="paper_failed", reply=TICKET)
    shown = present(session, NOW, NOW)
    assert shown.fact == "Aufruf in etwa 5 bis 15 Minuten."
    assert "Ihr Termin: 9:00 Uhr in Raum 2.14." in shown.lines


# ------------------------------------------------------------------ staff and technician


def test_a_reprint_for_staff_disturbs_no_visitor() -> None:
    play = house() >> ev.TypePressed(NOW) >> ev.ReprintWanted(NOW, WALK_IN, "tr")
    slip = slip_for(WALK_IN, FULL, LOOK.authority, "tr")
    (play << ef.PrintAgain(slip, WALK_IN.ticket_id)).shows("typing")


def test_the_right_pin_opens_the_service_menu_and_a_wrong_one_says_how_long_to_wait() -> None:
    play = (house() >> ev.ServicePressed(NOW)).types("2468") >> ev.SavePressed(NOW)
    play = play << ef.CheckPin("2468")
    assert play.session.typed == ""
    play = play >> ev.PinJudged(NOW, right=False, wait=timedelta(seconds=8))
    assert "8 Sekunden" in present(play.shows("pin").session, NOW, NOW).shut
    play = play.types("9").wait(6)
    assert "2 Sekunden" in present(play.session, play.now, NOW).shut
    play = play.wait(3)
    assert present(play.session, play.now, NOW).shut == ""
    play = play.types("1357") >> ev.SavePressed(NOW) << ef.CheckPin("1357")
    (play >> ev.PinJudged(NOW, right=True)).shows("service")


def test_who_must_wait_for_the_next_pin_waits_also_after_going_back() -> None:
    play = house() >> ev.ServicePressed(NOW) >> ev.PinJudged(NOW, right=False, wait=timedelta(60))
    play = play >> ev.BackPressed(NOW) >> ev.ServicePressed(NOW)
    assert present(play.shows("pin").session, NOW, NOW).shut


def test_the_technician_is_spoken_to_in_german() -> None:
    play = house() >> ev.LanguageChosen(NOW, "ar") >> ev.HeadphonesPlugged(NOW, yes=True)
    play = play >> ev.ServicePressed(NOW) >> ev.FocusMoved(NOW, "Taste: 7.")
    play = (play << ef.Speak("Taste: 7.", "de", private=True)).shows("pin") >> ev.BackPressed(NOW)
    (play >> ev.FocusMoved(NOW, "x") << ef.Speak("x", "ar")).shows("welcome")


def test_a_service_code_opens_the_menu_and_each_deed_reports() -> None:
    play = (
        house() >> ev.ServiceOpened(NOW) >> ev.ServiceChosen(NOW, "network") << ef.Serve("network")
    )
    play = play >> ev.ServiceReported(NOW, "log", ("zu spät",))
    assert play.session.service.lines == ()
    play = play >> ev.ServiceReported(NOW, "network", ("Broker: erreichbar",))
    assert present(play.session, NOW, NOW).service_lines == ("Broker: erreichbar",)
    play = play >> ev.BackPressed(NOW)
    assert play.shows("service").session.service.deed is None
    (play >> ev.BackPressed(NOW)).shows("welcome")


@pytest.mark.parametrize("seconds", [61, 601])
def test_a_kiosk_that_knows_no_house_goes_back_to_saying_so(seconds: int) -> None:
    play = Playbook() >> ev.ServicePressed(NOW)
    (play.shows("pin") >> ev.BackPressed(NOW)).shows("starting")
    play = Playbook() >> ev.ServiceOpened(NOW)
    play.shows("service").wait(seconds)
    assert play.session.state == ("starting" if seconds > 600 else "service")


def test_a_service_code_opens_the_menu_wherever_no_machine_is_at_work() -> None:
    for begun in (done(), house() >> ev.TypePressed(NOW), house() >> ev.ServicePressed(NOW)):
        (begun >> ev.ServiceOpened(NOW)).shows("service")


def test_the_pin_is_never_on_the_screen() -> None:
    play = (house() >> ev.ServicePressed(NOW)).types("2468x")
    assert present(play.session, NOW, NOW).typed == "••••"


def test_a_refused_letter_leads_on_in_the_new_house_too() -> None:
    play = house().holds(LETTER) << ask_letter()
    play = play.answers(1, refused("finished")) << ef.Settle(1)
    play = play << ef.Record("code_refused", "finished") >> ev.WalkInPressed(NOW)
    play.shows("choosing")


# ------------------------------------------------------------------ at the exit

SLIP = "https://warten.example/t/7m3q9x0v5k2c8hd4jw6zrt1nbe"


def at_the_exit() -> Playbook:
    return house(FULL.model_copy(update={"offers": ("feedback", "leave")}))


def test_a_slip_at_the_exit_signs_its_holder_out_once() -> None:
    play = at_the_exit()
    play.holds(SLIP) << ef.SignOut(SLIP, "de")
    play.shows("thanks").holds_for(3, SLIP)
    assert play.session.errand.gone
    play.wait(7).shows("welcome")
    play.holds(LETTER) << ef.SignOut(LETTER, "de")
    play.shows("thanks").holds(OTHER_LETTER) << ef.SignOut(OTHER_LETTER, "de")


def test_two_codes_at_once_sign_nobody_out() -> None:
    at_the_exit().holds(SLIP, LETTER).shows("welcome")
    at_the_exit().holds("x" * 201).shows("welcome")


def test_where_people_check_in_a_letter_checks_in() -> None:
    offers = ("check_in", "ticket", "leave")
    play = house(FULL.model_copy(update={"offers": offers}))
    play.holds(LETTER) << ask_letter()
    play.shows("asking")
