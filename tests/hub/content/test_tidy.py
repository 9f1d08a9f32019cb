"""What is made once for many displays, what is left alone, and whose name goes."""

from datetime import timedelta

import pytest
from starlette.datastructures import FormData

from hub.content import repository, rules
from hub.content import service as content
from hub.content.routes.forms import Fields
from hub.content.service import programmes
from hub.sites import service as sites
from tests.hub.content.files import Publisher
from tests.pages.content import furnish
from tests.pages.office import SITE, Office


def test_one_programme_is_made_for_all_displays_that_show_the_same(
    one: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    real = rules.programme

    def counted(*given: object) -> object:
        made.append(given)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(programmes, "programme", counted)
    with one.database.change(SITE) as change:
        content.tell(change, one.now)
    assert len(made) == 1


def test_who_added_or_changed_something_is_forgotten_after_a_fortnight(one: Office) -> None:
    furnish(one)

    def known() -> set[str]:
        with one.database.read() as session:
            items = {row.came_by for row in repository.items(session, SITE)}
            return items | {row.changed_by for row in repository.playlists(session, SITE)}

    before = known()
    assert before - {""}
    for days, left in ((13, before), (15, {""})):
        with one.database.change(SITE) as change:
            content.tidy(change, one.now + timedelta(days=days))
        assert known() == left
    assert "Uhr von" not in Publisher(one).page(f"/content/items/{Publisher(one).items()[0].id}")


def test_a_refused_file_and_who_sent_it_are_forgotten_after_a_fortnight(one: Office) -> None:
    publisher = Publisher(one)
    publisher.upload("Kündigung Meier.png", b"x")
    _, told = publisher.send("Wartet noch.png", b"x")

    def known() -> list[tuple[str, str]]:
        with one.database.read() as session:
            rows = repository.uploads(session, SITE, one.now - timedelta(days=1))
            return sorted((row.name, row.came_by) for row in rows)

    for days, left in (
        (13, [("Kündigung Meier.png", "vogel"), ("Wartet noch.png", "vogel")]),
        (15, [("Wartet noch.png", "")]),
    ):
        with one.database.change(SITE) as change:
            content.tidy(change, one.now + timedelta(days=days))
        assert known() == left
    assert told["state"] == "queued"


@pytest.mark.parametrize(
    ("text", "midnight", "good"),
    [("24:00", 0, False), ("24:00", 1440, True), ("00:00", 0, True), ("23:59", 0, True)],
)
def test_a_day_ends_at_twenty_four_and_begins_at_nought(
    one: Office, text: str, midnight: int, good: bool
) -> None:
    with one.database.read() as session:
        fields = Fields(FormData({"starts": text}), sites.site(session, SITE))
    fields.minute("starts", "Beginn", midnight=midnight)
    assert (fields.wrong == []) is good
