"""A morning at the reception by keyboard alone, while an adviser works in a second browser."""

from playwright.sync_api import Page, expect

from hub.queue import service as queue
from hub.queue.rules import Ticket, valid
from tests.pages.conftest import OpenPage
from tests.pages.office import PASSWORD, SITE, Office, Serving

MOST_TABS = 80


class Hands:
    """Somebody who has a keyboard and no mouse; looks at the page, and touches only keys."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, login: str, room: str) -> None:
        self.reach("#login")
        self.type(login)
        self.press("Tab")
        self.type(PASSWORD)
        self.press("Enter")
        expect(self.page.locator("#floor")).to_be_visible()
        self.reach("#room")
        self.type(room)
        expect(self.page.locator("#room option[selected]")).to_have_text(room)
        expect(self.page.locator("body[data-live=yes]")).to_be_attached()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def reach(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until the focus is there."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("(one) => document.activeElement.matches(one)", selector):
                return
            self.press(key)
        raise AssertionError(f"no way to {selector} by keys")

    def row(self, number: str) -> None:
        """Go to a visit's row by the arrows: through the lists, and in each of them down."""
        self.press("Escape", *["ArrowLeft"] * 6)
        for _ in range(6):
            self.press("Home")
            for _ in range(12):
                if number in self.focused():
                    return
                self.press("ArrowDown")
            self.press("ArrowRight")
        raise AssertionError(f"no way to {number} by arrows")

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.innerText"))

    def issue(self, concern: str) -> None:
        self.reach("#concern")
        self.type(concern)
        self.press("Tab", "Enter")

    def find(self, text: str) -> None:
        self.press("/")
        self.type(text)
        expect(self.page.locator("#found [role=option]")).to_have_count(1)
        self.press("Enter")

    def said(self, text: str) -> None:
        expect(self.page.locator("#message")).to_contain_text(text)

    def sees(self, place: str, text: str) -> None:
        expect(self.page.locator(place)).to_contain_text(text)

    def armed(self, act: str) -> None:
        """The large button takes presses again."""
        expect(self.page.locator(f"body[data-armed$='-{act}']")).to_be_attached()


def test_a_morning_by_keyboard_alone(office: Office, open_page: OpenPage) -> None:
    office.book(15, "Marquardt, J.", "erstantrag", "2.14")
    with (
        Serving(office.app) as hub,
        open_page(hub.address) as first,
        open_page(hub.address) as second,
    ):
        desk, adviser = Hands(first), Hands(second)
        desk.sign_in("yilmaz", "Schalter 3")
        adviser.sign_in("brandt", "Zimmer 2.14")

        _people_come(desk)
        adviser.sees(".desk", "T 001 aufrufen")
        adviser.armed("call")
        adviser.reach("[data-primary]")
        adviser.press("Enter")
        desk.sees(".called", "Zimmer 2.14")
        _one_is_served(desk)
        adviser.armed("start")
        adviser.reach("[data-primary]")
        adviser.press("Enter")
        adviser.sees(".desk", "Gespräch beenden")

        _one_is_put_aside(desk)
        _things_are_written_down(desk)
        _two_numbers_are_one_person(desk)
        _the_desk_closes_and_opens(desk)
        adviser.row("T 001")
        adviser.press("f")
        adviser.said("T 001 ist fertig.")
    _as_it_was_done(office)


def _people_come(desk: Hands) -> None:
    desk.find("marq")
    desk.said("T 001 ist angemeldet. Wartezone B")
    desk.issue("Unterlagen")
    desk.said("Neue Nummer: W 001.")
    desk.issue("Geld")
    desk.said("Neue Nummer: W 002.")


def _one_is_served(desk: Hands) -> None:
    desk.row("W 001")
    desk.press("a")
    desk.sees(".called", "Schalter 3")
    assert "W 001" in desk.focused(), "the focus goes with the visit into the other list"
    desk.press("e")
    desk.sees(".desk", "2. Aufruf")
    desk.press("b")
    desk.said("W 001: Das Gespräch hat begonnen.")
    desk.press("f")
    desk.said("W 001 ist fertig.")
    desk.press("u")
    desk.said("Zurückgenommen. W 001: im Gespräch.")
    desk.row("W 001")
    desk.press("f")
    desk.said("W 001 ist fertig.")


