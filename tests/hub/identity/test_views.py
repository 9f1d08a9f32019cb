"""Who saw whose data: what is written down, what stays covered, what two people open."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from hub.identity import service as identity
from hub.identity.rules.approvals import ASKED_HOLDS, GRANT_HOLDS, NeedsApproval, NotApart
from hub.identity.rules.views import AGAIN_AFTER, VIEWS_KEPT
from hub.identity.service import Views
from hub.kit.views import Seen
from tests.hub.desk.test_http import Browser
from tests.hub.reception.test_http import Desk
from tests.pages.alone import hand_in
from tests.pages.office import PASSWORD, SITE, Office, fill
from tests.people import person, sign_in

WHY = "Beschwerde vom 20. November"


def rows(office: Office) -> list[tuple[str, ...]]:
    """Who saw what of whom, the oldest first."""
    query = "SELECT login, kind, subject, page, purpose FROM personal_view ORDER BY at, id"
    with office.database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def ask(office: Office, act: str, subject: str, login: str = "peters") -> str:
    body = {"act": act, "subject": subject, "why": WHY}
    status, told = Desk(office, login).api("/audit/requests", body)
    assert (status, told["state"]) == (201, "asked")
    return str(told["id"])


def decide(office: Office, login: str, request: str, how: str = "approve") -> int:
    return Desk(office, login).api(f"/approvals/{request}/{how}")[0]


def read(office: Office, login: str, request: str) -> tuple[int, list[dict[str, str]]]:
    answer = Desk(office, login).http.get(f"/api/v1/audit/{request}")
    return answer.status_code, answer.json().get("views", [])


def test_whoever_sees_the_floor_with_names_is_written_down_once(office: Office) -> None:
    desk = Desk(office)
    for _ in range(3):
        desk.floor()
        desk.page()
        office.after(minutes=4)
    assert rows(office) == [("yilmaz", "list", "*", "/reception", "visit")]
    office.now += AGAIN_AFTER
    desk.floor()
    assert len(rows(office)) == 2
    Desk(office, "lang").floor()
    Desk(office, "peters").page()
    assert len(rows(office)) == 2, "who sees no names sees no personal data"


def test_whoever_sees_the_desk_with_names_is_written_down(office: Office) -> None:
    browser, seen = Browser(office), ("brandt", "list", "*", "/desk", "visit")
    looks: tuple[Callable[[], object], ...] = (
        browser.page,
        browser.desk,
        lambda: browser.press("/close"),
    )
    for count, look in enumerate(looks, 1):
        look()
        assert rows(office) == [seen] * count
        office.now += AGAIN_AFTER


def test_papers_and_hits_of_a_search_are_written_down_by_id(office: Office) -> None:
    code = hand_in(office)
    fill(office)
    desk = Desk(office)
    desk.http.get(f"/papers?code={code}")
    owner = next(one.id for one in office.booked if one.person == "Weber, H.")
    assert ("yilmaz", "papers", owner, "/papers", "papers") in rows(office)
    found = desk.http.get("/api/v1/search?q=kovalenko").json()["found"]
    assert len(found) == 1
    visit = str(found[0]["ticket_id"])
    desk.http.get(f"/api/v1/tickets/{visit}")
    kinds = {kind for _, kind, subject, _, _ in rows(office) if subject == visit}
    assert kinds == {"search", "visit"}
    assert not any("kovalenko" in str(row).lower() for row in rows(office)), "no names in it"


def test_two_processes_write_one_view_and_nobody_can_rewrite_it(office: Office) -> None:
    who, seen = person("yilmaz", "A. Yılmaz", "reception", SITE), Seen("visit", "01T", "/x")
    for views in (Views(office.database), Views(office.database)):
        views(who, (seen, seen), office.now)
    assert len(rows(office)) == 1
    with pytest.raises(DatabaseError), office.database.write() as session:
        session.connection().execute(text("UPDATE personal_view SET login = 'niemand'"))
    assert rows(office)[0][0] == "yilmaz"


def test_the_record_says_what_but_not_who(office: Office) -> None:
    Desk(office).floor()
    manager = Desk(office, "peters")
    for shown in (manager.http.get("/audit").text, manager.http.get("/audit.csv").text):
        assert "Liste mit Namen" in shown
        assert "yilmaz" not in shown
    listed = manager.http.get("/api/v1/audit").json()["views"]
    assert [(one["kind"], one["login"]) for one in listed] == [("list", "")]
    assert manager.http.get("/api/v1/audit?login=yilmaz").json()["views"] == listed


def test_a_second_person_opens_it_for_a_day(office: Office) -> None:
    Desk(office).floor()
    request = ask(office, "audit.staff", "yilmaz")
    assert read(office, "peters", request)[0] == 403
    assert decide(office, "peters", request) == 403, "nobody decides their own request"
    assert decide(office, "yilmaz", request) == 403, "nor does somebody without the right"
    assert decide(office, "konrad", request) == 200
    assert decide(office, "konrad", request, "refuse") == 409, "it is decided"
    status, views = read(office, "peters", request)
    assert (status, [one["login"] for one in views]) == (200, ["yilmaz"])
    assert read(office, "konrad", request)[0] == 404, "it is open to who asked, not to who agreed"
    page = Desk(office, "peters").http.get(f"/audit/{request}").text
    assert "yilmaz" in page
    assert ("peters", "audit", request, "/audit", "audit") in rows(office)
    office.now += GRANT_HOLDS
    assert read(office, "peters", request)[0] == 403


def test_the_second_person_stands_apart_from_the_first(office: Office) -> None:
    assert decide(office, "konrad", ask(office, "audit.staff", "konrad")) == 403, "the subject"
    manager = person("id", "L. Zwei", "manager", SITE)
    request = ask(office, "audit.staff", "yilmaz")
    with pytest.raises(NotApart):
        identity.decide(office.database, manager, request, grant=True, now=office.now)
    konrad = sign_in(office.database, login="konrad", password=PASSWORD, now=office.now).principal
    made, _ = identity.invite(
        office.database, konrad, login="puppe", name="P. Puppe", roles={SITE: "manager"},
        now=office.now,
    )  # fmt: skip
    puppet = replace(person("puppe", "P. Puppe", "manager", SITE), staff_id=made)
    theirs = ask(office, "audit.staff", "yilmaz", "konrad")
    with pytest.raises(NotApart):
        identity.decide(office.database, puppet, theirs, grant=True, now=office.now)
    assert decide(office, "peters", theirs) == 200
    assert decide(office, "konrad", request) == 200


def test_whose_data_were_seen_is_answered_for_one_person(office: Office) -> None:
    fill(office)
    visit = office.tickets["W003"]
    Desk(office).http.get(f"/api/v1/tickets/{visit}")
    Desk(office, "brandt").http.get(f"/api/v1/tickets/{visit}")
    Desk(office).floor()
    request = ask(office, "audit.person", visit)
    assert decide(office, "konrad", request) == 200
    seen = read(office, "peters", request)[1]
    assert {one["login"] for one in seen if one["kind"] == "visit"} == {"yilmaz", "brandt"}
    assert {one["login"] for one in seen if one["kind"] == "audit"} == {"peters"}
    sheet = Desk(office, "peters").http.get(f"/audit/{request}/rows.csv").text
    lines = list(csv.reader(sheet.lstrip("\ufeff").splitlines(), delimiter=";"))
    assert lines[0][:3] == ["Zeit", "Was", "Betrifft"]
    assert {line[5] for line in lines[1:] if line[1] == "Besuch einer Person"} == {
        "yilmaz",
        "brandt",
    }


def test_what_is_refused_or_too_old_opens_nothing(office: Office) -> None:
    refused, old = ask(office, "audit.staff", "yilmaz"), ask(office, "audit.staff", "brandt")
    assert decide(office, "konrad", refused, "refuse") == 200
    assert read(office, "peters", refused)[0] == 403
    office.now += ASKED_HOLDS
    assert decide(office, "konrad", old) == 409


@pytest.mark.parametrize("fields", [{"why": "kurz"}, {"subject": " "}])
def test_a_request_says_whom_and_why(office: Office, fields: dict[str, str]) -> None:
    desk = Desk(office, "peters")
    form = {"act": "audit.staff", "subject": "yilmaz", "why": WHY, "csrf": desk.token} | fields
    answer = desk.http.post("/audit/requests", data=form)
    assert (answer.status_code, "begründen Sie" in answer.text) == (422, True)


def test_who_asked_reads_on_the_page_what_became_of_it(office: Office) -> None:
    ask(office, "audit.staff", "yilmaz")
    mine, theirs = Desk(office, "peters"), Desk(office, "konrad")
    assert "Zustimmen" not in mine.http.get("/approvals").text
    page = theirs.http.get("/approvals").text
    assert WHY in page
    assert "Zustimmen" in page


def test_an_export_needs_the_agreement_to_just_that_person(office: Office) -> None:
    manager = person("peters", "D. Peters", "manager", SITE)
    admin = person("konrad", "M. Konrad", "admin", SITE)
    request = identity.ask(
        office.database, manager, "privacy.export", "01PERSON", WHY, now=office.now
    )
    identity.decide(office.database, admin, request, grant=True, now=office.now)
    with office.database.read() as session:
        found = identity.require_granted(session, manager, "privacy.export", "01PERSON", office.now)
        assert found.id == request
        for who, subject in ((manager, "01OTHER"), (admin, "01PERSON")):
            with pytest.raises(NeedsApproval):
                identity.require_granted(session, who, "privacy.export", subject, office.now)


def test_the_database_itself_wants_two_people(office: Office) -> None:
    request = ask(office, "audit.staff", "yilmaz")
    statement = "UPDATE four_eyes SET decided_by = asked_by, granted = true WHERE id = :id"
    with pytest.raises(DatabaseError), office.database.write() as session:
        session.connection().execute(text(statement), {"id": request})


def test_views_are_forgotten_after_a_year(office: Office) -> None:
    Desk(office).floor()
    due = (office.now + VIEWS_KEPT).date()
    with office.database.write() as session:
        assert identity.forget_views(session, due - timedelta(days=1)) == 0
        assert identity.forget_views(session, due) == 1
    assert rows(office) == []
