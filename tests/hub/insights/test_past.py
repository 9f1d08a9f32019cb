"""What counts as waiting, as a call and as a conversation, log by log."""

from datetime import UTC, date, datetime, timedelta

from hub.queue.rules import Entry, Facts, State, Visit, visit

NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FACTS = Facts(NINE.date(), "A", "de", "kiosk-07", False, None, False)
AFTER: dict[str, State] = {
    "arrive": "arrived", "issue": "waiting", "activate": "waiting", "call": "called",
    "recall": "called", "cancel": "waiting", "start": "serving", "finish": "done",
    "park": "parked", "resume": "waiting", "transfer": "transferred", "no_show": "no_show",
    "leave": "left", "come_back": "waiting", "day_end": "left",
}  # fmt: skip


def lived(*events: str, ends: State | None = None, detail: str = "") -> Visit:
    """A visit whose events come ten minutes apart; ``-undone`` is taken back at once."""
    log = []
    for seq, event in enumerate(events):
        at, name = NINE + timedelta(minutes=10 * seq), event.removesuffix("-undone")
        state = ends if ends and seq == len(events) - 1 else AFTER[name]
        log.append(Entry(f"e{seq}", name, at, "login", detail, state, "S1", "umzug"))
        if name != event:
            back = at + timedelta(seconds=30)
            log.append(Entry(f"u{seq}", "undo", back, "login", "", None, undoes=f"e{seq}"))
    found = visit(FACTS, log, NINE + timedelta(hours=3))
    assert found is not None
    return found


def minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


def test_a_wait_ends_with_the_first_call() -> None:
    one = lived("issue", "call", "recall", "start", "finish")
    assert (minutes(one.waited), one.recalls, one.further_calls) == (10, 1, 0)
    assert [minutes(talk.lasted or timedelta()) for talk in one.talks] == [10]
    assert one.called_at == NINE + timedelta(minutes=10)


def test_being_early_is_no_waiting() -> None:
    assert minutes(lived("arrive", "activate", "call").waited) == 10
    assert minutes(lived("arrive", "call").waited) == 0


def test_a_call_that_was_taken_back_was_none() -> None:
    one = lived("issue", "call", "cancel", "call", "start", "finish")
    assert minutes(one.waited) == 30
    assert one.called_at == NINE + timedelta(minutes=30)
    assert lived("issue", "call", "cancel").called_at is None


def test_fetching_a_paper_is_no_waiting() -> None:
    assert minutes(lived("issue", "park", "resume", "call").waited) == 20


def test_what_comes_after_the_first_call_is_told_apart() -> None:
    one = lived("issue", "call", "start", "transfer", "call", "start", "finish")
    assert (minutes(one.waited), minutes(one.waited_again)) == (10, 10)
    assert (len(one.talks), one.transferred, one.further_calls) == (2, 1, 1)


def test_what_was_taken_back_has_not_happened() -> None:
    one = lived("issue", "call", "no_show-undone", "start", "finish")
    assert (one.state, one.ended_by, len(one.talks)) == ("done", "finish", 1)


def test_a_conversation_that_nobody_ended_has_no_length() -> None:
    assert lived("issue", "call", "start", "day_end", ends="done").talks[0].lasted is None
    assert lived("issue", "call", "start").talks[0].lasted is None


def test_a_number_that_became_one_with_another_is_no_visit() -> None:
    log = [
        Entry("1", "issue", NINE, "kiosk", "", "waiting"),
        Entry("2", "leave", NINE, "login", "merged:W002", "left"),
    ]
    assert visit(FACTS, log, NINE) is None
    back = [*log, Entry("3", "come_back", NINE, "login", "", "waiting")]
    assert visit(FACTS, back, NINE) is not None


def test_who_waits_has_waited_until_now() -> None:
    one = lived("issue")
    assert (one.called_at, minutes(one.waited), one.state) == (None, 180, "waiting")
    assert one.facts.day == date(2026, 11, 23)


def test_only_a_straight_way_to_the_call_can_be_held_against_what_was_told() -> None:
    assert lived("arrive", "activate", "call", "cancel", "call").straight
    assert not lived("issue", "park", "resume", "call").straight
    assert not lived("issue", "leave", "come_back", "call").straight
    assert lived("issue", "call", "start", "park", "resume", "call").straight
