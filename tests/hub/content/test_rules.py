"""Which times reach a display, and in which order: the most particular first, for all inputs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from hub.content.routes.forms import Fields, exact_text
from hub.content.rules import (
    TARGETS,
    AddressRefused,
    Announced,
    Audience,
    Planned,
    Shelf,
    Target,
    covers,
    digest,
    programme,
    web_address,
)
from hub.sites.rules import Site
from tests.wire import programmes
from wire.ids import DeviceId, SiteId
from wire.messages import Item, Notice, Playlist, Slot, TextPage
from wire.programme import next_change, showing_at

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PAGE = TextPage(title={"de": "Guten Tag"})
NAMES = ("eins", "zwei", "drei")

targets = st.one_of(
    st.just(Target("all")),
    st.builds(Target, st.sampled_from(TARGETS[:3]), st.sampled_from(NAMES)),
)
audiences = st.builds(
    Audience,
    st.sampled_from([DeviceId(name) for name in NAMES]),
    st.one_of(st.none(), st.sampled_from(NAMES)),
    st.frozensets(st.sampled_from(NAMES)),
)
planned = st.lists(st.builds(Planned, targets, st.builds(Slot, playlist=st.sampled_from(NAMES))))


def shelf(times: list[Planned], **options: object) -> Shelf:
    items = {name: Item(id=name, name=name, page=PAGE) for name in NAMES}
    lists = {name: Playlist(id=name, name=name, items=(name,)) for name in NAMES}
    return Shelf(
        **{  # type: ignore[arg-type]
            "items": items, "playlists": lists, "planned": times, "announced": (),
            "holidays": (), "holidays_until": date(2027, 12, 31), **options,
        }
    )  # fmt: skip


@given(planned, audiences)
def test_times_that_are_more_particular_go_first_and_otherwise_as_on_the_page(
    times: list[Planned], audience: Audience
) -> None:
    numbered = [
        Planned(one.target, one.slot.model_copy(update={"starts": n % 1440}))
        for n, one in enumerate(times)
    ]
    told = programme(shelf(numbered), audience, NOW)
    place = {one.slot.starts: n for n, one in enumerate(numbered)}
    ranks = [(numbered[place[slot.starts]].target.rank, place[slot.starts]) for slot in told.slots]
    assert ranks == sorted(ranks)
    assert len(told.slots) == sum(covers(one.target, audience) for one in numbered)


@given(planned, audiences)
def test_a_programme_holds_what_its_times_need_and_nothing_else(
    times: list[Planned], audience: Audience
) -> None:
    told = programme(shelf(times), audience, NOW)
    named = {slot.playlist for slot in told.slots}
    assert {one.id for one in told.playlists} == named
    assert {one.id for one in told.items} == named


@given(planned, audiences, audiences)
def test_displays_with_the_same_group_and_tags_are_told_the_same_by_them(
    times: list[Planned], one: Audience, other: Audience
) -> None:
    common = [each for each in times if each.target.kind != "display"]
    twin = Audience(other.display, one.group, one.tags)
    assert digest(programme(shelf(common), one, NOW)) == digest(programme(shelf(common), twin, NOW))


def test_what_is_over_is_left_out() -> None:
    over = Item(id="eins", name="", page=PAGE, shown_until=NOW - timedelta(seconds=1))
    coming = Item(id="zwei", name="", page=PAGE, shown_from=NOW + timedelta(days=1))
    mixed = Playlist(id="liste", name="", items=("eins", "zwei", "fehlt"))
    past = Notice(id="n", page=PAGE, valid_from=NOW - timedelta(days=2),
                  valid_until=NOW - timedelta(days=1))  # fmt: skip
    told = programme(
        shelf(
            [Planned(Target("all"), Slot(playlist="liste"))],
            items={"eins": over, "zwei": coming}, playlists={"liste": mixed},
            announced=[Announced(Target("all"), past)],
        ),
        Audience(DeviceId("eins")), NOW,
    )  # fmt: skip
    assert [one.id for one in told.items] == ["zwei"]
    assert told.playlists[0].items == ("zwei",)
    assert told.notices == ()


@pytest.mark.parametrize(
    "address",
    [
        "https://anderswo.example/", "ftp://amt.example/", "file:///etc/passwd", "javascript:1",
        "https://amt.example.evil.example/", "https://amt.example@evil.example/",
        "https://user:geheim@amt.example/", "https://amt.example:99999/", "//amt.example/",
        "https://amt.example/a b", "http://[::1", "",
    ],
)  # fmt: skip
def test_web_pages_are_taken_from_listed_hosts_only(address: str) -> None:
    with pytest.raises(AddressRefused):
        web_address(address, ["amt.example"])


def test_a_listed_host_may_have_a_port_and_a_path() -> None:
    address = "https://Amt.example:8443/plan?tag=heute"
    assert web_address(f" {address} ", ["amt.example:8443"]) == address


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://amt.example/öffnung?tag=März", "https://amt.example/%C3%B6ffnung?tag=M%C3%A4rz"),
        ("https://amt.example/%C3%B6?a=1&b=%20", "https://amt.example/%C3%B6?a=1&b=%20"),
        ("https://münchen.example:443/", "https://xn--mnchen-3ya.example:443/"),
        ("http://amt.example:80/", "http://amt.example:80/"),
    ],
)
def test_an_address_is_asked_for_in_ascii(address: str, asked: str) -> None:
    hosts = ["amt.example", "münchen.example"]
    assert web_address(address, hosts) == asked
    assert web_address(asked, hosts) == asked


@pytest.mark.parametrize("port", [22, 1883, 5432, 8080])
def test_other_ports_are_listed_by_number(port: int) -> None:
    with pytest.raises(AddressRefused):
        web_address(f"http://amt.example:{port}/", ["amt.example"])
    with pytest.raises(AddressRefused):
        web_address("http://amt.example/", [f"amt.example:{port}"])


def test_a_link_to_what_begins_within_a_second_leads_to_it_and_not_to_what_is_before() -> None:
    site = Site(SiteId("s"), 1, "Musterstadt", "Europe/Berlin", 60, 30)
    loop = programmes.programme(programmes.video("film", 12.52), programmes.picture("bild"))
    at, zone = NOW, programmes.BERLIN
    for _ in range(6):
        change = next_change(loop, at, zone, ["de"])
        assert change is not None
        at = change
        fields = Fields(FormData({"at": exact_text(at, site)}), site)
        linked = fields.moment("at", "Zeitpunkt")
        assert linked is not None
        begun, led = (showing_at(loop, one, zone, ["de"]) for one in (at, linked))
        assert begun is not None
        assert led is not None
        assert led.id == begun.id
