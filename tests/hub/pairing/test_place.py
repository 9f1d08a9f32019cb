"""The form of a display's name and place, when two correct it at a time."""

import re
from collections.abc import Callable

from tests.hub.reception.test_http import Desk
from tests.pages.office import Office

PATH = "/displays/display-1/place"


def test_an_old_form_of_a_place_undoes_nothing_and_keeps_what_was_typed(
    offices: Callable[[str], Office],
) -> None:
    desk = Desk(offices("sqlite"), "lang")
    page = desk.http.get(PATH).text
    found = re.search(r'name="drawn" value="(\w+)"', page)
    assert found
    place = {"name": "Am Fenster", "role": "zone", "zone": "A", "node": "display-1",
             "facing_deg": "90", "reading_distance_m": "4", "panel_height_mm": "530",
             "csrf": desk.token, "drawn": found[1]}  # fmt: skip
    assert desk.http.post(PATH, data=place).status_code == 303
    answer = desk.http.post(PATH, data=place | {"name": "Am Eingang"})
    assert (answer.status_code, "das inzwischen geändert" in answer.text) == (409, True)
    assert 'value="Am Eingang"' in answer.text
    page = desk.http.get(PATH).text
    assert 'value="Am Fenster"' in page
    found = re.search(r'name="drawn" value="(\w+)"', page)
    assert found
    again = desk.http.post(PATH, data=place | {"name": "Am Eingang", "drawn": found[1]})
    assert again.status_code == 303
