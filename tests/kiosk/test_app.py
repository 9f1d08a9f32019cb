"""One kiosk, whole: letters before its camera, touches on its window, paper from its printer."""

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.flow import events as ev
from kiosk.texts import clock
from kiosk.ui.present import OFFICE_TIME
from kiosk.ui.sample import TICKET, WALK_IN
from tests.kiosk.flow.playbook import LETTER
from tests.kiosk.house import RunningKiosk, full_disk, open_requests, paper_reports
from wire.messages import RefusalReply

LATE_S = 60
"""Far above the 2.5 s of the table, far below what a clock that was set would make of them."""


@pytest.fixture
def running(
    app: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunningKiosk]:
    kiosk = RunningKiosk(app, tmp_path, monkeypatch)
    kiosk.shows("welcome")
    kiosk.tell(lambda now: ev.HubReachable(now, yes=True))
    yield kiosk
    kiosk.stop()


def test_a_letter_before_the_camera_becomes_paper(
    running: RunningKiosk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk")
    running.hold(LETTER)
    running.until(lambda: running.state in ("asking", "delayed"), "the letter is read")
    running.tell(lambda now: ev.Answered(now, 1, TICKET))
    running.shows("done")
    running.until(lambda: running.account().get("state") == "done", "the picture follows")
    assert running.account()["number"] == "T042"
    assert running.numbers() == ["T042"]
    assert not QImage(str(running.folder / "screen.jpg")).isNull()
    running.until(lambda: len(paper_reports(running.settings)) == 1, "the paper is reported")
    [report] = paper_reports(running.settings)
    assert (report.ticket_id, report.outcome) == (TICKET.ticket_id, "printed")
    assert open_requests(running.settings) == []
    events = [record.getMessage() for record in caplog.records]
    assert {"code_read", "print_finished", "paper_reported"} <= set(events)
    assert LETTER not in caplog.text


def test_touches_lead_to_a_number(running: RunningKiosk) -> None:
    running.touch("English")
    running.until(lambda: running.kiosk.window.view.shown.lang == "en", "English")
    running.touch("I have no appointment")
    running.shows("choosing")
    running.touch("New application")
    running.shows("asking")
    running.tell(lambda now: ev.Answered(now, 1, WALK_IN))
    running.shows("done")
    assert running.numbers() == ["A117"]
    assert "Waiting area A" in running.kiosk.window.view.shown.place


def test_without_paper_the_number_is_shown_and_spoken(running: RunningKiosk) -> None:
    running.printer.fault("paper_out")
    running.hold(LETTER)
    running.until(lambda: running.state in ("asking", "delayed"), "the letter is read")
    running.tell(lambda now: ev.Answered(now, 1, TICKET))
    running.shows("paper_failed")
    running.until(lambda: "T 0 4 2" in str(running.account().get("spoken")), "it is spoken")
    assert running.numbers() == []
    running.until(lambda: len(paper_reports(running.settings)) == 1, "the fault is reported")
    [report] = paper_reports(running.settings)
    assert (report.outcome, report.fault) == ("failed", "paper_out")


@pytest.mark.parametrize("off", [timedelta(minutes=-10), timedelta(days=200)])
def test_a_clock_that_is_set_changes_no_duration(
    running: RunningKiosk, off: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk")
    held_at = time.monotonic()
    running.hold(LETTER)
    running.wall.off = off
    running.shows("delayed")
    assert 1 < time.monotonic() - held_at < LATE_S
    running.tell(lambda now: ev.Answered(now, 1, TICKET))
    running.shows("done")
    running.until(lambda: len(paper_reports(running.settings)) == 1, "the paper is reported")
    [report] = paper_reports(running.settings)
    real = datetime.now(UTC) + off
    assert abs(report.at - real) < timedelta(seconds=LATE_S), "what leaves the kiosk bears UTC"
    [read] = [record for record in caplog.records if record.getMessage() == "code_read"]
    assert running.kiosk.window.view.shown.time == clock(real.astimezone(ZoneInfo(OFFICE_TIME)))
    assert vars(read)["frame_at"] < datetime.now(UTC).isoformat()


@pytest.mark.warns("request_not_kept", "picture_not_written", "outbox_failed", "post_job_failed")
def test_with_a_full_disk_nothing_is_said_to_be_saved(running: RunningKiosk) -> None:
    running.tell(lambda now: ev.HubReachable(now, yes=False))
    with full_disk():
        running.hold(LETTER)
        running.shows("reception")
    assert "gespeichert" not in " ".join(running.kiosk.window.view.shown.lines)


def test_a_foreign_code_and_a_refusal(running: RunningKiosk) -> None:
    running.hold("HTTPS://EXAMPLE.COM/" + "A" * 60)
    running.shows("refused")
    assert running.kiosk.window.view.shown.title == "Dieser Code ist nicht von uns."
    running.hold(LETTER)
    running.until(lambda: running.state in ("asking", "delayed"), "the letter is read")
    running.tell(lambda now: ev.Answered(now, 1, RefusalReply(reason="cancelled")))
    running.shows("refused")
    assert running.kiosk.window.view.shown.title == "Dieser Termin wurde abgesagt."


@pytest.mark.warns("order_unreadable", "order_refused", "camera_trouble")
def test_nonsense_orders_and_a_lost_camera_leave_the_kiosk_serving(running: RunningKiosk) -> None:
    for line in (b"{", b"[1]", b'{"touch": "left"}', b'{"camera": "melted"}', b""):
        running.order_raw(line)
    running.order(camera="unplugged")
    said = running.kiosk._keeping.said
    running.until(lambda: said.of("camera") == "unplugged", "trouble is seen")
    running.order(camera=None)
    running.until(lambda: said.of("camera") is None, "it is well again")
    running.order(shot="shot.png")
    running.until((running.folder / "shot.png").exists, "the shot is taken")
    assert running.state == "welcome"
