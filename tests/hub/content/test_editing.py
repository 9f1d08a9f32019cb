"""What publishers decide reaches the displays at once, and nobody overwrites anybody."""

import html
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from hub.content import repository
from hub.content import service as content
from hub.content.rules import Target
from hub.content.service import editing
from hub.content.tables import ContentItemRow, ContentPlaylistRow, ContentSlotRow
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.displays import service as displays
from hub.kit.tables import OutboxRow
from tests.hub.content import files
from tests.hub.content.files import Publisher
from tests.hub.places import use
from tests.pages.content import furnish
from tests.pages.office import SITE, Office
from wire.ids import DeviceId, RoomId
from wire.messages import DisplayReport, Programme, TextPage

WEEK = {"playlist": "", "target": "all:", "starts": "08:00", "ends": "18:00", "holidays": "never"}


def told(office: Office) -> dict[str, list[Programme]]:
    """The programmes that wait for the broker, by display."""
    found: dict[str, list[Programme]] = {}
    with office.database.read() as session:
        for row in session.exec(select(OutboxRow).order_by(OutboxRow.id)):  # type: ignore[arg-type]
            if row.topic.endswith("/des/programme"):
                assert row.retain
                device = row.topic.split("/")[4]
                data = json.loads(row.payload)["data"]
                found.setdefault(device, []).append(Programme.model_validate(data))
    return found


def forget(office: Office) -> None:
    with office.database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM outbox")


class Desk(Publisher):
    """A publisher with a picture, a playlist and the means to plan it."""

    def begin(self) -> None:
        self.upload("bild.png", files.picture())
        self.picture = self.items()[0].id
        assert self.post("/content/playlists", name="Vormittag") == 303
        with self.office.database.read() as session:
            self.playlist = repository.playlists(session, SITE)[0].id

    def fill(self, *items: str, version: int = 1) -> int:
        return self.post(
            f"/content/playlists/{self.playlist}", name="Vormittag", version=version,
            item=list(items),
        )  # fmt: skip

    def plan(self, **changes: object) -> int:
        fields = WEEK | {"playlist": self.playlist, "day": ["0", "1"]} | changes
        return self.post("/content/week/new", **fields)


@pytest.fixture
def desk_of_one(one: Office) -> Desk:
    made = Desk(one)
    made.begin()
    return made


@pytest.fixture
def desk(small: Office) -> Desk:
    made = Desk(small)
    made.begin()
    return made


def test_a_planned_playlist_reaches_every_display_at_once(small: Office, desk: Desk) -> None:
    assert desk.fill(desk.picture) == 303
    forget(small)
    assert desk.plan() == 303
    programmes = told(small)
    assert set(programmes) == {"display-1", "display-2"}
    (last,) = programmes["display-1"]
    assert [one.id for one in last.items] == [desk.picture]
    assert last.slots[0].starts == 480
    assert last.slots[0].days == (0, 1)
    assert "</a> auf allen Displays<br>" in desk.page("/content/week")
    assert len(last.holidays) >= 20  # two years of Baden-Württemberg
    assert last.holidays_until is not None
    assert last.holidays_until.year == 2027


def test_only_displays_whose_programme_changes_hear_of_it(small: Office, desk: Desk) -> None:
    desk.fill(desk.picture)
    desk.plan(target="display:display-2")
    forget(small)
    assert desk.post(f"/content/items/{desk.picture}", name="Neuer Name", seconds=20, version=1)
    assert set(told(small)) == {"display-2"}
    assert told(small)["display-2"][0].items[0].seconds == 20


def test_after_a_start_all_hear_again_with_the_revision_that_they_know(
    small: Office, desk: Desk
) -> None:
    desk.fill(desk.picture)
    desk.plan()
    before = told(small)["display-1"][-1]
    forget(small)
    with small.database.change(SITE) as change:
        content.tell(change, small.now)
    assert told(small) == {}
    with small.database.change(SITE) as change:
        content.tell(change, small.now, again=True)
    assert told(small)["display-1"] == [before]