def _one_is_put_aside(desk: Hands) -> None:
    desk.row("W 002")
    desk.press("a")
    desk.sees(".called", "W 002")
    desk.press("n")
    desk.said("W 002 ist nicht gekommen.")
    desk.press("i")
    desk.said("W 002 ist wieder da und wartet.")
    desk.press("z")
    expect(desk.page.locator("#ask-park input[name=reason]")).to_be_focused()
    desk.type("holt den Mietvertrag")
    desk.press("Enter")
    desk.said("W 002 ist zurückgestellt.")
    desk.sees(".called", "holt den Mietvertrag")
    assert "W 002" in desk.focused()
    desk.press("i")
    desk.said("W 002 ist wieder da")


def _things_are_written_down(desk: Hands) -> None:
    desk.press("d")
    expect(desk.page.locator("#ask-needs input[value=pregnant]")).to_be_focused()
    desk.reach("#ask-needs input[value=small_children]")
    desk.press("Space")
    desk.reach("#ask-needs input[name=reason]")
    desk.type("Zwillinge")
    desk.press("Enter")
    desk.said("Der Bedarf von W 002 ist notiert.")
    desk.sees(".waiting", "kleine Kinder")
    desk.press("k")
    expect(desk.page.locator("#ask-notes textarea")).to_be_focused()
    desk.type("Kommt mit Betreuerin.")
    desk.press("Control+Enter")
    desk.said("Der Vermerk zu W 002 ist gespeichert.")
    desk.press("w")
    expect(desk.page.locator("#ask-transfer select")).to_be_focused()
    desk.type("Unterlagen")
    desk.press("Tab")
    desk.type("fehlt noch ein Papier")
    desk.press("Enter")
    desk.said("W 002 ist weitergeleitet: Unterlagen abgeben, Wartezone A.")
    desk.press("g")
    desk.said("W 002 wartet nicht mehr.")
    desk.find("W 002")
    expect(desk.page.locator("#visit[open]")).to_contain_text("Kommt mit Betreuerin.")
    desk.press("i")
    desk.said("W 002 ist wieder da und wartet.")


def _two_numbers_are_one_person(desk: Hands) -> None:
    desk.issue("Geld")
    desk.said("Neue Nummer: W 003.")
    desk.row("W 002")
    desk.press("v")
    expect(desk.page.locator("#ask-merge input[name=other]")).to_be_focused()
    desk.type("W 003")
    desk.press("Enter")
    desk.said("W 002 gilt jetzt für beide.")


def _the_desk_closes_and_opens(desk: Hands) -> None:
    desk.reach(".shut summary")
    desk.press("Enter")
    desk.reach("#act-close button")
    desk.press("Enter")
    desk.said("Ihr Platz ist geschlossen.")
    desk.reach("#act-open button")
    desk.press("Enter")
    desk.said("Ihr Platz ist wieder offen.")
    desk.press("?")
    expect(desk.page.locator("#keys")).to_be_visible()
    desk.press("Escape")


def _as_it_was_done(office: Office) -> None:
    with office.database.read() as session:
        visits = {str(one.number): one for one in queue.today(session, SITE, now=office.now)}
        logs = {number: queue.history(session, one.id) for number, one in visits.items()}
    states = {number: one.state for number, one in visits.items()}
    assert states == {"T001": "done", "W001": "done", "W002": "waiting", "W003": "left"}
    kept: Ticket = visits["W002"]
    assert (kept.concern, kept.concerns, kept.needs) == (
        "unterlagen", ("bescheid",), ("small_children",),
    )  # fmt: skip
    assert [one.text for one in logs["W002"][1]] == ["Kommt mit Betreuerin."]
    assert [one.event for one in valid(logs["W001"][0]) if one.state] == [
        "issue", "call", "recall", "start", "finish",
    ]  # fmt: skip
    assert [one.event for one in logs["W002"][0]] == [
        "issue", "call", "no_show", "come_back", "park", "resume", "needs", "note", "transfer",
        "leave", "come_back", "merge",
    ]  # fmt: skip
    assert {one.actor for one in logs["T001"][0]} == {"yilmaz", "brandt"}