def test_nothing_says_that_displays_have_what_they_were_not_told_yet(desk_of_one: Desk) -> None:
    """All displays of this office are off for good: nobody takes messages from its outbox."""
    desk, item = desk_of_one, f"/content/items/{desk_of_one.picture}"
    assert desk.fill(desk.picture) == 303
    for path in (f"/content/playlists/{desk.playlist}", "/content/week", item):
        page = desk.page(f"{path}?saved=1")
        assert "Gespeichert. Die Displays bekommen" in page
        assert "sobald sie verbunden sind." in page


def test_a_new_year_moves_the_holidays_on(small: Office, desk: Desk) -> None:
    desk.fill(desk.picture)
    desk.plan()
    forget(small)
    small.now += timedelta(days=40)
    with small.database.change(SITE) as change:
        content.tell(change, small.now)
    until = told(small)["display-1"][0].holidays_until
    assert until is not None
    assert until.year == 2028


def test_a_tag_decides_from_the_moment_on_at_which_it_is_given(small: Office, desk: Desk) -> None:
    with small.database.change(SITE) as change:
        use(change, "display-1", tags=("eingang",))
    desk.fill(desk.picture)
    assert desk.plan(target="tag:eingang") == 303
    assert told(small)["display-1"][-1].slots
    assert not told(small)["display-2"][-1].slots
    with small.database.change(SITE) as change:
        use(change, "display-2", tags=("eingang",))
        content.tell(change, small.now)
    assert told(small)["display-2"][-1].slots


def test_who_comes_second_is_told_and_overwrites_nothing(small: Office, desk: Desk) -> None:
    assert desk.fill(desk.picture) == 303
    answer = desk.http.post(
        f"/content/playlists/{desk.playlist}",
        data={"csrf": desk.token, "name": "Anders", "version": "1"},
    )
    assert answer.status_code == 409
    assert "inzwischen geändert" in answer.text
    assert 'value="Anders"' in answer.text
    with small.database.read() as session:
        row = editing.playlist(session, SITE, desk.playlist)
        assert (row.name, row.items) == ("Vormittag", [desk.picture])


def test_whoever_publishes_does_not_move_the_offices_holidays(desk: Desk) -> None:
    """Opening hours, kiosks and figures follow them: that is the set-up's."""
    page = desk.page("/content/week")
    assert "Gesetzliche Feiertage in Baden-Württemberg." in page
    assert 'name="land"' not in page
    assert desk.post("/content/week/land", land="BY") in (404, 405, 422)


@pytest.mark.parametrize("what", ["items", "notices", "week"])
def test_every_form_has_a_version(small: Office, what: str) -> None:
    furnish(small)
    publisher = Publisher(small)
    with small.database.read() as session:
        page = next(row for row in repository.items(session, SITE) if row.kind == "page")
        slot = repository.slots(session, SITE)[0]
        notice = repository.notices(session, SITE, small.now)[0]
    times = {"valid_from": "2026-11-23T08:00", "valid_until": "2026-11-24T08:00"}
    forms: dict[str, tuple[str, dict[str, object]]] = {
        "items": (page.id, {"name": "Neu", "seconds": 5, "title_de": "Neu"}),
        "week": (slot.id, WEEK | {"playlist": slot.playlist, "day": ["1"]}),
        "notices": (notice.id, {"target": "all:", "seconds": 9, "every_s": 60,
                                "title_de": "Neu", **times}),
    }  # fmt: skip
    path, fields = forms[what]
    assert publisher.post(f"/content/{what}/{path}", **fields, version=1) == 303
    assert publisher.post(f"/content/{what}/{path}", **fields, version=1) == 409
    assert publisher.post(f"/content/{what}/{path}", **fields, version=2) == 303


def test_deletion_says_where_a_thing_is_in_use(small: Office, desk: Desk) -> None:
    desk.fill(desk.picture)
    desk.plan()
    asked = desk.http.post(f"/content/items/{desk.picture}/remove", data={"csrf": desk.token})
    assert asked.status_code == 409
    assert "Liste „Vormittag“" in asked.text
    assert desk.items()
    assert desk.post(f"/content/items/{desk.picture}/remove", sure="yes") == 303
    assert desk.items() == []
    assert told(small)["display-1"][-1].playlists[0].items == ()
    assert desk.post(f"/content/playlists/{desk.playlist}/remove") == 409
    assert desk.post(f"/content/playlists/{desk.playlist}/remove", sure="yes") == 303
    assert told(small)["display-1"][-1].slots == ()


def test_a_notice_of_the_reception_is_on_its_way_in_all_its_languages(small: Office) -> None:
    reception = Publisher(small, "yilmaz")
    fields = {
        "target": "display:display-1", "seconds": 10, "every_s": 60, "pictogram": "lift",
        "valid_from": "2026-11-23T09:00", "valid_until": "2026-11-23T18:00",
        "title_de": "Aufzug steht", "title_ar": "المصعد معطّل", "body_de": "Bitte\r\nTreppe",
    }  # fmt: skip
    assert reception.post("/content/notices/new", **fields) == 303
    (notice,) = told(small)["display-1"][-1].notices
    assert notice.page.title == {"de": "Aufzug steht", "ar": "المصعد معطّل"}
    assert notice.page.body == {"de": "Bitte\nTreppe"}
    assert notice.page.pictogram == "lift"
    assert notice.valid_from == small.now
    small.now += timedelta(minutes=5)
    assert reception.post(f"/content/notices/{notice.id}/end") == 303
    assert told(small)["display-1"][-1].notices == ()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title_de", "", "Überschrift, Deutsch"), ("title_de", "x" * 81, "Höchstens 80 Zeichen"),
        ("body_en", "Text", "Überschrift, Englisch: Fehlt"), ("title_de", "a\x07b", "Zeichen kann"),
        ("valid_until", "2026-11-23T08:00", "liegt vor dem Anfang"),
        ("valid_from", "morgen", "kein Tag mit Uhrzeit"), ("valid_from", "", "Tag und Uhrzeit"),
        ("seconds", "0", "Zahl von 5"), ("seconds", "99999999999999999999", "Zahl von 5"),
        ("target", "", "Wo: Bitte"), ("target", "display:gibt-es-nicht", "gibt es nicht mehr"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_words_and_nothing_is_saved(
    one: Office, field: str, value: str, words: str
) -> None:
    reception = Publisher(one, "yilmaz")
    fields = {
        "csrf": reception.token, "target": "all:", "seconds": "10", "every_s": "60",
        "valid_from": "2026-11-23T09:00", "valid_until": "2026-11-23T18:00", "title_de": "Hallo",
    }  # fmt: skip
    answer = reception.http.post("/content/notices/new", data=fields | {field: value})
    assert answer.status_code in (404, 422)
    assert words in answer.text
    with one.database.read() as session:
        assert repository.notices(session, SITE, one.now) == []


def test_what_fits_into_no_message_is_refused_and_changes_nothing(small: Office) -> None:
    publisher = Publisher(small)
    page = {f"title_{lang}": "ä" * 80 for lang in ("de", "en", "tr", "ar", "uk", "ru", "fa")}
    page |= {name.replace("title", "body"): "ü" * 600 for name in page}
    times = {"valid_from": "2026-11-23T09:00", "valid_until": "2026-11-23T18:00"}
    fields = {"target": "all:", "seconds": 10, "every_s": 120, **page, **times}
    statuses = [publisher.post("/content/notices/new", **fields) for _ in range(30)]
    kept = statuses.count(303)
    assert statuses == [303] * kept + [409] * (30 - kept)
    assert 0 < kept < 30
    assert len(told(small)["display-1"][-1].notices) == kept


@pytest.mark.parametrize("what", ["notices", "week"])
def test_what_was_meant_for_a_group_stays_so_when_no_display_bears_it(
    one: Office, desk_of_one: Desk, what: str
) -> None:
    with one.database.change(SITE) as change:
        use(change, "display-1", group="foyer")
    forms: dict[str, dict[str, object]] = {
        "notices": {
            "title_de": "Nur Foyer", "seconds": 9, "every_s": 60,
            "valid_from": "2026-11-23T08:00", "valid_until": "2026-11-24T08:00",
        },
        "week": WEEK | {"playlist": desk_of_one.playlist, "day": ["1"]},
    }  # fmt: skip
    fields = forms[what] | {"target": "group:foyer"}
    assert desk_of_one.post(f"/content/{what}/new", **fields) == 303
    with one.database.change(SITE) as change:
        use(change, "display-1", group="eingang")
        slots = repository.slots(change.session, SITE)
        notices = repository.notices(change.session, SITE, one.now)
        (found,) = [row.id for row in slots] + [row.id for row in notices]
    path = f"/content/{what}/{found}"
    form = desk_of_one.page(path)
    chosen = '<option value="group:foyer" selected>Gruppe foyer (zurzeit kein Display)</option>'
    assert form.count(" selected>Gruppe") == 1
    assert chosen in form
    assert desk_of_one.post(path, **fields, version=1) == 303
    assert "auf Gruppe foyer (zurzeit kein Display)" in desk_of_one.page(f"/content/{what}")
    assert desk_of_one.post(f"/content/{what}/new", **fields) == 404


def test_a_display_that_is_gone_is_told_from_one_that_shows_no_programme(one: Office) -> None:
    with one.database.change(SITE) as change:
        place = devices.device(change.session, SITE, DeviceId("display-1")).place
        devices.rehang(change, replace(place, role="door", zone=None, room=RoomId("2.14")))
    with one.database.read() as session:
        meant = [Target("display", name) for name in ("display-1", "display-7")]
        said = [editing.targets(session, SITE, target)[-1][1] for target in meant]
    assert said == [
        "Display display-1 (zeigt kein Programm)", "Display display-7 (hängt hier nicht mehr)",
    ]  # fmt: skip


def crowd(office: Office) -> None:
    """Two lists of 300 pages each: one for every display, one for those with a tag."""
    words = TextPage(title={"de": "Seite"}).model_dump(mode="json")
    with office.database.change(SITE) as change:
        for list_id, target in (("L1", ("all", "")), ("L2", ("tag", "viel"))):
            items = [f"{list_id}-{n}" for n in range(300)]
            repository.add(
                change.session,
                *(
                    ContentItemRow(
                        id=one, site=SITE, kind="page", name=one, seconds=5, page=words,
                        came_by="", came_at=office.now,
                    )
                    for one in items
                ),
                ContentPlaylistRow(
                    id=list_id, site=SITE, name=list_id, items=items, changed_by="",
                    changed_at=office.now,
                ),
            )  # fmt: skip
            kind, name = target
            slot = ContentSlotRow(
                id=f"S-{list_id}", site=SITE, position=1, playlist=list_id, target_kind=kind,
                target_name=name, days=[0], starts=0, ends=1440, holidays="never",
            )  # fmt: skip
            repository.add(change.session, slot)
        content.tell(change, office.now)


@pytest.mark.warns("programme_too_large")
def test_a_display_whose_programme_is_too_large_keeps_nobody_from_editing(one: Office) -> None:
    crowd(one)
    reception = Publisher(one, "yilmaz")
    notice: dict[str, object] = {
        "title_de": "Aufzug steht", "target": "display:display-2", "seconds": 10, "every_s": 60,
        "valid_from": "2026-11-23T09:00", "valid_until": "2026-11-23T18:00",
    }  # fmt: skip
    with one.database.change(SITE) as change:
        use(change, "display-1", tags=("viel",))
        content.tell(change, one.now)
        content.tell(change, one.now, again=True)
    assert reception.post("/content/notices/new", **notice) == 303
    assert told(one)["display-2"][-1].notices
    assert Publisher(one).post("/content/items/L1-0/remove", sure="yes") == 303
    assert reception.post("/content/notices/new", **notice | {"target": "display:display-1"}) == 409
    form = notice | {"target": "all:", "csrf": reception.token}
    page = reception.http.post("/content/notices/new", data=form, follow_redirects=True).text
    (left_out,) = re.findall(r"kommen nicht an auf: (.*?)\. Das Programm dort ist zu groß", page)
    with one.database.read() as session:
        assert left_out == devices.device(session, SITE, DeviceId("display-1")).place.name
    assert len(told(one)["display-2"][-1].notices) == 2
    for path in ("week", "items/L1-1", "playlists/L1"):
        page = Publisher(one).page(f"/content/{path}?saved=1")
        assert re.findall(r"Nichts Neues kommt an auf: (.*?)\.", page) == ["Display 1"]
    for path in ("week", "preview"):
        assert "ist zu groß" in Publisher(one).page(f"/content/{path}?on=display-1")
        assert "ist zu groß" not in Publisher(one).page(f"/content/{path}?on=display-2")
    wall = Publisher(one, "yilmaz").page("/displays")
    assert wall.count("Programm zu groß") == 1
    with one.database.change(SITE) as change:
        use(change, "display-1", tags=())
        content.tell(change, one.now)
    assert "Programm zu groß" not in Publisher(one, "yilmaz").page("/displays")


@pytest.mark.warns("programme_too_large")
def test_a_changed_notice_that_reaches_nobody_is_refused_though_it_grows_by_nothing(
    one: Office,
) -> None:
    reception = Publisher(one, "yilmaz")
    notice = {
        "title_de": "Aufzug steht", "target": "display:display-1", "seconds": 10, "every_s": 60,
        "valid_from": "2026-11-23T09:00", "valid_until": "2026-11-23T18:00",
    }  # fmt: skip
    assert reception.post("/content/notices/new", **notice) == 303
    crowd(one)
    with one.database.change(SITE) as change:
        use(change, "display-1", tags=("viel",))
        content.tell(change, one.now)
    (row,) = told(one)["display-1"][-1].notices
    for words in ("Aufzug geht", "Aufzug steht still"):
        changed = notice | {"title_de": words, "version": 1}
        assert reception.post(f"/content/notices/{row.id}", **changed) == 409


@pytest.mark.warns("programme_too_large")
@pytest.mark.parametrize("begins", ["09:00", "12:00"])
def test_an_ended_notice_names_the_displays_on_which_it_goes_on(one: Office, begins: str) -> None:
    reception = Publisher(one, "yilmaz")
    notice = {
        "title_de": "Aufzug steht", "target": "all:", "seconds": 10, "every_s": 60,
        "valid_from": f"2026-11-23T{begins}", "valid_until": "2026-11-23T18:00",
    }  # fmt: skip
    assert reception.post("/content/notices/new", **notice) == 303
    crowd(one)
    with one.database.change(SITE) as change:
        use(change, "display-1", tags=("viel",))
        content.tell(change, one.now)
    (row,) = told(one)["display-1"][-1].notices
    one.after(minutes=1)
    assert reception.post(f"/content/notices/{row.id}/end") == 303
    assert not told(one)["display-2"][-1].notices
    for path in ("", f"/{row.id}"):
        page = reception.page(f"/content/notices{path}")
        assert re.findall(r"Läuft weiter auf: (.*?)\. Das Programm", page) == ["Display 1"]
    with one.database.change(SITE) as change:
        use(change, "display-1", tags=())
        content.tell(change, one.now)
    assert "Läuft weiter" not in reception.page("/content/notices")


@pytest.mark.parametrize("login", ["yilmaz", "brandt"])
@pytest.mark.parametrize("path", ["", "/playlists", "/week", "/played", "/played.csv", "/new/page"])
def test_who_does_not_publish_stays_outside(one: Office, login: str, path: str) -> None:
    assert Publisher(one, login).http.get(f"/content{path}").status_code == 403


def test_a_form_begins_at_a_whole_minute_from_which_browsers_count(one: Office) -> None:
    one.now += timedelta(seconds=33)
    page = Publisher(one).page("/content/notices/new")
    assert re.findall(r'type="datetime-local" value="([^"]+)"', page)[0] == "2026-11-23T09:00"


def test_advisers_have_no_notices_either(one: Office) -> None:
    assert Publisher(one, "brandt").http.get("/content/notices").status_code == 403
    assert Publisher(one, "brandt").post("/content/notices/new", title_de="x") == 403


def test_forms_without_their_token_do_nothing(one: Office) -> None:
    publisher = Publisher(one)
    forged = publisher.http.post("/content/playlists", data={"name": "x", "csrf": "falsch"})
    assert forged.status_code == 403


def test_the_week_shows_what_goes_first_and_names_holidays(one: Office) -> None:
    furnish(one)
    page = Publisher(one).page("/content/week?on=display-1&day=2026-12-24")
    assert "Erster Weihnachtstag" in page
    text = page.partition("Dasselbe als Text")[2].partition("</ul>")[0]
    thursday, friday = text.split("<li>")[4:6]
    assert "07:00 bis 18:00 Wartezone am Tag" in thursday
    assert "00:00 bis 24:00 Geschlossen" in friday


def test_the_preview_has_the_shape_that_the_panel_has_reported(one: Office) -> None:
    furnish(one)
    reception = Publisher(one, "yilmaz")
    page = reception.page("/content/preview?on=display-1")
    assert 'viewBox="0 0 1920 1080"' in page
    assert "hat es noch nicht gemeldet" in page
    with one.database.write() as session:
        said = DisplayReport(size=(1080, 1920))
        displays.note_report(session, SITE, DeviceId("display-1"), said, one.now)
    page = reception.page("/content/preview?on=display-1")
    assert 'class="panel beside tall"><svg class="panel-shape" viewBox="0 0 1080 1920"' in page
    assert "hat es noch nicht gemeldet" not in page
    assert "wo Zeilen umbrechen, entscheidet das Display selbst" in page
    assert 'viewBox="0 0 1080 1920"' not in reception.page("/content/preview?on=display-2")


@pytest.mark.parametrize("path", ["preview", "week", "week/new", "notices/new"])
def test_the_sign_at_a_door_is_offered_nowhere(one: Office, path: str) -> None:
    furnish(one)
    with one.database.change(SITE) as change:
        door = Place(DeviceId("door-214"), "display", "Schild 2.14", "room-214", 0, role="door")
        devices.hang(change, replace(door, room=RoomId("2.14"), tags=("tueren",)))
    page = Publisher(one).page(f"/content/{path}")
    assert "Display 1" in page
    assert "Schild 2.14" not in page
    assert "tueren" not in page


def test_the_preview_shows_a_moment_and_what_comes_after(one: Office) -> None:
    furnish(one)
    publisher = Publisher(one)
    night = publisher.page("/content/preview?on=display-1&at=2026-11-23T23:31")
    assert "Liste „Geschlossen“" in night
    notice = publisher.page("/content/preview?on=display-1&at=2026-11-23T09:00")
    assert "<strong>Der Aufzug steht heute still</strong>, Hinweis" in notice
    assert "<time>09:00:10</time> Der Aufzug steht heute still, Englisch" in notice
    later = re.search(r'href="(\?on=display-1&amp;at=[^"]+)"><time>09:00:10', notice)
    assert later
    english = publisher.page("/content/preview" + html.unescape(later[1]))
    assert "</strong>, Hinweis, Englisch. Noch 10 Sekunden." in english
